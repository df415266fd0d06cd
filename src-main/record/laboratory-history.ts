import type { Analyte, LaboratoryHistory, LaboratoryResult } from '../../contracts/laboratory.ts';
import type { LaboratoryRow } from '../../contracts/record.ts';
import { hasFaultyResult } from './faulty-results.ts';
import { type Json, parts } from './fhir-json.ts';
import { type History, isSusceptibility, type Panel, toPanels } from './laboratory.ts';
import type { ExportedResult } from './laboratory-csv.ts';
import { type PatientRecord, toActorName } from './patient-record.ts';
import { toKind, toMomentOf, toTitle } from './timeline.ts';

/** A laboratory document with its table, as the reading pane shows it. */
interface Source {
  readonly document: string;
  readonly title: string;
  readonly at: string | null;
  readonly performer: string | null;
  readonly panels: readonly Panel[];
}

const NO_HISTORY: History = new Map();
const TAKEN_BACK: ReadonlySet<string> = new Set(['entered-in-error', 'cancelled']);

/** Laboratory documents of a record, newest first, those that could not be validated apart. */
function toSources(record: PatientRecord): { readonly sources: Source[]; readonly faulty: Source[] } {
  const named = new Set(
    [...record.resources.values()].flatMap((resource) =>
      [...parts(resource, 'result'), ...parts(resource, 'hasMember')].flatMap(({ reference }) => [String(reference)]),
    ),
  );
  const [sources, faulty]: [Source[], Source[]] = [[], []];
  for (const [document, resource] of record.resources) {
    const report = toReport(document, resource, named);
    if (report === null || toKind(record, document, resource) !== 'laboratory') continue;
    const source = {
      document,
      title: toTitle(document, resource),
      at: toMomentOf(document, resource),
      performer: toActorName(record, resource, parts(resource, 'performer')[0]),
      panels: toPanels(report, record, NO_HISTORY),
    };
    (hasFaultyResult(record, report) ? faulty : sources).push(source);
  }
  const newest = (one: Source, other: Source): number => toTime(other.at) - toTime(one.at);
  return { sources: sources.toSorted(newest), faulty: faulty.toSorted(newest) };
}

/** A report, or a result that stands in none as a report of itself; null for anything else. */
function toReport(document: string, resource: Json, named: ReadonlySet<string>): Json | null {
  if (document.startsWith('DiagnosticReport/')) return resource;
  if (!document.startsWith('Observation/') || named.has(document)) return null;
  return { resourceType: 'DiagnosticReport', code: resource['code'], result: [{ reference: document }] };
}

function toTime(at: string | null): number {
  const time = Date.parse(at ?? '');
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

function toResult(row: LaboratoryRow, { document, at, performer }: Source): LaboratoryResult {
  const { value, unit, range, low, high, flag, status, absent, method, specimen, notes } = row;
  const measured = { value, unit, range, low, high, flag, status, absent, method, specimen, notes: [...notes] };
  return { document, at: row.at ?? at, performer: row.performer ?? performer, ...measured };
}

/** What one and the same result says, wherever it stands; one that stands in a report taken back and in another counts once. */
function toSame({ at, value, unit, absent, performer }: LaboratoryResult): string {
  return JSON.stringify([at, value, unit, absent, performer]);
}

function withoutTwins(all: readonly LaboratoryResult[], superseded: ReadonlySet<string>): LaboratoryResult[] {
  const standing = (one: LaboratoryResult): number => (TAKEN_BACK.has(one.status) ? 1 : 0);
  // Of one sample the value that took the other's place stands; in doubt both do.
  const replaced = new Set(all.flatMap(({ document, at }) => (superseded.has(document) ? [] : [at])));
  const results = all.filter(({ document, at }) => !superseded.has(document) || at === null || !replaced.has(at));
  const kept = new Map<string, LaboratoryResult>();
  for (const result of results.toSorted((one, other) => standing(one) - standing(other)))
    if (!kept.has(toSame(result))) kept.set(toSame(result), result);
  return [...kept.values()].toSorted((one, other) => toTime(other.at) - toTime(one.at));
}

/**
 * Every laboratory result of a record by analysis, over all laboratories [X12]. Lines of antibiograms stay in their documents, and so does a value of a
 * `superseded` report where the newer version has another of the same sample: the two would stand side by side, and on one curve.
 */
export function toLaboratoryHistory(
  record: PatientRecord,
  superseded: ReadonlySet<string> = new Set(),
): LaboratoryHistory {
  const { sources, faulty } = toSources(record);
  const analytes = new Map<string, Analyte & { results: LaboratoryResult[] }>();
  const cultures = new Map<string, Source>();
  for (const source of sources) {
    const add = (row: LaboratoryRow, panel: string, above: string): void => {
      if (isSusceptibility(row)) {
        cultures.set(source.document, source);
        return;
      }
      const key = `${above}${row.series ?? `${row.name}|${panel}`}`;
      const isHeading = row.value === null && row.absent === null && row.members.length > 0;
      if (!isHeading) {
        const analyte = analytes.get(key) ?? { key, panel, name: row.name, results: [] };
        analyte.results.push(toResult(row, source));
        analytes.set(key, analyte);
      }
      // What stands under a germ or a finding is said of it alone.
      const isWords = row.value !== null && !/\d/.test(row.value);
      for (const member of row.members) add(member, panel, isWords ? `${key}=${row.value}/` : above);
    };
    for (const { name, rows } of source.panels) for (const row of rows) add(row, name, '');
  }
  const toNamed = ({ document, title, at }: Source) => ({ document, title, at });
  return {
    analytes: byPanel(
      [...analytes.values()].map((one) => ({ ...one, results: withoutTwins(one.results, superseded) })),
    ),
    faulty: faulty.map(toNamed),
    antibiograms: [...cultures.values()].map(toNamed),
  };
}

/** Analyses of one panel stand together, panels in the order of the newest report that has them. */
function byPanel(analytes: readonly Analyte[]): Analyte[] {
  const panels = [...new Set(analytes.map(({ panel }) => panel))];
  return panels.flatMap((panel) => analytes.filter((one) => one.panel === panel));
}

/** Results as they stand one below the other, in one document (null: in all, newest first), antibiograms under the name of their germ. */
export function toLaboratoryResults(record: PatientRecord, document: string | null): ExportedResult[] {
  const { sources } = toSources(record);
  const asked = sources.filter((source) => document === null || source.document === document);
  return asked.flatMap((source) => {
    const open = (row: LaboratoryRow, panel: string, above: string): ExportedResult[] => {
      const name = `${above}${row.name}`;
      const isHeading = row.value === null && row.absent === null && row.members.length > 0;
      const own = isHeading ? [] : [{ ...toResult(row, source), panel, name, title: source.title }];
      const inner = row.value === null ? above : `${row.value} : `;
      return [...own, ...row.members.flatMap((member) => open(member, panel, inner))];
    };
    return source.panels.flatMap(({ name, rows }) => rows.flatMap((row) => open(row, name, '')));
  });
}
