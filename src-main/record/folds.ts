import type { Fold } from '../../contracts/reading-order.ts';
import type { TimelineEntry } from '../../contracts/record.ts';
import { toBinaryRef, toPartsOf } from './document-parts.ts';
import { code, concept, isJson, type Json, parts, text, toRef } from './fhir-json.ts';
import { attachmentsOf } from './media.ts';
import { type PatientRecord, toActorName, toMoment } from './patient-record.ts';
import { isWithdrawn } from './ranked.ts';

/** One document as far as two may be the same. */
interface Candidate {
  readonly entry: TimelineEntry;
  readonly resource: Json;
  /** `system|value` of every number that the source gave it; one without a system is nobody's. */
  readonly numbers: readonly string[];
  readonly day: string;
  /** Form of each file. */
  readonly mimes: readonly string[];
}

function toNumbers(resource: Json): string[] {
  return [...parts(resource, 'identifier'), ...parts(resource, 'masterIdentifier')].flatMap((identifier) => {
    const [system, value] = [text(identifier, 'system'), text(identifier, 'value')];
    return system === null || value === null ? [] : [`${system}|${value}`];
  });
}

const shareNumber = (one: Candidate, other: Candidate): boolean =>
  other.numbers.some((number) => one.numbers.includes(number));

/** What each file of a document holds: its source's hash, or what the reader found; null where one is not known. */
function toContents(record: PatientRecord, resource: Json): readonly string[] | null {
  const contents = attachmentsOf(record, resource).map((attachment) => {
    const ref = toBinaryRef(attachment);
    const inside = text(attachment, 'data');
    return (
      (ref === null ? null : record.contents?.get(ref)) ??
      text(attachment, 'hash') ??
      (inside === null ? null : `data ${inside}`)
    );
  });
  const known = contents.filter((content): content is string => content !== null && content !== undefined);
  return contents.length > 0 && known.length === contents.length ? known.toSorted() : null;
}

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Everything of a result but who stored it when: two that agree in it say the same. */
function toSaid(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toSaid);
  if (!isJson(node)) return node;
  const kept = Object.entries(node).filter(
    ([name]) => !['id', 'meta', 'identifier', 'issued', 'reference', 'text'].includes(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, toSaid(value)]));
}

function toResults(record: PatientRecord, { entry }: Candidate): Json[] {
  return [...toPartsOf(record, entry.document)].flatMap((ref): Json[] => {
    const result = ref.startsWith('Observation/') ? record.resources.get(ref) : undefined;
    return result === undefined ? [] : [result];
  });
}

const toKey = (result: Json): string => code(result['code']) ?? concept(result['code']) ?? '';

/** The day of the sample or examination; null where only the day of the report is known. */
const toSampled = ({ resource }: Candidate): string | null =>
  toMoment(resource, 'effectiveDateTime', 'effectivePeriod')?.slice(0, 10) ?? null;

/** True when `newer` was sent to take the place of `older`: the same number, name and sample, and nothing that was in the older is lacking in it. */
function isAmended(record: PatientRecord, older: Candidate, newer: Candidate): boolean {
  if (!shareNumber(older, newer) || older.entry.title !== newer.entry.title) return false;
  // One order may ask for the same every day: tomorrow's result replaces none of today's.
  const [mine, its] = [toSampled(older), toSampled(newer)];
  if (mine !== null && its !== null && mine !== its) return false;
  const isUnfinished = ['registered', 'partial', 'preliminary'].includes(older.entry.status);
  const isFinished = ['final', 'amended', 'corrected', 'appended'].includes(newer.entry.status);
  const isCorrection =
    ['amended', 'corrected'].includes(newer.entry.status) && !['amended', 'corrected'].includes(older.entry.status);
  if (!(isFinished && isUnfinished) && !isCorrection) return false;
  const there = new Set(toResults(record, newer).map(toKey));
  const hasFiles = attachmentsOf(record, older.resource).length <= attachmentsOf(record, newer.resource).length;
  return hasFiles && toResults(record, older).every((result) => there.has(toKey(result)));
}

/** True when both are the same report, sent twice: the same number, and every result, file and conclusion equal. */
function isSameReport(record: PatientRecord, one: Candidate, other: Candidate): boolean {
  if (!shareNumber(one, other) || one.entry.title !== other.entry.title || one.day !== other.day) return false;
  const said = (each: Candidate): unknown => [
    each.entry.status,
    text(each.resource, 'conclusion'),
    toResults(record, each)
      .map((result) => JSON.stringify(toSaid(result)))
      .toSorted(),
    attachmentsOf(record, each.resource).length === 0 ? [] : toContents(record, each.resource),
  ];
  const [mine, its] = [said(one), said(other)];
  return !JSON.stringify(mine).includes(',null]') && isEqual(mine, its);
}

/**
 * True when both are the same letter: the same bytes; the same number on the same day; or, in two forms that cannot be compared (text and PDF),
 * the same author, title and minute. Two letters of one form with other bytes are two letters, whatever else agrees.
 */
function isSameLetter(record: PatientRecord, one: Candidate, other: Candidate): boolean {
  if (one.day === '' || one.day !== other.day || one.entry.status !== other.entry.status) return false;
  const [mine, its] = [toContents(record, one.resource), toContents(record, other.resource)];
  if (mine !== null && its !== null && isEqual(mine, its)) return true;
  const [myForms, itsForms] = [one.mimes, other.mimes];
  if (myForms.some((mime) => itsForms.includes(mime))) return false;
  if (shareNumber(one, other)) return true;
  const author = ({ resource }: Candidate): string | null =>
    toActorName(record, resource, parts(resource, 'author')[0]);
  const minute = ({ entry }: Candidate): number => Math.floor(Date.parse(entry.at ?? '') / 60_000);
  const isExact = one.entry.at?.includes('T') === true && other.entry.at?.includes('T') === true;
  const isOneFile = myForms.length === 1 && itsForms.length === 1;
  return (
    isExact &&
    isOneFile &&
    author(one) !== null &&
    author(one) === author(other) &&
    one.entry.title === other.entry.title &&
    minute(one) === minute(other)
  );
}

/** A PDF before a text: it is the letter as it was signed. Then what came first. */
function toForm({ mimes }: Candidate): number {
  const forms = ['application/pdf', 'text/html', 'text/xml', 'application/rtf'];
  const place = forms.indexOf(mimes[0] ?? '');
  return place < 0 ? forms.length : place;
}

/** Follows every fold to what stands on the timeline in the end; one that would lead back to itself is none. */
function toRoots(direct: ReadonlyMap<string, Omit<Fold, 'document'>>): Fold[] {
  return [...direct].flatMap(([document, { why }]) => {
    const path = new Set([document]);
    let under = direct.get(document)?.under ?? document;
    while (direct.has(under) && !path.has(under)) {
      path.add(under);
      under = direct.get(under)?.under ?? under;
    }
    return path.has(under) ? [] : [{ document, under, why }];
  });
}

/**
 * Which documents stand under another [X04]: a version that the hospital says was replaced, and the same thing sent twice. In doubt nothing is
 * folded; what is folded stays in the index. Only of what the record shows: of a hidden replacement nobody learns here.
 */
export function toFolds(record: PatientRecord, entries: readonly TimelineEntry[]): Fold[] {
  const candidates = entries.flatMap((entry): Candidate[] => {
    const resource = record.resources.get(entry.document);
    const isOne = entry.document.startsWith('DocumentReference/') || entry.document.startsWith('DiagnosticReport/');
    if (resource === undefined || !isOne || isWithdrawn(entry.status)) return [];
    const mimes = attachmentsOf(record, resource).map((file) => (text(file, 'contentType') ?? '').split(';')[0] ?? '');
    return [{ entry, resource, numbers: toNumbers(resource), day: entry.at?.slice(0, 10) ?? '', mimes }];
  });
  const shown = new Set(candidates.map(({ entry }) => entry.document));
  const direct = new Map<string, Omit<Fold, 'document'>>();
  for (const { entry, resource } of candidates)
    for (const relation of parts(resource, 'relatesTo')) {
      const target = toRef(relation['target']);
      if (text(relation, 'code') === 'replaces' && target !== null && target !== entry.document && shown.has(target))
        direct.set(target, { under: entry.document, why: 'older' });
    }
  // Two that may be the same stand on one day, or bear one number: nobody else is compared.
  const groups = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const type = one.entry.document.split('/')[0] ?? '';
    const keys = [...one.numbers, ...(type === 'DocumentReference' && one.day !== '' ? [one.day] : [])];
    for (const key of new Set(keys)) groups.set(`${type} ${key}`, [...(groups.get(`${type} ${key}`) ?? []), one]);
  }
  const isFree = ({ entry }: Candidate): boolean => !direct.has(entry.document);
  for (const [key, group] of groups) {
    if (group.length < 2 || group.length > 40) continue;
    const isReport = key.startsWith('DiagnosticReport');
    const ordered = group.toSorted(
      (one, other) => toForm(one) - toForm(other) || one.entry.document.localeCompare(other.entry.document),
    );
    for (const [place, one] of ordered.entries())
      for (const other of ordered.slice(place + 1)) {
        if (!isFree(one) || !isFree(other)) continue;
        if (isReport && isAmended(record, other, one))
          direct.set(other.entry.document, { under: one.entry.document, why: 'older' });
        else if (isReport && isAmended(record, one, other))
          direct.set(one.entry.document, { under: other.entry.document, why: 'older' });
        else if (isReport ? isSameReport(record, one, other) : isSameLetter(record, one, other))
          direct.set(other.entry.document, { under: one.entry.document, why: 'copy' });
      }
  }
  return toRoots(direct);
}
