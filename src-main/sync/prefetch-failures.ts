import type { AheadReason } from '../../contracts/agenda.ts';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import { NoRoom } from './copy-room.ts';
import { isClosing } from './mirror-run.ts';

/** These concern the line, the disk or the session, and so everybody of the day. */
const HALTING: ReadonlySet<FailureCode> = new Set([
  'offline',
  'server-unavailable',
  'hospital-untrusted',
  'clock-wrong',
  'disk-full',
  'journal-refused',
  'session-required',
  'session-ended',
  'too-many-attempts',
  'trace-unavailable',
]);
/** The vault was shut, or holds no copy of this patient any more. */
const LOST: ReadonlySet<FailureCode> = new Set(['vault-locked', 'not-copied-yet', 'lease-ended']);

/** The order of copying changed: whatever comes first now is taken up instead. */
export class Overtaken extends Error {}

/** Copying ahead stands still for everybody. */
export class Halted extends Error {
  readonly reason: AheadReason;

  constructor(reason: AheadReason) {
    super(reason);
    this.name = 'Halted';
    this.reason = reason;
  }
}

/**
 * What a failure means for the day. `nothing`: it goes on elsewhere. `all`: everybody waits, for this reason. `begun-anew`: the copy was
 * taken away by somebody who had a reason. `refused`: of this patient nothing may be read. `alone`: this item or this patient, for a while.
 */
export type Meaning =
  | { readonly means: 'nothing' }
  | { readonly means: 'all'; readonly reason: AheadReason }
  | { readonly means: 'begun-anew' }
  | { readonly means: 'refused' }
  | { readonly means: 'alone'; readonly code: FailureCode };

/** Reads a failure of one question. */
export function toMeaning(cause: unknown): Meaning {
  if (cause instanceof Overtaken) return { means: 'nothing' };
  if (cause instanceof Halted || cause instanceof NoRoom) return { means: 'all', reason: cause.reason };
  if (cause instanceof DOMException) return { means: 'begun-anew' };
  if (!(cause instanceof ExpectedFailure)) return { means: 'alone', code: 'bug' };
  if (LOST.has(cause.code)) return { means: 'begun-anew' };
  if (isClosing(cause.code)) return { means: 'refused' };
  return HALTING.has(cause.code) ? { means: 'all', reason: cause.code } : { means: 'alone', code: cause.code };
}
