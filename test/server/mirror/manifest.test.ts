import { createHash, createPublicKey, randomUUID } from 'node:crypto';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeaseClaims, Manifest } from '../../../contracts/mirror.ts';
import { aDicomSeries } from '../../builders/dicom.ts';
import { aBinary, aLetter, anObservation, aPatient, aPractitioner, aReport } from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { feedImages, feedResources } from '../support/feed-hospital.ts';
import { openTestHospital, type SignedIn, type TestHospital, testAccounts } from '../support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
let endLink: () => Promise<void>;
const patient = aPatient();
const other = aPatient({ niss: '85073003328', number: 'HOSP-0002' });
const result = anObservation(patient);
const author = aPractitioner();
const file = aBinary();
const letter = aLetter(patient, file, { author: [{ reference: `Practitioner/${author.id}` }] });

const read = async (id = patient.id) => physician.ask<Manifest>('GET', `/api/patients/${id}/manifest`);

beforeAll(async () => {
  hospital = await openTestHospital();
  const report = aReport(patient, [result]);
  await feedResources(hospital, patient, other, result, report, author, file, letter, anObservation(other));
  await feedImages(hospital, aDicomSeries(3));
  physician = await hospital.signIn('physician');
  endLink = await activateLink(hospital.test, testAccounts.physician.id, patient.id);
});
afterAll(() => hospital.close());

test('lists everything of the patient, each with the hash of the bytes that are served, and nothing else [R22] [C5]', async () => {
  const { status, body } = await read();
  expect(status).toBe(200);
  const manifest = Manifest.parse(body);
  const names = manifest.items
    .map((item) => (item.kind === 'resource' ? item.ref.slice(0, item.ref.indexOf('/')) : 'instance'))
    .toSorted((a, b) => (a < b ? -1 : 1));
  expect(names).toEqual([
    'Binary',
    'DiagnosticReport',
    'DocumentReference',
    'ImagingStudy',
    'Observation',
    'Patient',
    'Practitioner',
    'instance',
    'instance',
    'instance',
  ]);
  for (const item of manifest.items) {
    const [url, accept] =
      item.kind === 'resource'
        ? [`/fhir/${item.ref}`, 'application/fhir+json']
        : [`/dicomweb/studies/${item.study}/series/${item.series}/instances/${item.instance}`, 'application/dicom'];
    const { bytes } = await physician.ask('GET', url, { headers: { accept } });
    expect([url, createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([
      url,
      item.sha256,
      item.bytes,
    ]);
  }
});

test('has the same revision while nothing changes, and another after each change [R24]', async () => {
  const first = (await read()).body;
  await feedResources(hospital, result);
  expect((await read()).body.revision).toBe(first.revision);
  await feedResources(hospital, { ...result, status: 'corrected' });
  const second = (await read()).body;
  expect(second.revision).not.toBe(first.revision);
  const changed = second.items.filter(({ sha256 }) => !first.items.some((item) => item.sha256 === sha256));
  expect(changed).toEqual([expect.objectContaining({ ref: `Observation/${result.id}`, version: 2 })]);
});

test('gives a lease for this person, PC and patient, signed, for 12 hours and never beyond the link [C5] [R11]', async () => {
  const key = createPublicKey(hospital.deps.pki.statementKeyPem);
  const claims = async () =>
    LeaseClaims.parse((await jwtVerify((await read()).body.lease, key, { algorithms: ['ES256'] })).payload);
  const lease = await claims();
  expect(lease).toMatchObject({ person: testAccounts.physician.id, pc: physician.enrolment.pc, patient: patient.id });
  expect(lease.exp - lease.iat).toBe(12 * 3600);
  expect(lease.budget).toBeGreaterThan(0);
  hospital.moveClock(28.9 * 24 * 3_600_000);
  const late = await claims();
  hospital.moveClock(-28.9 * 24 * 3_600_000);
  expect(late.exp - late.iat).toBeLessThanOrEqual(0.1 * 24 * 3600 + 60);
});

test('refuses in one way whoever has no link, and after the link ended [R08] [R13]', async () => {
  const answers = [await read(other.id), await read(randomUUID())];
  await endLink();
  answers.push(await read());
  expect(
    new Set(answers.map(({ status, bytes }) => `${status} ${bytes.toString('utf8').replace(/"incident":"[^"]*"/, '')}`))
      .size,
  ).toBe(1);
  expect(answers[0]!.body).toMatchObject({ code: 'record-not-available' });
});
