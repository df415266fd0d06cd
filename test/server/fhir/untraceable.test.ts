import { afterAll, beforeAll, expect, test } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { aDicomInstance, aStowRequest } from '../../builders/dicom.ts';
import { aBinary, aLetter, anObservation, aPatient, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
let working = true;
const patient = aPatient();
const result = anObservation(patient);
const file = aBinary('Cher confrère, secret');
const letter = aLetter(patient, file);

beforeAll(async () => {
  const append = () => (working ? Promise.resolve() : Promise.reject(new ExpectedFailure('trace-unavailable')));
  clinic = await openClinic({ trace: { append, close: () => Promise.resolve() } });
  physician = await clinic.physician();
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient, result, file, letter));
  const { contentType, body } = aStowRequest([aDicomInstance()]);
  await clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
  await clinic.link(physician, patient.id);
});
afterAll(() => clinic.close());

test('trap 4: lets no data leave by any door while the trace cannot be written [R21]', async () => {
  const urls = [
    `/fhir/Observation/${result.id}`,
    `/fhir/Observation/${result.id}/_history`,
    `/fhir/Observation/${result.id}/_history/1`,
    `/fhir/Binary/${file.id}`,
    `/fhir/Observation?patient=${patient.id}`,
    `/fhir/Observation?patient=${patient.id}&_summary=count`,
    `/fhir/Patient/${patient.id}/$everything`,
    '/fhir/Consent',
    `/api/patients/${patient.id}/manifest`,
    '/dicomweb/studies',
    '/dicomweb/studies/2.25.1001',
    '/dicomweb/studies/2.25.1001/metadata',
    '/dicomweb/studies/2.25.1001/series/2.25.1001.1/instances/2.25.1001.1.1/frames/1',
    '/dicomweb/studies/2.25.1001/series/2.25.1001.1/instances/2.25.1001.1.1/bulkdata/7FE00010',
  ];
  working = true;
  for (const url of urls) expect([url, (await clinic.ask(physician, 'GET', url)).status]).toEqual([url, 200]);
  working = false;
  for (const url of urls) {
    const { status, text } = await clinic.ask(physician, 'GET', url);
    expect([url, status]).toEqual([url, 503]);
    expect(text).toContain('trace-unavailable');
    expect(text).not.toMatch(/Essai|Potassium|confrère|2823-3|TEST/);
  }
});
