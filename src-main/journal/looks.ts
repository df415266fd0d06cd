import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Log } from '../log/log.ts';
import type { OpenSession } from '../session/session.ts';
import type { Journal, Look } from './journal.ts';

/** What keeping a look needs. */
export interface LooksParts {
  readonly session: () => OpenSession;
  readonly isOnline: () => boolean;
  readonly journal: () => Promise<Journal>;
  readonly sendJournal: () => Promise<void>;
  readonly log: Log;
}

/**
 * Returns the function that keeps a look before what is looked at is shown, and sends it where there is a line. `toAsOf` says up to when a
 * patient's copy was complete: what the hospital recorded later was on no screen, and counts as new at the next visit [X01].
 */
export function openLooks(
  { session, isOnline, journal, sendJournal, log }: LooksParts,
  toAsOf: (patient: string) => string | null,
): (look: Pick<Look, 'patient' | 'object' | 'action'>) => Promise<void> {
  return async (one) => {
    const { person } = session();
    const asOf = toAsOf(one.patient);
    const sawUntil = asOf === null ? {} : { sawUntil: asOf };
    await (await journal()).append({ ...one, person: person.id, offline: !isOnline(), ...sawUntil });
    if (!isOnline()) return;
    void sendJournal().catch((cause: unknown) => {
      const code = cause instanceof ExpectedFailure ? cause.code : 'bug';
      log.write('journal/not-sent', { code }, cause);
    });
  };
}
