import type { DecodedFrame } from '../decode/decode.ts';
import type { Presentation } from './presentation.ts';

/** What the screen asks of whoever holds the slices. */
export interface SliceHolder {
  /** The pixels of a slice, undefined unless they are ready. */
  readonly frameOf: (key: string) => DecodedFrame | undefined;
  /** How a slice is to be shown at this moment. */
  readonly presentationOf: (key: string) => Presentation;
  /** Told after a slice has been drawn. */
  readonly onDrawn: (key: string) => void;
}
