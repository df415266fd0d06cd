import type { PixelFailure } from '../../contracts/imaging.ts';
import type { FilmRange } from './cine/film.ts';
import type { DecodedFrame } from './decode/decode.ts';
import type { PresentationState } from './decode/presentation-state.ts';
import type { Reader } from './decode/sop-classes.ts';
import type { LengthMeasure, PixelPoint } from './stack/measures.ts';
import type { SliceState } from './stack/slice.ts';
import type { Preset, VoiRange } from './stack/windows.ts';
import type { Tool } from './tools.ts';

/** Which window is applied: the file's own (slice by slice), a preset, or what the user turned it to. */
export type WindowChoice =
  | { readonly kind: 'file' }
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'manual'; readonly range: VoiRange };

/** One entry of the series strip. */
export interface StackEntry {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly modality: string;
  readonly count: number;
  readonly loaded: number;
  /** The slice its picture is made of, once it is read. */
  readonly poster: DecodedFrame | null;
  readonly reader: Reader;
}

/** What is on the screen of one opened study. */
export interface ViewerState {
  readonly phase: 'open' | 'closed';
  /** Why the port closed; null while it is open. */
  readonly closed: PixelFailure | null;
  readonly stacks: readonly StackEntry[];
  readonly stack: string;
  readonly index: number;
  readonly count: number;
  readonly key: string;
  readonly slice: SliceState;
  /** Which reader the slice on the screen is for. */
  readonly reader: Reader;
  /** Distance along the stack's normal, mm, null when not known. */
  readonly position: number | null;
  /** True while slices are still being put in their order. */
  readonly sorting: boolean;
  /** One letter a slice of this stack: `r`eady, `u`nreadable or missing, `w`aiting. */
  readonly loaded: string;
  /** The slice whose pixels the canvas holds; the canvas is hidden while it is not `key`. */
  readonly drawn: string | null;
  readonly tool: Tool;
  readonly window: WindowChoice;
  readonly inverted: boolean;
  readonly zoom: number;
  /** Grows whenever the image moved under the measures. */
  readonly view: number;
  readonly cursor: PixelPoint | null;
  readonly draft: { readonly from: PixelPoint; readonly to: PixelPoint } | null;
  readonly measures: Readonly<Record<string, readonly LengthMeasure[]>>;
  readonly screenFailed: boolean;
  /** The frames of the object on the screen when it has several; null for a single image. */
  readonly range: FilmRange | null;
  /** How its frames are played; `rate` null is the file's own. */
  readonly film: { readonly playing: boolean; readonly rate: number | null; readonly loop: boolean };
  /** True while the overlay planes of a file are drawn. */
  readonly overlays: boolean;
  /** The saved presentation that is laid over its images, null for none. */
  readonly presentation: PresentationState | null;
}
