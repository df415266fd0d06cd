import type { VoiFunction, Window } from '../decode/facts.ts';
import type { Lut } from '../decode/luts.ts';
import { words } from '../../words/words.ts';

/** Modality values that become black and white; cornerstone's own form of a window. */
export interface VoiRange {
  readonly lower: number;
  readonly upper: number;
}

/** The range of a window by PS3.3 C.11.2.1.2: LINEAR counts half a value less on each side, LINEAR_EXACT does not. */
export function toRange(window: Pick<Window, 'center' | 'width'>, voiFunction: VoiFunction): VoiRange {
  const width = Math.max(window.width, voiFunction === 'LINEAR' ? 1 : Number.EPSILON);
  if (voiFunction !== 'LINEAR') return { lower: window.center - width / 2, upper: window.center + width / 2 };
  return { lower: window.center - 0.5 - (width - 1) / 2, upper: window.center - 0.5 + (width - 1) / 2 };
}

/** The LINEAR window of a range; the inverse of `toRange`. */
export function toWindow(range: VoiRange): { readonly center: number; readonly width: number } {
  return { center: (range.lower + range.upper) / 2 + 0.5, width: range.upper - range.lower + 1 };
}

/** Gray level 0–255 of a modality value, before inversion. */
export function toGray(value: number, range: VoiRange, voiFunction: VoiFunction): number {
  const span = range.upper - range.lower;
  if (voiFunction === 'SIGMOID') return 255 / (1 + Math.exp((-4 * (value - (range.lower + range.upper) / 2)) / span));
  if (span <= 0) return value <= range.lower ? 0 : 255;
  return Math.min(Math.max(((value - range.lower) / span) * 255, 0), 255);
}

/** Gray level 0–255 of a modality value through a VOI LUT. */
export function toGrayByLut(value: number, lut: Lut): number {
  const entry = lut.entries[Math.min(Math.max(Math.round(value) - lut.first, 0), lut.entries.length - 1)] ?? 0;
  return (entry / (2 ** lut.bits - 1)) * 255;
}

/** A named window on a key. Centers and widths are Hounsfield units, the usual ones of CT reading. */
export interface Preset {
  readonly key: '1' | '2' | '3' | '4' | '5' | '6';
  readonly name: string;
  readonly center: number;
  readonly width: number;
}

const ct: readonly Omit<Preset, 'name'>[] = [
  { key: '1', center: 40, width: 400 },
  { key: '2', center: -600, width: 1500 },
  { key: '3', center: 480, width: 2500 },
  { key: '4', center: 40, width: 80 },
  { key: '5', center: 60, width: 160 },
  { key: '6', center: 50, width: 350 },
];

/** Presets of a modality; only CT has values whose meaning is the same everywhere. The others keep the windows of the file. */
export function toPresets(modality: string, fileWindows: readonly Window[]): readonly Preset[] {
  const names = [
    words('viewer.preset.abdomen'),
    words('viewer.preset.lung'),
    words('viewer.preset.bone'),
    words('viewer.preset.brain'),
    words('viewer.preset.liver'),
    words('viewer.preset.mediastinum'),
  ];
  if (modality === 'CT') return ct.map((preset, index) => ({ ...preset, name: names[index] ?? '' }));
  return fileWindows.slice(1, 7).map((window, index) => ({
    key: ct[index]?.key ?? '6',
    name: window.name || words('viewer.preset.numbered', { n: index + 2 }),
    center: window.center,
    width: window.width,
  }));
}
