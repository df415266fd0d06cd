import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Condition, Encounter, ServiceRequest } from '@medplum/fhirtypes';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toImagingStudyId } from '../../../server/mapping/imaging-study-id.ts';
import { aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import { aBinary, aLetter, anObservation, aPatient, aReport, aTransaction, type Stored } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
let desk: Sender;
const patient = aPatient();
const sha256 = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
const asDesk = (type: string, id: string): unknown[] => [sha256(desk.token ?? ''), sha256(desk.certificate), type, id];
const hide = (type: string, id: string) =>
  clinic.deps.database.ask('t-hide', 'select api.set_hidden($1, $2, $3, $4, true)', asDesk(type, id));
const show = (type: string, id: string) =>
  clinic.deps.database.ask('t-show', 'select api.set_hidden($1, $2, $3, $4, false)', asDesk(type, id));
const send = async (...resources: Parameters<typeof aTransaction>): Promise<void> => {
  const { status, text } = await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(...resources));
  expect([status, text]).toEqual([200, expect.any(String)]);
};
const get = (url: string) => clinic.ask(physician, 'GET', url);

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  desk = await clinic.desk();
  await send(patient);
  await clinic.link(physician, patient.id);
});
afterAll(() => clinic.close());

test('hides a study that is being stored while the desk hides its report [R18]', async () => {
  const study = '2.25.777';
  const report = aReport(patient, [], { imagingStudy: [{ reference: `ImagingStudy/${toImagingStudyId(study)}` }] });
  await send(report);
  const api = new pg.Client(clinic.db.api);
  await api.connect();
  try {
    await api.query('begin');
    await api.query('select api.set_hidden($1, $2, $3, $4, true)', asDesk('DiagnosticReport', report.id));
    const { contentType, body } = aStowRequest(aDicomSeries(2, { study }));
    const stored = clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
    await Promise.race([stored, delay(1_500)]);
    await api.query('commit');
    expect((await stored).status).toBe(200);
  } finally {
    await api.end();
  }
  expect((await get(`/fhir/ImagingStudy/${toImagingStudyId(study)}`)).status).toBe(404);
  expect((await get('/dicomweb/studies')).status).toBe(204);
});

test('hides the diagnosis, the order and the older version that name a hidden report, and nothing of the stay [R18]', async () => {
  const subject = { reference: `Patient/${patient.id}` };
  const stay: Stored<Encounter> = {
    resourceType: 'Encounter',
    id: randomUUID(),
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject,
  };
  const order: Stored<ServiceRequest> = {
    resourceType: 'ServiceRequest',
    id: randomUUID(),
    status: 'completed',
    intent: 'order',
    subject,
  };
  const encounter = { reference: `Encounter/${stay.id}` };
  const secret = anObservation(patient);
  const report = aReport(patient, [secret], { encounter, basedOn: [{ reference: `ServiceRequest/${order.id}` }] });
  const diagnosis: Stored<Condition> = {
    resourceType: 'Condition',
    id: randomUUID(),
    subject,
    encounter,
    evidence: [{ detail: [{ reference: `DiagnosticReport/${report.id}`, display: 'Telling' }] }],
  };
  const plain = anObservation(patient);
  const other = aReport(patient, [plain, secret], { encounter });
  await send(stay, order, secret, report, diagnosis, plain, other);
  // The other report was corrected: its first version alone names the secret.
  await send({ ...other, result: [{ reference: `Observation/${plain.id}` }] });
  const read = async (...urls: string[]) => (await Promise.all(urls.map(get))).map(({ status }) => status);
  const named = [
    `Condition/${diagnosis.id}`,
    `ServiceRequest/${order.id}`,
    `DiagnosticReport/${other.id}/_history/1`,
  ].map((ref) => `/fhir/${ref}`);
  expect(await read(...named)).toEqual([200, 200, 200]);
  await hide('DiagnosticReport', report.id);
  expect(await read(...named)).toEqual([404, 404, 404]);
  const history = await get(`/fhir/DiagnosticReport/${other.id}/_history`);
  expect([history.status, history.text.includes(secret.id)]).toEqual([200, false]);
  expect(await read(`/fhir/Encounter/${stay.id}`, `/fhir/DiagnosticReport/${other.id}`)).toEqual([200, 200]);
  // A version that becomes the older one while the report is hidden.
  await send({ ...other, conclusion: 'See it', result: [{ reference: `Observation/${plain.id}` }] });
  expect(await read(...named)).toEqual([404, 404, 404]);
  await show('DiagnosticReport', report.id);
  expect(await read(...named)).toEqual([200, 200, 200]);
});

test('keeps hidden what an earlier version of a hidden document showed, when a correction no longer names it [R18]', async () => {
  const study = '2.25.779';
  const [secret, pdf] = [anObservation(patient), aBinary('secret')];
  const report = aReport(patient, [secret], {
    presentedForm: [{ contentType: 'text/plain', url: `Binary/${pdf.id}` }],
    imagingStudy: [{ reference: `ImagingStudy/${toImagingStudyId(study)}` }],
  });
  const { presentedForm: _file, imagingStudy: _images, result: _results, ...bare } = report;
  const [firstFile, kept] = [aBinary('first'), aBinary('second')];
  const first = aLetter(patient, firstFile);
  const second = aLetter(patient, kept, {
    relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/${first.id}` } }],
  });
  const { relatesTo: _earlier, ...edited } = second;
  const { contentType, body } = aStowRequest(aDicomSeries(1, { study }));
  const stored = await clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
  expect(stored.status).toBe(200);
  await send(secret, pdf, report, firstFile, first, kept, second);
  // Edited before anything is hidden: what it replaced says what it says all the same.
  await send(kept, edited);
  const secrets = [
    `Observation/${secret.id}`,
    `Binary/${pdf.id}`,
    `ImagingStudy/${toImagingStudyId(study)}`,
    `DiagnosticReport/${report.id}`,
    `DocumentReference/${first.id}`,
    `Binary/${firstFile.id}`,
    `DocumentReference/${second.id}`,
  ];
  const read = async () => (await Promise.all(secrets.map((ref) => get(`/fhir/${ref}`)))).map(({ status }) => status);
  expect(await read()).toEqual(secrets.map(() => 200));
  await hide('DiagnosticReport', report.id);
  await hide('DocumentReference', second.id);
  expect(await read()).toEqual(secrets.map(() => 404));
  await send({ ...bare, conclusion: 'Corrected' });
  expect(await read()).toEqual(secrets.map(() => 404));
  const manifest = await get(`/api/patients/${patient.id}/manifest`);
  expect([manifest.status, secrets.filter((ref) => manifest.text.includes(ref.split('/')[1] ?? ''))]).toEqual([
    200,
    [],
  ]);
  expect((await get('/dicomweb/studies')).text).not.toContain(study);
  await show('DiagnosticReport', report.id);
  await show('DocumentReference', second.id);
  // A file that no document names any more is read by nobody.
  expect(await read()).toEqual(secrets.map((ref) => (ref === `Binary/${pdf.id}` ? 404 : 200)));
});
