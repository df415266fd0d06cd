import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Journal } from './journal.ts';

/** The same journal; a line that finds the disk full is written once more when `free` could give up copies for it: nothing is shown without it. */
export function withJournalRoom(journal: Journal, free: (patient: string) => Promise<boolean>): Journal {
  return {
    ...journal,
    async append(look) {
      try {
        await journal.append(look);
      } catch (cause) {
        if (!(cause instanceof ExpectedFailure) || cause.code !== 'disk-full' || !(await free(look.patient)))
          throw cause;
        await journal.append(look);
      }
    },
  };
}
