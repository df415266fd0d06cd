import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aBinary,
  aLetter,
  anObservation,
  aPatient,
  aPractitioner,
  aReport,
  aTransaction,
} from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
const patient = aPatient();
const other = aPatient({ niss: '85073003328', number: 'HOSP-0002' });
const doctor = aPractitioner();
const potassium = anObservation(patient);
const report = aReport(patient, [potassium], { performer: [{ reference: `Practitioner/${doctor.id}` }] });
const binary = aBinary();
const letter = aLetter(patient, binary);

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  const bundle = aTransaction(patient, other, doctor, potassium, report, binary, letter);
  const answer = await clinic.ask(clinic.system, 'POST', '/fhir', bundle);
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('201 Created')]);
  await clinic.link(physician, patient.id);
});
afterAll(() => clinic.close());

test('serves a linked patient’s resource as it was sent, numbers digit for digit [R22]', async () => {
  const exact = anObservation(patient);
  const text = JSON.stringify(aTransaction(exact)).replace('"value":5.9,', '"value":5.900,');
  expect(
    (await clinic.ask(clinic.system, 'POST', '/fhir', text, { 'content-type': 'application/fhir+json' })).status,
  ).toBe(200);
  const answer = await clinic.ask(physician, 'GET', `/fhir/Observation/${exact.id}`);
  expect([answer.status, answer.headers['content-type'], answer.headers['etag']]).toEqual([
    200,
    'application/fhir+json; charset=utf-8',
    'W/"1"',
  ]);
  expect(answer.text).toContain('"value":5.900,');
  expect(answer.json()).toEqual({ ...exact, meta: { versionId: '1', lastUpdated: expect.any(String) } });
});

test('gives the file behind a letter, as FHIR or as itself [R22]', async () => {
  const asFhir = await clinic.ask(physician, 'GET', `/fhir/Binary/${binary.id}`, undefined, {
    accept: 'application/fhir+json',
  });
  expect(asFhir.json()).toEqual(binary);
  const asFile = await clinic.ask(physician, 'GET', `/fhir/Binary/${binary.id}`, undefined, { accept: '*/*' });
  expect([asFile.headers['content-type'], asFile.text]).toEqual(['text/plain; charset=utf-8', 'Cher confrère,']);
});

test('answers the same for another patient’s, an unknown and a hidden document [R08] [R18]', async () => {
  const refused = [`Patient/${other.id}`, `Patient/${aPatient().id}`, 'Observation/never-was', `Binary/${other.id}`];
  const answers = await Promise.all(refused.map((ref) => clinic.ask(physician, 'GET', `/fhir/${ref}`)));
  const seen = answers.map(({ status, text }) => [status, text.replace(/[0-9a-f-]{36}/g, '')]);
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(answers[0]!.json().issue[0].details.coding[0].code).toBe('document-not-available');
});

test('lists in the manifest exactly what it serves, with the hash of those bytes [R22] [C5]', async () => {
  const manifest = (await clinic.ask(physician, 'GET', `/api/patients/${patient.id}/manifest`)).json();
  expect(manifest.items.map(({ ref }) => ref)).toContain(`Practitioner/${doctor.id}`);
  for (const item of manifest.items) {
    const answer = await clinic.ask(physician, 'GET', `/fhir/${item.ref}`, undefined, {
      accept: 'application/fhir+json',
    });
    expect([item.ref, createHash('sha256').update(answer.bytes).digest('hex'), answer.bytes.byteLength]).toEqual([
      item.ref,
      item.sha256,
      item.bytes,
    ]);
  }
});

test('lets nobody but a linked physician read, and no system read at all [R08]', async () => {
  const stranger = await clinic.physician();
  const url = `/fhir/Observation/${potassium.id}`;
  const codes = [];
  for (const sender of [
    stranger,
    clinic.system,
    { ...physician, token: null },
    { ...physician, token: 'x' },
    { ...physician, certificate: stranger.certificate },
  ])
    codes.push((await clinic.ask(sender, 'GET', url)).json().issue[0].details.coding[0].code);
  expect(codes).toEqual([
    'document-not-available',
    'forbidden-for-role',
    'session-required',
    'session-ended',
    'session-ended',
  ]);
});

test('keeps each version, and shows a hidden one to nobody [R18]', async () => {
  const corrected = { ...potassium, status: 'corrected' as const };
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(corrected));
  const history = (await clinic.ask(physician, 'GET', `/fhir/Observation/${potassium.id}/_history`)).json();
  expect(history.entry.map(({ resource }) => resource.status)).toEqual(['corrected', 'final']);
  const first = await clinic.ask(physician, 'GET', `/fhir/Observation/${potassium.id}/_history/1`);
  expect([first.status, first.json().status]).toEqual([200, 'final']);
  expect((await clinic.ask(physician, 'GET', `/fhir/Observation/${potassium.id}/_history/9`)).status).toBe(404);
});

test('traces each copy before it leaves, and each refusal [R21]', async () => {
  const before = clinic.traced.length;
  await clinic.ask(physician, 'GET', `/fhir/DiagnosticReport/${report.id}`);
  await clinic.ask(physician, 'GET', `/fhir/DiagnosticReport/${other.id}`);
  expect(
    clinic.traced
      .slice(before)
      .map(({ kind, object, outcome, patient: of, person }) => ({ kind, object, outcome, of, person })),
  ).toEqual([
    {
      kind: 'copied',
      object: `DiagnosticReport/${report.id}/_history/1`,
      outcome: 'ok',
      of: patient.id,
      person: physician.person,
    },
    {
      kind: 'denied',
      object: `DiagnosticReport/${other.id}`,
      outcome: 'document-not-available',
      of: null,
      person: physician.person,
    },
  ]);
});
