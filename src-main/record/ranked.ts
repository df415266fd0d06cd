import { isCriticalFlag } from '../../contracts/interpretation.ts';
import type { NewsChange } from '../../contracts/reading-order.ts';
import type { LaboratoryRow, TimelineEntry } from '../../contracts/record.ts';
import { type Json, parts, text } from './fhir-json.ts';
import { flatten, type History, isAbnormal, toPanels, toReportOf } from './laboratory.ts';
import type { PatientRecord } from './patient-record.ts';
import type { Ranked } from './ranking.ts';

const DAY = 86_400_000;
const OLDEST = 365;
const WITHDRAWN: ReadonlySet<string> = new Set(['entered-in-error', 'cancelled']);
/** LOINC types of a letter that ends a stay. */
const DISCHARGE: ReadonlySet<string> = new Set([
  '18842-5',
  '11490-0',
  '34105-7',
  '34106-5',
  '28655-9',
  '29761-4',
  '34745-0',
  '68701-2',
  '74207-2',
]);
/** How a source that codes nothing calls it, in the languages of the country. */
const CALLED_DISCHARGE =
  /(?:lettre|rapport|courrier|résumé) de (?:sortie|fin de séjour)|ontslag(?:brief|verslag)|entlass(?:ungs)?brief|discharge/i;

/** True for a document that was taken back as a whole. */
export function isWithdrawn(status: string): boolean {
  return WITHDRAWN.has(status);
}

function isDischarge(resource: Json | undefined, entry: TimelineEntry): boolean {
  if (entry.kind !== 'letter' || resource === undefined) return false;
  const codes = [resource['type'], ...parts(resource, 'category')].flatMap((one) =>
    parts(one, 'coding').map((coding) => text(coding, 'code') ?? ''),
  );
  return codes.some((code) => DISCHARGE.has(code)) || CALLED_DISCHARGE.test(entry.title);
}

/** The results of a report that stand and are out of the ordinary, the critical first. */
export function toAbnormalRows(record: PatientRecord, document: string, history: History): LaboratoryRow[] {
  const resource = record.resources.get(document);
  if (resource === undefined || !/^(?:DiagnosticReport|Observation)\//.test(document)) return [];
  const rows = flatten(toPanels(toReportOf(document, resource), record, history).flatMap((panel) => panel.rows));
  const isCritical = (row: LaboratoryRow): boolean => isCriticalFlag(row.flag);
  return rows.filter(isAbnormal).toSorted((one, other) => Number(isCritical(other)) - Number(isCritical(one)));
}

/** What the ranking must know of one line. */
export function toRanked(
  record: PatientRecord,
  history: History,
  entry: TimelineEntry,
  now: Date,
  change: NewsChange | null,
): Ranked {
  const at = entry.at === null ? Number.NaN : Date.parse(entry.at);
  const age = Number.isNaN(at) ? null : Math.max(0, (now.getTime() - at) / DAY);
  // Nothing turns on what was critical years ago; the tables of a long record cost time.
  const isRecent = change !== null || (age !== null && age <= OLDEST);
  const rows = isRecent && entry.abnormal > 0 ? toAbnormalRows(record, entry.document, history) : [];
  return {
    entry,
    critical: isCriticalFlag(rows[0]?.flag ?? null),
    discharge: isDischarge(record.resources.get(entry.document), entry),
    withdrawn: isWithdrawn(entry.status),
    age,
    change,
  };
}
