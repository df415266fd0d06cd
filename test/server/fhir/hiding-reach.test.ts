import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toImagingStudyId } from '../../../server/mapping/imaging-study-id.ts';
import { aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import { anObservation, aPatient, aReport, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
let desk: Sender;
const patient = aPatient();
const sha256 = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
const asDesk = (type: string, id: string): unknown[] => [sha256(desk.token ?? ''), sha256(desk.certificate), type, id];
const hide = (type: string, id: string) =>
  clinic.deps.database.ask('t-hide', 'select api.set_hidden($1, $2, $3, $4, true)', asDesk(type, id));
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
