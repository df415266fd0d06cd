import type { DecodedFrame } from '../decode/decode.ts';
import type { Presentation } from '../screen/presentation.ts';
import type { WindowChoice } from '../viewer-state.ts';
import { toRange } from './windows.ts';

/** Presentations by slice and choice; the same question gives the same object, so that painters can compare by identity. */
export class PresentationBook {
  readonly #pages = new WeakMap<
    DecodedFrame,
    { readonly window: WindowChoice; readonly inverted: boolean; readonly presentation: Presentation }
  >();

  of(frame: DecodedFrame, window: WindowChoice, inverted: boolean): Presentation {
    const page = this.#pages.get(frame);
    if (
      page?.inverted === inverted &&
      (page.window === window || (page.window.kind === 'file' && window.kind === 'file'))
    )
      return page.presentation;
    const presentation = toPresentation(frame, window, inverted);
    this.#pages.set(frame, { window, inverted, presentation });
    return presentation;
  }
}

/** How a slice is shown under a choice of window. Without any window of its own, all its values are spread from black to white. */
export function toPresentation(frame: DecodedFrame, window: WindowChoice, inverted: boolean): Presentation {
  const { facts, pixels } = frame;
  const invert = (facts.photometric === 'MONOCHROME1') !== inverted;
  if (pixels.color) return { range: { lower: 0, upper: 255 }, voiFunction: 'LINEAR', lut: null, invert: inverted };
  if (window.kind === 'preset')
    return { range: toRange(window.preset, 'LINEAR'), voiFunction: 'LINEAR', lut: null, invert };
  if (window.kind === 'manual') return { range: window.range, voiFunction: 'LINEAR', lut: null, invert };
  const [own] = facts.windows;
  if (own) return { range: toRange(own, facts.voiFunction), voiFunction: facts.voiFunction, lut: null, invert };
  return { range: { lower: pixels.min, upper: pixels.max }, voiFunction: 'LINEAR', lut: facts.voiLut, invert };
}
