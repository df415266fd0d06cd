import type { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { PatientFacts } from '../../contracts/link.ts';
import type { DocumentPart, DocumentView } from '../../contracts/record.ts';
import { type ReadBinary, toAttachmentPart } from './attachments.ts';
import { type Json, parts, text, toRef } from './fhir-json.ts';
import { label } from './labels.ts';
import { attachmentsOf, toMediaRefs } from './media.ts';
import { hasFaultyResult, toFaultyParts } from './faulty-results.ts';
import { type History, type Panel, toPanels } from './laboratory.ts';
import { toPage } from './page.ts';
import { type PatientRecord, toActorName } from './patient-record.ts';
import { toStudySummary } from './studies.ts';
import { studiesOf, toKind, toMomentOf, toStatus, toTitle } from './timeline.ts';

type View = z.infer<typeof DocumentView>;

/** What a view is made from beside the record itself. */
export interface ViewSources {
  readonly link: PatientFacts;
  readonly history: History;
  readonly readBinary: ReadBinary;
}

const unreadable = (title: string | null, code: 'resource-invalid' | 'not-copied-yet'): DocumentPart => ({
  show: 'unreadable',
  title,
  code,
  mime: null,
});

function toStudyParts(record: PatientRecord, studies: readonly Json[], link: PatientFacts): DocumentPart[] {
  return studies.flatMap((study): DocumentPart[] => {
    const summary = toStudySummary(record, study, link);
    if (summary === null) return [unreadable(text(study, 'description'), 'resource-invalid')];
    return summary.series.length === 0 ? [] : [{ show: 'study', study: summary }];
  });
}

/** A result that cannot be read says so where the table stands; the others are shown. */
function toLostResults(record: PatientRecord, report: Json): DocumentPart[] {
  const refs = parts(report, 'result').flatMap((reference) => toRef(reference) ?? []);
  const lost = refs.filter((ref) => record.broken.has(ref));
  const awaited = refs.filter((ref) => record.missing.has(ref) && !record.resources.has(ref));
  return [
    ...lost.map(() => unreadable(null, 'resource-invalid')),
    ...(awaited.length > 0 ? [unreadable(null, 'not-copied-yet')] : []),
  ];
}

/** The narrative of a resource that says nothing otherwise. */
function toNarrative(resource: Json): DocumentPart[] {
  const narrative = text(resource['text'], 'div');
  return narrative === null ? [] : [{ show: 'html', title: null, html: narrative }];
}

/** The table, or what stands in its place when the report is not valid. */
function toResultParts(record: PatientRecord, report: Json, panels: Panel[]): DocumentPart[] {
  if (panels.length === 0) return [];
  if (hasFaultyResult(record, report)) return toFaultyParts(panels, parts(report, 'presentedForm').length > 0);
  return [{ show: 'laboratory', performer: toActorName(record, report, parts(report, 'performer')[0]), panels }];
}

async function toReportParts(record: PatientRecord, report: Json, sources: ViewSources): Promise<DocumentPart[]> {
  const panels = toPanels(report, record, sources.history);
  const conclusion = text(report, 'conclusion');
  const read = [
    ...toResultParts(record, report, panels),
    ...toLostResults(record, report),
    ...(conclusion === null ? [] : [{ show: 'text', title: label('conclusion'), text: conclusion } as const]),
    ...(await toFileParts(record, report, sources)),
  ];
  return [
    ...(read.length > 0 ? read : toNarrative(report)),
    ...toStudyParts(record, studiesOf(record, report), sources.link),
  ];
}

/** The files of a document, then a word in the place of each picture that is still on its way or cannot be read. */
async function toFileParts(record: PatientRecord, resource: Json, sources: ViewSources): Promise<DocumentPart[]> {
  const refs = toMediaRefs(resource).filter((ref) => !record.resources.has(ref));
  return [
    ...(await Promise.all(attachmentsOf(record, resource).map((one) => toAttachmentPart(one, sources.readBinary)))),
    ...refs.flatMap((ref) =>
      record.broken.has(ref)
        ? [unreadable(null, 'resource-invalid')]
        : record.missing.has(ref)
          ? [unreadable(null, 'not-copied-yet')]
          : [],
    ),
  ];
}

async function toParts(
  record: PatientRecord,
  ref: string,
  resource: Json,
  sources: ViewSources,
): Promise<DocumentPart[]> {
  switch (resource['resourceType']) {
    case 'DiagnosticReport':
      return await toReportParts(record, resource, sources);
    case 'DocumentReference':
      return await toFileParts(record, resource, sources);
    case 'Media': {
      const notes = parts(resource, 'note').flatMap((note) => text(note, 'text') ?? []);
      return [
        ...(await toFileParts(record, resource, sources)),
        ...notes.map((note) => ({ show: 'text', title: label('note'), text: note }) as const),
      ];
    }
    case 'ImagingStudy':
      return toStudyParts(record, [resource], sources.link);
    case 'Observation': {
      const alone: Json = { resourceType: 'DiagnosticReport', code: resource['code'], result: [{ reference: ref }] };
      const panels = toPanels(alone, record, sources.history);
      if (hasFaultyResult(record, alone)) return toFaultyParts(panels, false);
      return [
        { show: 'laboratory', performer: toActorName(record, resource, parts(resource, 'performer')[0]), panels },
      ];
    }
    default:
      return toPage(record, ref, resource, sources.history);
  }
}

/** What the reading pane shows for one line of the timeline; one that is not in the record is `document-not-available`. */
export async function toDocumentView(record: PatientRecord, ref: string, sources: ViewSources): Promise<View> {
  const resource = record.resources.get(ref);
  if (resource === undefined) {
    if (!record.broken.has(ref))
      throw new ExpectedFailure(record.missing.has(ref) ? 'not-copied-yet' : 'document-not-available');
    const parts: DocumentPart[] = [unreadable(null, 'resource-invalid')];
    return {
      document: ref,
      patient: record.patient,
      kind: 'report',
      title: label('unreadable'),
      at: null,
      author: null,
      status: 'unknown',
      parts,
    };
  }
  const content = await toParts(record, ref, resource, sources);
  const author =
    parts(resource, 'author')[0] ??
    parts(resource, 'resultsInterpreter')[0] ??
    parts(resource, 'performer')[0] ??
    parts(resource, 'operator')[0];
  return {
    document: ref,
    patient: record.patient,
    kind: toKind(record, ref, resource) ?? 'report',
    title: toTitle(ref, resource),
    at: toMomentOf(ref, resource),
    author: author === undefined ? null : toActorName(record, resource, author),
    status: toStatus(resource),
    parts: content.length > 0 ? content : toNarrative(resource),
  };
}
