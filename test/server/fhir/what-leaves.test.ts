import { afterAll, beforeAll, expect, test } from 'vitest';
import { toBundleText, toHospitalBundles } from '../../../server/demo/bundles.ts';
import { aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { testFacts } from '../support/test-hospital.ts';
import { type Clinic, openClinic, type Reply, type Sender } from './clinic.ts';
import { openWholeCheck, type WholeCheck } from './whole-definitions.ts';

let clinic: Clinic;
let physician: Sender;
let check: WholeCheck;
let patients: string[];
const imaged = aPatient();

const ask = (url: string): Promise<Reply> => clinic.ask(physician, 'GET', `/fhir/${url}`);

/** The answer itself, and each resource in it, by both validators. */
async function checkAnswer(url: string): Promise<{ readonly type: string; readonly id: string }[]> {
  const reply = await ask(url);
  expect([url, reply.status]).toEqual([url, 200]);
  const body = JSON.parse(reply.text) as { entry?: { resource: { resourceType: string; id: string } }[] };
  // The Bundle with its first entry; the others differ in their resources alone, and those follow.
  const shell = body.entry === undefined ? body : { ...body, entry: body.entry.slice(0, 1) };
  expect([url, check(shell)]).toEqual([url, []]);
  const inside = (body.entry ?? []).map(({ resource }) => resource);
  for (const resource of inside) expect([url, resource.id, check(resource)]).toEqual([url, resource.id, []]);
  return inside.map(({ resourceType, id }) => ({ type: resourceType, id }));
}

beforeAll(async () => {
  const hours = { leaseHours: 12, sessionHours: 12, certificateDays: 30, renewalGraceDays: 90 };
  clinic = await openClinic({ settings: { ...hours, hospital: testFacts } });
  physician = await clinic.physician();
  check = openWholeCheck();
  const found = new Set<string>([imaged.id]);
  for (const { bundle } of toHospitalBundles('2026-11-22')) {
    const sent = toBundleText(bundle);
    const reply = await clinic.ask(clinic.system, 'POST', '/fhir', sent, { 'content-type': 'application/fhir+json' });
    expect([reply.status, reply.status === 200 ? '' : reply.text]).toEqual([200, '']);
    for (const { resource } of bundle.entry ?? [])
      if (resource?.resourceType === 'Patient') found.add(resource.id ?? '');
  }
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(imaged));
  const { contentType, body } = aStowRequest(aDicomSeries(2));
  await clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
  patients = [...found];
  for (const patient of patients) await clinic.link(physician, patient);
}, 120_000);
afterAll(() => clinic.close());

test('lets nothing leave that is not valid FHIR for both validators: everything, search, read, history [R22] [R25]', async () => {
  const one = new Map<string, string>();
  let count = 0;
  for (const patient of patients) {
    for (const { type, id } of await checkAnswer(`Patient/${patient}/$everything?_count=120`)) {
      one.set(type, id);
      count += 1;
    }
  }
  for (const [type, id] of one) {
    expect([type, check(JSON.parse((await ask(`${type}/${id}`)).text))]).toEqual([type, []]);
    await checkAnswer(`${type}?_count=40&_summary=data`);
    await checkAnswer(`${type}/${id}/_history`);
  }
  await checkAnswer('Observation?_count=3&_include=Observation:subject&_revinclude=DiagnosticReport:result');
  await checkAnswer('Consent');
  console.log(`${count} resources of ${one.size} types (${[...one.keys()].sort().join(', ')}) left valid`);
  expect(count).toBeGreaterThan(500);
}, 120_000);

test('says what it can do, and what is wrong, in valid FHIR', async () => {
  await checkAnswer('metadata');
  for (const url of ['Observation?colour=red', 'Patient/nobody', 'Nothing/x', '_history'])
    expect([url, check(JSON.parse((await ask(url)).text))]).toEqual([url, []]);
});
