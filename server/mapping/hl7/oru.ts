import type { Attachment, CodeableConcept, DiagnosticReport, Observation } from '@medplum/fhirtypes';
import type { Filing, FilingPatient, FilingRemoval, FilingResource } from '../../hl7/filing.ts';
import { aConcept, toConcept } from './coded.ts';
import { toAttachment, toEmbeddedFile, toTextFile } from './embedded-file.ts';
import { toStayNumber } from './encounter.ts';
import { toPractitioner } from './human.ts';
import type { Segment } from './message.ts';
import { toNote } from './notes.ts';
import { isLine } from './observation.ts';
import { nestPanels, toPanel, toPanelKeys, toRequestVersion } from './panel.ts';
import { refuse } from './refuse.ts';
import { toReportText } from './report-text.ts';
import { type Parents, type RawResult, type Request, toParents, toReports, toRequests } from './requests.ts';
import { toReportStatus, toResultStatus, toStatusRank } from './result-status.ts';
import { toMembers } from './result-tree.ts';
import { findSegment, type Scope, subject, toStayReference } from './scope.ts';
import { isLaboratory, toSection, toSectionWords } from './section.ts';
import { toTaken } from './specimen.ts';
import { toDateTime, toInstant } from './time.ts';

interface Piece {
  readonly resources: readonly FilingResource[];
  readonly removed: readonly FilingRemoval[];
}

/** ORU^R01: a DiagnosticReport for each request number, its results under the panel (OBR-4) that was asked for. */
export function toReportFiling(scope: Scope, patient: FilingPatient, pid: Segment): Filing {
  const { message, context } = scope;
  const requests = toRequests(message.segments, context.numbers);
  if (requests.length === 0)
    return refuse({ segment: 'OBR', occurrence: 1, field: null }, 100, 'Le message n’a aucune demande (OBR).');
  const parents = toParents(requests);
  const stay = toStayNumber(findSegment(message, 'PV1'), pid, context.numbers);
  const pieces = toReports(requests, parents).map((report) => toReport(scope, report, parents, toStayReference(stay)));
  return {
    patient,
    resources: pieces.flatMap(({ resources }) => [...resources]),
    removed: pieces.flatMap(({ removed }) => [...removed]),
    merge: null,
  };
}

function toReport(
  scope: Scope,
  requests: readonly Request[],
  parents: Parents,
  encounter: Pick<Observation, 'encounter'>,
): Piece {
  const [first] = requests;
  if (first === undefined) throw new Error('a report has at least one request');
  const section = toSection(requests);
  const isTable = isLaboratory(section);
  const raw = requests.flatMap(({ results }) => [...results]);
  const codes = requests.map(({ obr }) => obr.text(25)).filter((code) => code !== '');
  const status = toWholeStatus(
    toReportStatus(
      codes,
      raw.map(({ obx }) => toResultStatus(obx.text(11))),
    ),
    raw.map(({ obx }) => obx.text(11).toUpperCase()),
  );
  const version = `${requests
    .map((one) => toRequestVersion(scope, one))
    .toSorted()
    .at(-1)} ${toStatusRank(status)}`;
  if (raw.length === 0 && status === 'cancelled')
    return { resources: [], removed: [{ type: 'DiagnosticReport', key: first.key, version, set: { status } }] };

  const isFile = ({ obx }: RawResult): boolean => obx.text(2).toUpperCase() === 'ED';
  const isText = (one: RawResult): boolean =>
    !isTable && isLine(one) && !['D', 'W'].includes(one.obx.text(11).toUpperCase());
  const isStudy = ({ obx }: RawResult): boolean => obx.text(3) === '113014';
  const keys = toPanelKeys(requests);
  const panels = requests.map((request) => {
    const results = request.results.filter((one) => !isFile(one) && !isText(one) && !isStudy(one));
    return toPanel(scope, request, results, keys.get(request) ?? request.key, section, encounter);
  });
  const { resources: observations, top } = nestPanels(panels, parents);
  const { text, conclusion } = toReportText(raw.filter(isText));
  const title = toTitle(requests, isTable);
  const files = raw.filter(isFile).flatMap(({ obx }, index) => {
    const key = `${first.key}|${obx.text(3)}|${obx.text(4)}|${index}`;
    if (!isHandedOver(obx)) return [];
    return toAttachment(toEmbeddedFile(obx), key, version, obx.first(3).part(2) || (title.text ?? ''));
  });
  if (text !== '') files.unshift(toAttachment(toTextFile(text), `${first.key}|text`, version, title.text ?? ''));
  const presentedForm: Attachment[] = files.map(({ attachment }) => attachment);
  const beside = raw.filter((one) => isFile(one) && isHandedOver(one.obx)).map(({ notes }) => toNote(notes));
  const said = [...toRemarks(requests), ...beside, conclusion].filter((one) => one !== '').join('\n\n');
  const measured = raw.map(({ obx }) => obx).find((obx) => obx.text(14) !== '');
  const taken =
    toTaken(first.obr, first.specimens) ??
    (measured === undefined ? null : toDateTime(measured.text(14), measured.place(14)));
  const issued =
    requests
      .map(({ obr }) => toInstant(obr.text(22), obr.place(22)) ?? '')
      .toSorted()
      .at(-1) ?? '';
  const result = toMembers(top);
  const studies = toStudies(raw.filter(isStudy));
  const resource: DiagnosticReport = {
    resourceType: 'DiagnosticReport',
    identifier: [first.identifier],
    ...(first.placer && { basedOn: [{ type: 'ServiceRequest', identifier: first.placer }] }),
    status,
    ...(section !== '' && {
      category: [aConcept('http://terminology.hl7.org/CodeSystem/v2-0074', section, toSectionWords(section))],
    }),
    code: title,
    subject,
    ...encounter,
    ...(taken !== null && { effectiveDateTime: taken }),
    ...(issued !== '' && { issued }),
    ...toPerformers(scope, requests, raw, isTable),
    ...(result.length > 0 && { result }),
    ...(studies.length > 0 && { imagingStudy: studies }),
    ...(said !== '' && { conclusion: said }),
    ...(presentedForm.length > 0 && { presentedForm }),
  };
  assertReadable(raw, resource);
  return {
    resources: [
      ...files.map(({ binary }) => binary),
      ...observations,
      { resource, key: first.key, version, keeps: ['result'] },
    ],
    removed: panels.flatMap(({ results }) => results.flatMap(({ removal }) => removal ?? [])),
  };
}

/** Senders leave OBR-25 at F when they correct one result, or await one: the report is then neither as it was nor whole. */
function toWholeStatus(told: DiagnosticReport['status'], letters: readonly string[]): DiagnosticReport['status'] {
  if (told !== 'final') return told;
  if (letters.some((letter) => ['I', 'P', 'R', 'S'].includes(letter))) return 'partial';
  return letters.some((letter) => ['A', 'B', 'C', 'D', 'W'].includes(letter)) ? 'corrected' : told;
}

/** False for a file that is taken back, and for one that is only announced, or will never come: there is nothing of it to show. */
function isHandedOver(obx: Segment): boolean {
  const letter = obx.text(11).toUpperCase();
  if (letter === 'D' || letter === 'W') return false;
  return !['I', 'N', 'O', 'P', 'R', 'S', 'X'].includes(letter) || obx.first(5).rawPart(5) !== '';
}

/** A pointer to a file elsewhere is followed by nobody: a report that is nothing else cannot be read. */
function assertReadable(raw: readonly RawResult[], { conclusion, presentedForm }: DiagnosticReport): void {
  const [one] = raw;
  if (one === undefined || conclusion !== undefined || presentedForm !== undefined) return;
  if (raw.every(({ obx }) => obx.text(2).toUpperCase() === 'RP'))
    refuse(
      one.obx.place(5),
      207,
      'Le résultat n’est qu’un renvoi (RP) à un fichier d’un autre système, qui n’est pas suivi.',
    );
}

/** What was asked for; several panels in one report are a laboratory's, or a report's under the first one's name. */
function toTitle(requests: readonly Request[], isTable: boolean): CodeableConcept {
  const names = requests.flatMap(({ obr }) => toConcept(obr.first(4)) ?? []);
  const [one] = names;
  const several = new Set(names.map(({ text }) => text)).size > 1;
  if (one === undefined || (several && isTable))
    return isTable ? aConcept('http://loinc.org', '11502-2', 'Laboratoire') : { text: 'Compte rendu' };
  return one;
}

/** The remarks under the requests (NTE), named where there are several panels: FHIR's report has its conclusion for them. */
function toRemarks(requests: readonly Request[]): string[] {
  return requests.flatMap(({ obr, notes }) => {
    const note = toNote(notes);
    const name = toConcept(obr.first(4))?.text ?? '';
    return note === '' ? [] : [requests.length > 1 && name !== '' ? `${name} : ${note}` : note];
  });
}

/** Who answers for the report: of a text its author first (OBR-32), of a table the laboratory (OBX-23, else MSH-4). */
function toPerformers(
  { header, context }: Scope,
  requests: readonly Request[],
  raw: readonly RawResult[],
  isTable: boolean,
): Pick<DiagnosticReport, 'performer' | 'resultsInterpreter'> {
  const house = raw.map(({ obx }) => obx.text(23)).find((name) => name !== '') ?? header.text(4);
  const author = requests.flatMap(({ obr }) => toPractitioner(obr.first(32), context.numbers) ?? [])[0];
  const performer = [
    ...(author === undefined || isTable ? [] : [author]),
    ...(house === '' ? [] : [{ display: house }]),
  ];
  return { ...(performer.length > 0 && { performer }), ...(author && { resultsInterpreter: [author] }) };
}

/** Studies that the report names (OBX-3 113014, « DICOM Study »): the record shows report and images as one. */
function toStudies(raw: readonly RawResult[]): NonNullable<DiagnosticReport['imagingStudy']> {
  return raw.flatMap(({ obx }) => {
    const uid = obx.text(5);
    if (!/^[0-9.]{5,64}$/.test(uid)) return [];
    return [{ type: 'ImagingStudy' as const, identifier: { system: 'urn:dicom:uid', value: `urn:oid:${uid}` } }];
  });
}
