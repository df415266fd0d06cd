import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Look } from '../journal/journal.ts';
import { codeOf } from './mirror-run.ts';
import type { Records } from './records.ts';

/**
 * The last step before something that was made of an open record leaves this PC: it stands in the journal, and a record that the hospital closed
 * meanwhile, or a document (`refs`: all that it is made of) that it shows no more, throws. What its reader closed he had sent before.
 */
export async function leaveRecord(
  records: Pick<Records, 'read' | 'look' | 'isEnded'>,
  opening: object,
  look: Pick<Look, 'patient' | 'object' | 'action'>,
  refs: readonly string[],
): Promise<void> {
  const assertShown = async (): Promise<void> => {
    const now = await records.read(look.patient).catch((cause: unknown) => {
      if (codeOf(cause) !== 'record-not-available') throw cause;
      return null;
    });
    if (records.isEnded(opening)) throw new ExpectedFailure('record-not-available');
    const items = now === null ? null : now.copy.record.items;
    const shown = new Set(items?.flatMap((item) => (item.kind === 'resource' ? [item.ref] : [])));
    if (items !== null && refs.some((ref) => !shown.has(ref))) throw new ExpectedFailure('document-not-available');
  };
  await assertShown();
  await records.look(look);
  await assertShown();
}
