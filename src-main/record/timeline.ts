import type { DocumentKind, TimelineEntry } from '../../contracts/record.ts';
import type { z } from 'zod';
import { code, concept, type Json, parts, text, toRef } from './fhir-json.ts';
import { attachmentsOf, isPicture, isPictures, toMediaRefs, toMediaTitle, toSite } from './media.ts';
import { flatten, type History, isAbnormal, toPanels, toReportOf } from './laboratory.ts';
import { ofType, type PatientRecord, toActorName, toMoment } from './patient-record.ts';
import { instancesOf, toStudyUid } from './studies.ts';
import { label } from './labels.ts';

type Kind = z.infer<typeof DocumentKind>;
type Entry = z.infer<typeof TimelineEntry>;

const LABORATORY: ReadonlySet<string> = new Set([
  'LAB',
  'CH',
  'HM',
  'MB',
  'SR',
  'VR',
  'IMM',
  'TX',
  'BLB',
  'GE',
  'MCB',
  'PAR',
  'MYC',
  'laboratory',
]);
/** Sections of a radiology department (HL7 v2 table 0074): its reports stand under imaging, with images or without. */
const IMAGING: ReadonlySet<string> = new Set(['RAD', 'RX', 'CT', 'NMR', 'NMS', 'RUS', 'OUS', 'VUS', 'XRC']);
const PHOTOGRAPH: ReadonlySet<string> = new Set(['XC', 'SM', 'OP', 'DMS']);

/** Curves and documents in DICOM's form. */
const CURVE: ReadonlySet<string> = new Set(['ECG', 'HD', 'EPS', 'SR', 'DOC']);

const KIND_OF_TYPE: Readonly<Record<string, Kind>> = {
  DiagnosticReport: 'report',
  DocumentReference: 'letter',
  ImagingStudy: 'imaging',
  Media: 'photograph',
  Observation: 'laboratory',
  Encounter: 'stay',
  Appointment: 'appointment',
  AllergyIntolerance: 'allergy',
  MedicationStatement: 'medication',
  MedicationRequest: 'medication',
  Condition: 'condition',
};

const MOMENTS: Readonly<Record<string, readonly string[]>> = {
  DiagnosticReport: ['effectiveDateTime', 'effectivePeriod', 'issued'],
  DocumentReference: ['date'],
  ImagingStudy: ['started'],
  Media: ['createdDateTime', 'createdPeriod', 'issued'],
  Observation: ['effectiveDateTime', 'effectiveInstant', 'effectivePeriod', 'issued'],
  Encounter: ['period'],
  Appointment: ['start'],
  AllergyIntolerance: ['recordedDate', 'onsetDateTime', 'lastOccurrence'],
  MedicationStatement: ['effectiveDateTime', 'effectivePeriod', 'dateAsserted'],
  MedicationRequest: ['authoredOn'],
  Condition: ['onsetDateTime', 'onsetPeriod', 'recordedDate'],
};

/** When a document happened, as its line and its page both say it. */
export function toMomentOf(ref: string, resource: Json): string | null {
  return toMoment(resource, ...(MOMENTS[ref.split('/')[0] ?? ''] ?? []));
}

/** Studies a report speaks of, that the hospital shows. */
export function studiesOf(record: PatientRecord, report: Json): Json[] {
  return parts(report, 'imagingStudy').flatMap((reference): Json[] => {
    const study = record.resources.get(toRef(reference) ?? '');
    return study === undefined ? [] : [study];
  });
}

/** What a resource is in the timeline; null for what stands inside others only. */
export function toKind(record: PatientRecord, ref: string, resource: Json): Kind | null {
  const [type = ''] = ref.split('/');
  const kind = KIND_OF_TYPE[type] ?? null;
  if (type === 'DiagnosticReport') {
    const sections = parts(resource, 'category').flatMap((category) =>
      parts(category, 'coding').map((coding) => text(coding, 'code') ?? ''),
    );
    if (sections.some((section) => LABORATORY.has(section)) && parts(resource, 'imagingStudy').length === 0)
      return 'laboratory';
    const studies = studiesOf(record, resource);
    if (studies.length > 0 && studies.every(isCurve)) return 'report';
    if (studies.length > 0) return studies.some(isPhotograph) ? 'photograph' : 'imaging';
    if (sections.some((section) => IMAGING.has(section))) return 'imaging';
    if (!sections.some((section) => LABORATORY.has(section)) && isPictures(record, resource)) return 'photograph';
  }
  if (type === 'Media') return isPicture(resource) ? 'photograph' : 'report';
  if (type === 'ImagingStudy' && isPhotograph(resource)) return 'photograph';
  if (type === 'ImagingStudy' && isCurve(resource)) return 'report';
  if (type === 'DocumentReference') {
    const mimes = attachmentsOf(record, resource).map((attachment) => text(attachment, 'contentType') ?? '');
    // A letter may come as a picture of paper: fax code always does, a JPEG that is typed as a letter does too.
    const isPaper = mimes.every((mime) => mime.startsWith('image/tiff')) || isTypedLetter(resource);
    if (mimes.length > 0 && !isPaper && mimes.every((mime) => mime.startsWith('image/'))) return 'photograph';
  }
  if (type === 'Observation') {
    const categories = parts(resource, 'category').map((category) => code(category));
    return categories.includes('laboratory') ? 'laboratory' : 'report';
  }
  return kind;
}

/** LOINC classes of what is written: letters (47039-3 and its like) as category, or one of the notes of `type`. */
const WRITTEN: ReadonlySet<string> = new Set([
  '47039-3',
  '18842-5',
  '11488-4',
  '34111-5',
  '11504-8',
  '34140-4',
  '34117-2',
  '51852-2',
  '34133-9',
  '11506-3',
]);

function isTypedLetter(resource: Json): boolean {
  return [resource['type'], ...parts(resource, 'category')].some((one) =>
    parts(one, 'coding').some((coding) => WRITTEN.has(text(coding, 'code') ?? '')),
  );
}

function isPhotograph(study: Json): boolean {
  return hasOnly(study, PHOTOGRAPH);
}

/** An ECG, a structured report or a document alone is an examination, no imaging. */
function isCurve(study: Json): boolean {
  return hasOnly(study, CURVE);
}

function hasOnly(study: Json, codes: ReadonlySet<string>): boolean {
  const modalities = [
    ...parts(study, 'modality'),
    ...parts(study, 'series').flatMap((series) => parts(series, 'modality')),
  ];
  return modalities.length > 0 && modalities.every((modality) => codes.has(text(modality, 'code') ?? ''));
}

/** What a document is called, in the source's own words. */
export function toTitle(ref: string, resource: Json): string {
  const [type = ''] = ref.split('/');
  if (type === 'Media') return toMediaTitle(resource);
  const named =
    type === 'DocumentReference'
      ? (text(resource, 'description') ??
        text(parts(resource, 'content')[0]?.['attachment'], 'title') ??
        concept(resource['type']))
      : type === 'ImagingStudy'
        ? (text(resource, 'description') ?? concept(parts(resource, 'procedureCode')[0]))
        : type === 'Encounter'
          ? (concept(parts(resource, 'type')[0]) ?? text(resource['class'], 'display'))
          : type === 'Appointment'
            ? (text(resource, 'description') ?? concept(parts(resource, 'serviceType')[0]))
            : type.startsWith('Medication')
              ? (concept(resource['medicationCodeableConcept']) ?? text(resource['medicationReference'], 'display'))
              : concept(resource['code']);
  return named ?? label(`kind.${KIND_OF_TYPE[type] ?? 'report'}`);
}

function toDetail(record: PatientRecord, ref: string, resource: Json): string | null {
  const [type] = ref.split('/');
  switch (type) {
    case 'DiagnosticReport':
      return (
        text(resource, 'conclusion')?.slice(0, 300) ?? toActorName(record, resource, parts(resource, 'performer')[0])
      );
    case 'DocumentReference':
      return toActorName(record, resource, parts(resource, 'author')[0]) ?? concept(resource['type']);
    case 'Media':
      return toActorName(record, resource, resource['operator']) ?? text(parts(resource, 'note')[0], 'text');
    case 'Encounter':
      return concept(parts(resource, 'reasonCode')[0]) ?? text(parts(resource, 'location')[0]?.['location'], 'display');
    case 'AllergyIntolerance':
      return concept(parts(parts(resource, 'reaction')[0], 'manifestation')[0]);
    case 'MedicationStatement':
      return text(parts(resource, 'dosage')[0], 'text');
    case 'MedicationRequest':
      return text(parts(resource, 'dosageInstruction')[0], 'text');
    default:
      return null;
  }
}

/** What makes a diagnosis or an allergy less than certain says more than whether it is active. */
const DOUBTFUL: ReadonlySet<string> = new Set([
  'entered-in-error',
  'refuted',
  'unconfirmed',
  'provisional',
  'differential',
]);

/** FHIR status of a document; where a type keeps it elsewhere, from there. */
export function toStatus(resource: Json): string {
  const verification = code(resource['verificationStatus']);
  if (verification !== null && DOUBTFUL.has(verification)) return verification;
  return text(resource, 'docStatus') !== null && text(resource, 'status') === 'current'
    ? (text(resource, 'docStatus') ?? 'unknown')
    : (text(resource, 'status') ?? code(resource['clinicalStatus']) ?? 'unknown');
}

/** References that a line needs beside itself: its files, results and images. */
function toNeeds(record: PatientRecord, resource: Json): string[] {
  const files = attachmentsOf(record, resource).flatMap(
    (attachment) => /Binary\/[A-Za-z0-9\-.]{1,64}$/.exec(text(attachment, 'url') ?? '')?.[0] ?? [],
  );
  const results = parts(resource, 'result').flatMap((reference) => toRef(reference) ?? []);
  const studies = resource['resourceType'] === 'ImagingStudy' ? [resource] : studiesOf(record, resource);
  const images = studies.flatMap((study) =>
    instancesOf(record, toStudyUid(study) ?? '').map((item) => `instance/${item.study}/${item.instance}`),
  );
  return [...files, ...toMediaRefs(resource), ...results, ...images];
}

function toEntry(record: PatientRecord, history: History, ref: string, resource: Json, kind: Kind): Entry {
  const [type = ''] = ref.split('/');
  const needs = toNeeds(record, resource);
  const missing = needs.filter((need) => record.missing.has(need)).length;
  const panels = kind === 'laboratory' ? toPanels(toReportOf(ref, resource), record, history) : [];
  const rows = flatten(panels.flatMap((panel) => panel.rows));
  const names = (type === 'Observation' ? [] : panels).flatMap(({ name }) => (name === '' ? [] : [name])).join(', ');
  const site = kind === 'photograph' ? toSite(record, resource) : null;
  return {
    document: ref,
    kind,
    at: toMomentOf(ref, resource),
    title: toTitle(ref, resource),
    detail: names === '' ? toDetail(record, ref, resource) : names,
    status: toStatus(resource),
    abnormal: rows.filter(isAbnormal).length,
    results: rows.length,
    images: needs.filter((need) => need.startsWith('instance/')).length,
    copy: missing === 0 ? 'ready' : missing === needs.length ? 'absent' : 'partial',
    ...(site !== null && { site }),
  };
}

/** References of what stands inside a report: no lines of their own. */
function toInner(record: PatientRecord): ReadonlySet<string> {
  const inner = new Set<string>();
  for (const [, report] of ofType(record, 'DiagnosticReport'))
    for (const reference of [...parts(report, 'result'), ...parts(report, 'imagingStudy')])
      inner.add(toRef(reference) ?? '');
  for (const type of ['DiagnosticReport', 'DocumentReference'])
    for (const [, holder] of ofType(record, type)) for (const ref of toMediaRefs(holder)) inner.add(ref);
  for (const [, observation] of ofType(record, 'Observation'))
    for (const member of [...parts(observation, 'hasMember'), ...parts(observation, 'derivedFrom')]) {
      const ref = toRef(member) ?? '';
      // The picture that a result was read from is in no table: it keeps its own line.
      if (!ref.startsWith('Media/')) inner.add(ref);
    }
  return inner;
}

/** What is known of a document that cannot be read. */
const UNREADABLE = {
  at: null,
  detail: null,
  status: 'unknown',
  abnormal: 0,
  results: 0,
  images: 0,
  copy: 'ready',
} as const;

/** What is a line of the timeline, in no order; what cannot be read has no resource. */
export function* listLines(
  record: PatientRecord,
): Generator<readonly [ref: string, kind: Kind, resource: Json | null]> {
  const inner = toInner(record);
  // A result whose report is still on its way would stand alone for a moment.
  const awaited = [...record.missing].some((subject) => /^(?:DiagnosticReport|Observation)\//.test(subject));
  for (const [ref, resource] of record.resources) {
    const kind = inner.has(ref) || (awaited && ref.startsWith('Observation/')) ? null : toKind(record, ref, resource);
    if (kind !== null) yield [ref, kind, resource];
  }
  for (const ref of record.broken) {
    const kind = KIND_OF_TYPE[ref.split('/')[0] ?? ''];
    if (kind !== undefined && !inner.has(ref)) yield [ref, kind, null];
  }
}

/** The timeline, newest first, undated last: one line for each document, a report with its study as one. */
export function toTimeline(record: PatientRecord, history: History): Entry[] {
  const entries = [...listLines(record)].map(
    ([ref, kind, resource]): Entry =>
      resource === null
        ? { ...UNREADABLE, document: ref, kind, title: label('unreadable') }
        : toEntry(record, history, ref, resource, kind),
  );
  const moment = (entry: Entry): number => (entry.at === null ? Number.NEGATIVE_INFINITY : Date.parse(entry.at));
  return entries.toSorted((one, other) => moment(other) - moment(one) || one.document.localeCompare(other.document));
}
