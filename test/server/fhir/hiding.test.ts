import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toImagingStudyId } from '../../../server/mapping/imaging-study-id.ts';
import { aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import { aBinary, aLetter, anObservation, aPatient, aReport, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
let desk: Sender;
const patient = aPatient();
const study = '2.25.4242';
const studyId = toImagingStudyId(study);
const seen = anObservation(patient);
const secret = anObservation(patient, { code: { coding: [{ system: 'http://loinc.org', code: '68961-2' }] } });
const pdf = aBinary('secret');
const report = aReport(patient, [secret], {
  presentedForm: [{ contentType: 'application/pdf', url: `Binary/${pdf.id}` }],
  imagingStudy: [{ reference: `ImagingStudy/${studyId}` }],
});
const copy = aLetter(patient, pdf);
const plain = aBinary('open');
const letter = aLetter(patient, plain);
const hiddenRefs = [
  `Observation/${secret.id}`,
  `Binary/${pdf.id}`,
  `DiagnosticReport/${report.id}`,
  `DocumentReference/${copy.id}`,
  `ImagingStudy/${studyId}`,
];

const get = (url: string) => clinic.ask(physician, 'GET', url);
const setHidden = (hidden: boolean, who = desk) =>
  clinic.deps.database.ask('t', 'select api.set_hidden($1, $2, $3, $4, $5)', [
    createHash('sha256')
      .update(who.token ?? '')
      .digest(),
    createHash('sha256').update(who.certificate).digest(),
    'DiagnosticReport',
    report.id,
    hidden,
  ]);
const stow = async (files: readonly Uint8Array[]) => {
  const { contentType, body } = aStowRequest(files);
  expect(
    (await clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType })).status,
  ).toBe(200);
};

/** Everything a physician's program can ask that could betray something. */
async function look(): Promise<string> {
  const urls = [
    `/fhir/Observation?patient=${patient.id}`,
    `/fhir/Observation?patient=${patient.id}&_summary=count`,
    `/fhir/Observation?_id=${secret.id}`,
    `/fhir/DiagnosticReport?patient=${patient.id}&_include=DiagnosticReport:result`,
    `/fhir/Observation?patient=${patient.id}&_revinclude=DiagnosticReport:result`,
    `/fhir/Observation?code=68961-2`,
    `/fhir/Observation?value-quantity=5.9`,
    `/fhir/Observation?_sort=date&_count=1&_elements=code`,
    `/fhir/Observation?_sort=-_lastUpdated&_total=none`,
    `/fhir/Observation?_lastUpdated=ge2020&_count=0`,
    `/fhir/Observation?_has:DiagnosticReport:result:status=final`,
    `/fhir/Patient?_has:Observation:patient:code=68961-2`,
    `/fhir/Patient?_revinclude=Observation:patient`,
    `/fhir/DiagnosticReport?result.code=68961-2`,
    `/fhir/DiagnosticReport?patient.birthdate=1955-03-12`,
    `/fhir/Patient/${patient.id}/$everything?_type=Observation&_count=1`,
    `/fhir/ImagingStudy`,
    `/fhir/DocumentReference?_count=1`,
    `/fhir/Patient/${patient.id}/$everything`,
    `/api/patients/${patient.id}/manifest`,
    `/dicomweb/studies`,
    `/dicomweb/series`,
    `/dicomweb/instances?limit=1`,
    `/dicomweb/studies/${study}/metadata`,
    `/dicomweb/studies/${study}`,
    ...hiddenRefs.flatMap((ref) => [`/fhir/${ref}`, `/fhir/${ref}/_history`, `/fhir/${ref}/_history/1`]),
  ];
  const answers = [];
  for (const url of urls) {
    const { status, text, headers } = await get(url);
    const body = text
      .replace(/"asOf":"[^"]*"|"lease":"[^"]*"|"diagnostics":"[^"]*"|"incident":"[^"]*"/g, '')
      .replace(/boundary=[\w-]+|--[0-9a-f-]{36}/g, '');
    answers.push(
      JSON.stringify([
        url.replace(/_page=.*/, ''),
        status,
        headers['x-total-count'] ?? null,
        body.replace(/_page=[\w-]+/g, ''),
      ]),
    );
  }
  return answers.join('\n');
}

let before: string;
beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  desk = await clinic.desk();
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient, seen, plain, letter));
  await clinic.link(physician, patient.id);
  before = await look();
  const answer = await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(secret, pdf, report, copy));
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  await stow(aDicomSeries(3, { study }));
});
afterAll(() => clinic.close());

test('shows the desk what goes with a report before it is hidden, and no content [R18]', async () => {
  const rows = await clinic.deps.database.ask<{ type: string; id: string; hidden: boolean }>(
    't2',
    'select * from api.read_hiding($1, $2, $3, $4)',
    [
      createHash('sha256')
        .update(desk.token ?? '')
        .digest(),
      createHash('sha256').update(desk.certificate).digest(),
      'DiagnosticReport',
      report.id,
    ],
  );
  expect(rows.map(({ type, id }) => `${type}/${id}`).sort()).toEqual([...hiddenRefs].sort());
  expect(Object.keys(rows[0]!)).toEqual(['type', 'id', 'happened', 'hidden']);
  expect((await clinic.ask(desk, 'GET', `/fhir/DiagnosticReport/${report.id}`)).status).toBe(403);
  await expect(setHidden(true, physician)).rejects.toMatchObject({ code: 'forbidden-for-role' });
});

test('trap 1: leaves no trace of a hidden report: everything answers as before it existed [R18]', async () => {
  expect(await look()).not.toBe(before);
  await setHidden(true);
  expect(await look()).toBe(before);
});

test('keeps hidden what belongs to it and arrives later, a new version too [R18]', async () => {
  const changed = { ...report, conclusion: 'More' };
  const late = anObservation(patient);
  await clinic.ask(
    clinic.system,
    'POST',
    '/fhir',
    aTransaction(late, { ...changed, result: [...report.result!, { reference: `Observation/${late.id}` }] }),
  );
  await stow(aDicomSeries(5, { study }).slice(3));
  expect(await look()).toBe(before);
  expect((await get(`/fhir/Observation/${late.id}`)).status).toBe(404);
  expect((await get(`/dicomweb/studies/${study}/series/${study}.1/instances/${study}.1.5`)).status).toBe(404);
});

test('tells nothing of it in the events, and shows all of it again when the patient wishes [R18]', async () => {
  const events = async () => (await clinic.db.sql<{ n: string }>(`select count(*) n from push.outbox`))[0]!.n;
  const count = await events();
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction({ ...secret, status: 'amended' }));
  expect(await events()).toBe(count);
  await setHidden(false);
  const manifest = (await get(`/api/patients/${patient.id}/manifest`)).json();
  const refs = manifest.items.map(({ ref, instance }) => ref ?? instance);
  expect(refs).toEqual(expect.arrayContaining([...hiddenRefs, `${study}.1.5`]));
});
