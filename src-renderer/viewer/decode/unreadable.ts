/**
 * Why an image is not shown. `not-shown` is an object that no viewer can show, `detail` its ObjectName (sop-classes.ts); `video` a film,
 * `detail` its syntax. `other-patient` and `other-object` are quarantine: the file is not what was asked for.
 * `contradictory` means that two statements inside the file disagree; `damaged` that a decoder refused the frame.
 */
export type UnreadableReason =
  | 'not-dicom'
  | 'no-pixels'
  | 'not-shown'
  | 'video'
  | 'truncated'
  | 'contradictory'
  | 'too-large'
  | 'unsupported'
  | 'damaged'
  | 'timeout'
  | 'other-patient'
  | 'other-object';

/** The expected failure of the decoding path. `detail` is for the log and for tests: a tag, a number or a syntax's name, never a value that names a person. */
export class UnreadableImage extends Error {
  readonly reason: UnreadableReason;
  readonly detail: string;
  constructor(reason: UnreadableReason, detail: string) {
    super(`${reason}: ${detail}`);
    this.name = 'UnreadableImage';
    this.reason = reason;
    this.detail = detail;
  }
}

/** Throws an UnreadableImage unless `condition` holds. */
export function assertReadable(condition: boolean, reason: UnreadableReason, detail: string): asserts condition {
  if (!condition) throw new UnreadableImage(reason, detail);
}
