import type { Mark } from '../../contracts/mark.ts';
import type { ShownMark } from '../../contracts/reading-order.ts';
import { toPartsOf } from './document-parts.ts';
import type { PatientRecord } from './patient-record.ts';

function toRecorded(record: PatientRecord): ReadonlyMap<string, string> {
  return new Map(
    record.items.flatMap((item) =>
      item.kind === 'resource' && item.recorded !== undefined ? [[item.ref, item.recorded] as const] : [],
    ),
  );
}

function toNewestOf(record: PatientRecord, document: string, recorded: ReadonlyMap<string, string>): string | null {
  const instants = [...toPartsOf(record, document)].flatMap((ref) => recorded.get(ref) ?? []);
  return instants.toSorted().at(-1) ?? null;
}

/** When the newest of what a document shows was recorded; null where the manifest does not say. */
export function toNewest(record: PatientRecord, document: string): string | null {
  return toNewestOf(record, document, toRecorded(record));
}

/** Marks of what the record shows; one of anything else is not told. `stale`: the document was written anew since it was marked [X20]. */
export function toShownMarks(record: PatientRecord, marks: readonly Mark[]): ShownMark[] {
  const recorded = marks.length === 0 ? new Map<string, string>() : toRecorded(record);
  return marks.flatMap(({ document, state, due, saw }) => {
    if (state === 'none' || !record.resources.has(document)) return [];
    const newest = toNewestOf(record, document, recorded);
    return [{ document, state, due, stale: newest !== null && saw !== null && newest > saw }];
  });
}
