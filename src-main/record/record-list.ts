import type { DocumentPart } from '../../contracts/record.ts';
import { code, type Json, text } from './fhir-json.ts';
import { label, type LabelName, readLabelLanguage } from './labels.ts';
import { ofType, type PatientRecord } from './patient-record.ts';

/** A list of the record that a physician reads as a whole: what stands in it, and in which columns. */
export interface RecordList {
  readonly types: readonly string[];
  readonly title: LabelName;
  readonly head: readonly LabelName[];
  readonly has: (resource: Json) => boolean;
  /** What a physician should see first has the lowest. */
  readonly toRank: (resource: Json) => number;
  readonly toCells: (resource: Json) => readonly (string | null | undefined)[];
}

const isMistake = (resource: Json): boolean =>
  text(resource, 'status') === 'entered-in-error' || code(resource['verificationStatus']) === 'entered-in-error';

/** The list as a table, and the word that it may not be whole while something of it is not copied or not readable; nothing for an empty one. */
export function toListParts(record: PatientRecord, list: RecordList): DocumentPart[] {
  const rows = list.types
    .flatMap((type) => ofType(record, type))
    .filter(([, resource]) => !isMistake(resource) && list.has(resource))
    .map(([, resource]) => ({
      rank: list.toRank(resource),
      cells: list.toCells(resource).map((cell) => cell ?? ''),
    }))
    .toSorted(
      (one, other) =>
        one.rank - other.rank || (one.cells[0] ?? '').localeCompare(other.cells[0] ?? '', readLabelLanguage()),
    )
    .map(({ cells }) => cells);
  const isOfList = (ref: string): boolean => list.types.some((type) => ref.startsWith(`${type}/`));
  const isAwaited = [...record.missing].some(isOfList);
  const isLost = [...record.broken].some(isOfList);
  if (rows.length === 0) return [];
  return [
    { show: 'table', title: label(list.title), head: list.head.map(label), rows },
    ...(isAwaited
      ? [{ show: 'unreadable', title: label(list.title), code: 'not-copied-yet', mime: null } as const]
      : []),
    ...(isLost
      ? [{ show: 'unreadable', title: label(list.title), code: 'resource-invalid', mime: null } as const]
      : []),
  ];
}
