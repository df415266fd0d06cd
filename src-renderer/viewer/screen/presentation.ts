import type { VoiFunction } from '../decode/facts.ts';
import type { Lut } from '../decode/luts.ts';
import { toGray, toGrayByLut, type VoiRange } from '../stack/windows.ts';

/** How gray is made of modality values; the same on every render path. */
export interface Presentation {
  readonly range: VoiRange;
  readonly voiFunction: VoiFunction;
  /** A VOI LUT of the file; it replaces range and function. */
  readonly lut: Lut | null;
  /** MONOCHROME1 and the user's own inversion, already combined. */
  readonly invert: boolean;
}

/** Gray level 0–255 as the screen shows it. */
export function toScreenGray(value: number, presentation: Presentation): number {
  const gray = presentation.lut
    ? toGrayByLut(value, presentation.lut)
    : toGray(value, presentation.range, presentation.voiFunction);
  return Math.round(presentation.invert ? 255 - gray : gray);
}

/** True for what the graphics path cannot show exactly; such a slice is drawn on the processor. */
export function needsProcessor(presentation: Presentation): boolean {
  return presentation.lut !== null || presentation.voiFunction === 'SIGMOID';
}
