import { isAbnormalFlag, isCriticalFlag } from '../../contracts/interpretation.ts';
import type { LaboratoryRow } from '../../contracts/record.ts';
import { isFaulty } from './fault.ts';
import { code, concept, Decimal, decimal, type Json, part, parts, text, toRef } from './fhir-json.ts';
import { follow, ofType, type PatientRecord, toActorName, toMoment } from './patient-record.ts';
import { toRange } from './reference-range.ts';

const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const ABSENT = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
const LOINC = 'http://loinc.org';
const DEEPEST = 6;
const WITHDRAWN: ReadonlySet<string> = new Set(['entered-in-error', 'cancelled']);

/** Panels of a report with their rows, as the laboratory grouped them. */
export interface Panel {
  readonly name: string;
  readonly rows: LaboratoryRow[];
}

/** True for a result that stands and that the laboratory marked as out of the ordinary: what was taken back alarms nobody. */
export function isAbnormal(row: LaboratoryRow): boolean {
  return isAbnormalFlag(row.flag) && !WITHDRAWN.has(row.status);
}

/** A quantity with the digits and the comparator it was written with. */
function toQuantityText(quantity: Json | null): string | null {
  const value = decimal(quantity, 'value');
  return value === null ? null : `${text(quantity, 'comparator') ?? ''}${value.text}`;
}

function toUnit(quantity: Json | null): string | null {
  return text(quantity, 'unit') ?? text(quantity, 'code');
}

interface Value {
  readonly value: string | null;
  readonly unit: string | null;
  /** What was measured, exactly or as a limit (`<0.1`): null for words. */
  readonly number: Decimal | null;
}

const NUMBER = /^\s*(?:[<>]=?|≤|≥)?\s*(-?\d+(?:\.\d+)?)\s*$/;

/** A number that came as text (`5.90`, `< 0.1`): laboratories send limits so. */
function toNumber(said: string | null): Decimal | null {
  const [, digits] = NUMBER.exec(said ?? '') ?? [];
  return said === null || digits === undefined ? null : new Decimal(digits, Number(digits));
}

/** The value of an Observation or component, whichever type it came as. */
function toValue(node: Json): Value {
  const quantity = part(node, 'valueQuantity');
  if (quantity !== null) {
    return { value: toQuantityText(quantity), unit: toUnit(quantity), number: decimal(quantity, 'value') };
  }
  const ratio = part(node, 'valueRatio');
  const range = part(node, 'valueRange');
  const whole = decimal(node, 'valueInteger');
  const said =
    text(node, 'valueString') ??
    concept(node['valueCodeableConcept']) ??
    whole?.text ??
    (typeof node['valueBoolean'] === 'boolean' ? (node['valueBoolean'] ? '+' : '−') : null) ??
    (ratio === null
      ? null
      : [toQuantityText(part(ratio, 'numerator')), toQuantityText(part(ratio, 'denominator'))]
          .filter((one) => one !== null)
          .join(' : ')) ??
    (range === null
      ? null
      : [toQuantityText(part(range, 'low')), toQuantityText(part(range, 'high'))]
          .filter((one) => one !== null)
          .join(' – ')) ??
    toMoment(node, 'valueDateTime', 'valueTime', 'valuePeriod');
  const written = text(node, 'valueString');
  return {
    value: said === '' ? null : said,
    unit: range === null ? null : toUnit(part(range, 'high')),
    number: whole ?? toNumber(written),
  };
}

/**
 * What makes two results comparable: the same LOINC code, else the same code of the same system, else the same name in the same specimen.
 * A bare code is none: two laboratories number their analyses from one.
 */
export function toSeriesKey(node: Json, specimen: string | null): string | null {
  const loinc = code(node['code'], LOINC);
  if (loinc !== null) return loinc;
  const own = parts(node['code'], 'coding').find((one) => text(one, 'system') !== null && text(one, 'code') !== null);
  if (own !== undefined) return `${text(own, 'system')}|${text(own, 'code')}`;
  const name = concept(node['code'])?.toLowerCase();
  return name === undefined ? null : `${name}|${specimen?.toLowerCase() ?? ''}`;
}

const SUSCEPTIBILITY: ReadonlySet<string> = new Set(['S', 'I', 'R', 'SDD', 'NS', 'MS', 'VS', 'SYN-S', 'SYN-R']);

/** True for a line of an antibiogram: it is said of one germ, and compared with no other. */
export function isSusceptibility({ flag, value }: Pick<LaboratoryRow, 'flag' | 'value'>): boolean {
  return SUSCEPTIBILITY.has(flag ?? '') || /^\s*[SIR]\s*$/.test(value ?? '');
}

/** The gravest of what the laboratory says of a result, or how a germ answers (`A~R`): beside a trend or a « normal » that it also gives, no `LL` is lost. */
function toFlag(node: Json): string | null {
  const flags = parts(node, 'interpretation').flatMap(
    (flag) => code(flag, INTERPRETATION) ?? code(flag) ?? concept(flag) ?? [],
  );
  const answer = flags.find((flag) => SUSCEPTIBILITY.has(flag));
  return flags.find(isCriticalFlag) ?? answer ?? flags.find(isAbnormalFlag) ?? flags[0] ?? null;
}

/** Earlier results by code, over the whole record: built once for a record. */
export type History = ReadonlyMap<string, LaboratoryRow['previous']>;

/** The status of a report that was taken back as a whole: its results fall with it, though nobody said so of each. */
function toWithdrawal(report: Json): string | null {
  const status = text(report, 'status');
  return status !== null && WITHDRAWN.has(status) ? status : null;
}

/** References of all results that stand in reports taken back, and in no other. */
function toWithdrawn(record: PatientRecord): ReadonlySet<string> {
  const collect = (refs: Set<string>, node: Json, name: string): Set<string> => {
    for (const ref of parts(node, name).flatMap((reference) => toRef(reference) ?? [])) {
      if (refs.has(ref)) continue;
      refs.add(ref);
      collect(refs, record.resources.get(ref) ?? {}, 'hasMember');
    }
    return refs;
  };
  const [fallen, standing] = [new Set<string>(), new Set<string>()];
  for (const [, report] of ofType(record, 'DiagnosticReport'))
    collect(toWithdrawal(report) === null ? standing : fallen, report, 'result');
  return new Set([...fallen].filter((ref) => !standing.has(ref)));
}

/** Collects every numeric result that stands (never one entered in error or cancelled, alone or with its report, nor one of a form that is not valid), oldest first. */
export function toHistory(record: PatientRecord): History {
  const history = new Map<string, LaboratoryRow['previous'][number][]>();
  const withdrawn = toWithdrawn(record);
  const performers = toPerformers(record);
  for (const [ref, observation] of ofType(record, 'Observation')) {
    if (withdrawn.has(ref)) continue;
    const status = text(observation, 'status') ?? '';
    const at = toMoment(observation, 'effectiveDateTime', 'effectiveInstant', 'effectivePeriod', 'issued');
    const key = toSeriesKey(observation, toSpecimen(record, observation));
    const { value, number, unit } = toValue(observation);
    if (number === null || at === null || key === null || WITHDRAWN.has(status)) continue;
    if (isFaulty(observation) || isSusceptibility({ flag: toFlag(observation), value })) continue;
    const performer =
      toActorName(record, observation, parts(observation, 'performer')[0]) ?? performers.get(ref) ?? null;
    const method = concept(observation['method']);
    const { low, high } = toRange(observation);
    const result = { at, value: number.value, written: value ?? number.text, unit, performer, method, low, high };
    history.set(key, [...(history.get(key) ?? []), result]);
  }
  for (const line of history.values()) line.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return history;
}

/** The laboratory of each result that names none itself: that of its report. */
function toPerformers(record: PatientRecord): ReadonlyMap<string, string> {
  const performers = new Map<string, string>();
  for (const [, report] of ofType(record, 'DiagnosticReport')) {
    const name = toActorName(record, report, parts(report, 'performer')[0]);
    const give = (holder: Json, field: string, depth: number): void => {
      for (const ref of parts(holder, field).flatMap((reference) => toRef(reference) ?? [])) {
        if (name === null || performers.has(ref) || depth > DEEPEST) continue;
        performers.set(ref, name);
        give(record.resources.get(ref) ?? {}, 'hasMember', depth + 1);
      }
    };
    give(report, 'result', 1);
  }
  return performers;
}

interface Scope {
  readonly record: PatientRecord;
  readonly history: History;
  /** References on the way down: a result that contains itself is shown once. */
  readonly path: ReadonlySet<string>;
  /** Status of a report that was taken back as a whole; null of one that stands. */
  readonly withdrawal: string | null;
}

/** Why there is no value: the laboratory's own words, else the code that the window has words for. */
function toAbsence(reason: unknown): string | null {
  return text(reason, 'text') ?? code(reason, ABSENT) ?? concept(reason);
}

function toSpecimen(record: PatientRecord, observation: Json): string | null {
  const reference = part(observation, 'specimen');
  return concept(follow(record, observation, reference)?.['type']) ?? text(reference, 'display');
}

function toRow(node: Json, observation: Json, scope: Scope, members: LaboratoryRow[]): LaboratoryRow {
  const { value, unit, number } = toValue(node);
  const at = toMoment(observation, 'effectiveDateTime', 'effectiveInstant', 'effectivePeriod', 'issued');
  const specimen = toSpecimen(scope.record, observation);
  const key = toSeriesKey(node, specimen);
  const flag = toFlag(node);
  const isCompared = key !== null && number !== null && at !== null && !isSusceptibility({ flag, value });
  const earlier = isCompared ? (scope.history.get(key) ?? []) : [];
  const performer = toActorName(scope.record, observation, parts(observation, 'performer')[0]);
  const status = text(observation, 'status') ?? 'unknown';
  return {
    code: code(node['code'], LOINC) ?? code(node['code']),
    name: concept(node['code']) ?? '',
    value,
    unit,
    ...toRange(node),
    flag,
    status: scope.withdrawal === null || WITHDRAWN.has(status) ? status : scope.withdrawal,
    absent: toAbsence(node['dataAbsentReason']),
    method: concept(observation['method']),
    specimen,
    ...(performer === null ? {} : { performer }),
    ...(key === null ? {} : { series: key }),
    at,
    notes: parts(node, 'note').flatMap((note) => text(note, 'text') ?? []),
    previous: earlier.filter((one) => Date.parse(one.at) < Date.parse(at ?? '')),
    members,
  };
}

/** What will be shown under a result, the result itself left out: nothing under one that was taken back, and nothing twice on the way down. */
function toInside(ref: string, { record, path }: Scope): ReadonlySet<string> {
  const inside = new Set<string>();
  let level = path.has(ref) ? [] : [ref];
  for (let depth = path.size + 1; depth < DEEPEST && level.length > 0; depth += 1) {
    const standing = level
      .map((one) => record.resources.get(one))
      .filter((one) => !WITHDRAWN.has(text(one, 'status') ?? ''));
    level = standing
      .flatMap((one) => parts(one, 'hasMember').flatMap((member) => toRef(member) ?? []))
      .filter((one) => !inside.has(one) && one !== ref && !path.has(one));
    for (const one of level) inside.add(one);
  }
  return inside;
}

/** These references without those that stand under another of them: a result that came again without its germ keeps its place under it. */
function withoutNested(refs: readonly string[], scope: Scope): readonly string[] {
  const inside = new Map(refs.map((ref) => [ref, toInside(ref, scope)]));
  const holders = [...inside].filter(([, held]) => held.size > 0);
  // Two that contain one another both stay.
  return refs.filter(
    (ref) => !holders.some(([other, held]) => other !== ref && held.has(ref) && inside.get(ref)?.has(other) !== true),
  );
}

/** A result with what it contains: its components, then its members. */
function toRows(ref: string, scope: Scope): LaboratoryRow[] {
  const observation = scope.record.resources.get(ref);
  if (observation === undefined || scope.path.has(ref) || scope.path.size >= DEEPEST) return [];
  const inner: Scope = { ...scope, path: new Set([...scope.path, ref]) };
  const components = parts(observation, 'component').map((component) => toRow(component, observation, inner, []));
  const named = parts(observation, 'hasMember').flatMap((member) => toRef(member) ?? []);
  const members = withoutNested(named, inner).flatMap((member) => toRows(member, inner));
  return [toRow(observation, observation, inner, [...components, ...members])];
}

/** True for a row that is only the heading of others: one that says something of its own stays a row above them. */
function isGroup(row: LaboratoryRow): boolean {
  const isBare = row.value === null && row.absent === null && row.flag === null && row.notes.length === 0;
  return isBare && row.members.some(({ status }) => status === row.status);
}

/** The table of a laboratory report; results that are no group stand together under the report's own name. */
export function toPanels(report: Json, record: PatientRecord, history: History): Panel[] {
  const scope: Scope = { record, history, path: new Set(), withdrawal: toWithdrawal(report) };
  const named = parts(report, 'result').flatMap((reference) => toRef(reference) ?? []);
  const rows = withoutNested(named, scope).flatMap((ref) => toRows(ref, scope));
  const loose = rows.filter((row) => !isGroup(row));
  const groups = rows.filter(isGroup).map((row) => ({ name: row.name, rows: [...row.members] }));
  return loose.length === 0 ? groups : [{ name: concept(report['code']) ?? '', rows: loose }, ...groups];
}

/** A report, or a result that stands in none as a report of itself. */
export function toReportOf(ref: string, resource: Json): Json {
  if (!ref.startsWith('Observation/')) return resource;
  return { resourceType: 'DiagnosticReport', code: resource['code'], result: [{ reference: ref }] };
}

/** Every row of a table, groups opened. */
export function flatten(rows: readonly LaboratoryRow[]): LaboratoryRow[] {
  return rows.flatMap((row) => [
    ...(row.value === null && row.members.length > 0 ? [] : [row]),
    ...flatten(row.members),
  ]);
}
