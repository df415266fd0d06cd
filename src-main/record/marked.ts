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

/** The versions that the copy can show: of a document whose new version is still on its way, the older one; of what has no older one, nothing. */
function toShown(record: PatientRecord): PatientRecord {
  const times = new Map<string, number>();
  for (const item of record.items) if (item.kind === 'resource') times.set(item.ref, (times.get(item.ref) ?? 0) + 1);
  const isAwaited = (ref: string): boolean => record.missing.has(ref) && times.get(ref) === 1;
  // What is shown stands before what is missing: reversed, it is the last word.
  const items = record.items.toReversed().filter((item) => item.kind !== 'resource' || !isAwaited(item.ref));
  return { ...record, items };
}

/** When the newest of what a document shows on this screen was recorded; null where the manifest does not say. What has not come yet nobody has seen. */
export function toNewest(record: PatientRecord, document: string): string | null {
  return toNewestOf(record, document, toRecorded(toShown(record)));
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
