import type { PixelFailure } from '../../../contracts/imaging.ts';

/** What the pixel host answers: a file for each SOP Instance UID, and where a test wants it, a delay or a failure. */
export interface PixelPlan {
  readonly files: Readonly<Record<string, string>>;
  /** ms for every read, and for single ones. */
  readonly delay?: number;
  readonly delays?: Readonly<Record<string, number>>;
  /** `closed` ends the whole port when that image is asked for. */
  readonly failures?: Readonly<Record<string, PixelFailure | 'closed'>>;
  /** Holds every file in memory before the first answer: the bench of the way from there to the screen. */
  readonly inMemory?: boolean;
}
