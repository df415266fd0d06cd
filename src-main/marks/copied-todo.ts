import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Mark, TodoLine } from '../../contracts/mark.ts';
import { readDocument, toRecordOf } from '../record/patient-record.ts';
import { toKind, toMomentOf, toTitle } from '../record/timeline.ts';
import type { VaultClient } from '../vault/vault-client.ts';

/** What is to be done in the copies of this PC, each while its lease lasts: those with a day first. */
export async function readCopiedTodo(
  vault: VaultClient,
  marksOf: (patient: string, kept: readonly Mark[]) => Promise<readonly Mark[]>,
): Promise<TodoLine[]> {
  const lines: TodoLine[] = [];
  for (const patient of await vault.order('list-copied', null)) {
    try {
      const state = await vault.order('read-state', { patient });
      const shown = new Set(state.shown.flatMap((item) => (item.kind === 'resource' ? [item.ref] : [])));
      const marks = (await marksOf(patient, state.marks)).filter(
        ({ document, state: said }) => said === 'todo' && shown.has(document),
      );
      if (marks.length === 0) continue;
      const refs = marks.map(({ document }) => document);
      const { documents } = await vault.order('read-documents', { patient, refs });
      const read = new Map(documents.map(({ ref, bytes }) => [ref, readDocument(ref, bytes)]));
      const record = toRecordOf(patient, read, [], [], []);
      for (const { document, due } of marks) {
        const resource = record.resources.get(document);
        if (resource === undefined) continue;
        const kind = toKind(record, document, resource) ?? 'other';
        const at = toMomentOf(document, resource)?.slice(0, 10) ?? '';
        const dated = at.length === 10 ? at : null;
        lines.push({ patient, document, kind, title: toTitle(document, resource), dated, due });
      }
    } catch (cause) {
      // A copy that is over, or not there yet, has nothing to say.
      if (!(cause instanceof ExpectedFailure)) throw cause;
    }
  }
  return lines.toSorted((one, other) => (one.due ?? '9').localeCompare(other.due ?? '9'));
}
