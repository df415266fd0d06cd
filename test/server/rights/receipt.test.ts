import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReceiptLine } from '../../../contracts/receipt.ts';
import type { HospitalFile } from '../../../contracts/hospital-file.ts';
import type { TraceEntry } from '../../../server/deps.ts';
import { openTraceWriter } from '../../../server/trace/writer.ts';
import { aBinary, aLetter, aNiss, anObservation, aPatient, aReport, aTransaction } from '../../builders/fhir.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { openTestHospital, type SignedIn, type TestHospital, testAccounts } from '../support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
let colleague: SignedIn;
let desk: SignedIn;
const patient = aPatient({ niss: aNiss('1955-03-12', 732), number: 'HOSP-732' });
const other = aPatient({ niss: aNiss('1955-03-12', 734), number: 'HOSP-734' });
const result = anObservation(patient);
const report = aReport(patient, [result]);
const file = aBinary('Rien de ceci ne sort.');
const letter = aLetter(patient, file);

/** Looks as the journals of PCs bring them: traced at the hospital's hour, made at their own. */
async function trace(...entries: Partial<TraceEntry>[]): Promise<void> {
  const writer = openTraceWriter(hospital.test.database, Buffer.alloc(32), { now: () => new Date() });
  await Promise.all(
    entries.map((entry, index) =>
      writer.append({
        kind: 'looked-at',
        person: testAccounts.physician.id,
        pc: physician.enrolment.pc,
        patient: patient.id,
        object: '',
        outcome: 'ok',
        requestId: `journal-${physician.enrolment.pc}-${index}`,
        ...entry,
      }),
    ),
  );
  await writer.close();
}

beforeAll(async () => {
  hospital = await openTestHospital();
  const body = aTransaction(patient, other, result, report, file, letter);
  expect((await hospital.system.ask('POST', '/fhir', { body })).status).toBe(200);
  physician = await hospital.signIn('physician');
  colleague = await hospital.signIn('colleague');
  desk = await hospital.signIn('desk');
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
  await activateLink(hospital.test, testAccounts.colleague.id, patient.id);
  await trace(
    { object: `DiagnosticReport/${report.id} at 2026-11-18T08:15:00.000Z` },
    // Brought twice by a journal after a crash.
    { object: `DiagnosticReport/${report.id} at 2026-11-18T08:15:00.000Z`, requestId: 'journal-x-0' },
    { object: `DiagnosticReport/${report.id} at 2026-11-18T08:15:00.000Z`, requestId: 'journal-x-0' },
    { object: `printed DocumentReference/${letter.id} at 2026-11-20T08:17:00.000Z` },
    { object: `exported DiagnosticReport/${report.id} at 2026-11-20T08:16:00.000Z` },
    { object: `Patient/${patient.id} at 2026-11-20T08:14:00.000Z`, person: testAccounts.colleague.id },
    { kind: 'copied', object: 'Observation', requestId: 'copied-1' },
    { kind: 'copied', object: 'Observation', requestId: 'copied-2' },
    {
      kind: 'denied',
      object: 'GET /fhir/:type/:id',
      outcome: 'record-not-available',
      person: testAccounts.colleague.id,
    },
    { object: `Patient/${other.id} at 2026-11-20T08:14:00.000Z`, patient: other.id },
  );
});
afterAll(() => hospital.close());

const base = `/api/patient-rights/${patient.id}`;
const print = async (body: object) => {
  const { body: made, status } = await desk.ask<HospitalFile>('POST', `${base}/receipt`, { body });
  expect(status).toBe(200);
  return readPdf(Buffer.from(made.base64, 'base64'));
};

test('says who looked at what and when, copied and looked at apart, at the hour of the look [R21] [X09]', async () => {
  const { body } = await desk.ask<unknown[]>('POST', `${base}/looks`, { body: {} });
  const lines = body.map((line) => ReceiptLine.parse(line));
  const looks = lines.filter(({ section }) => section === 'look');
  expect(looks.map(({ at, name, kind, action }) => [at, name, kind, action])).toEqual([
    ['2026-11-20T08:17:00.000Z', testAccounts.physician.name, 'letter', 'printed'],
    ['2026-11-20T08:16:00.000Z', testAccounts.physician.name, 'laboratory', 'exported'],
    ['2026-11-20T08:14:00.000Z', testAccounts.colleague.name, 'record', 'looked-at'],
    ['2026-11-18T08:15:00.000Z', testAccounts.physician.name, 'laboratory', 'looked-at'],
    ['2026-11-18T08:15:00.000Z', testAccounts.physician.name, 'laboratory', 'looked-at'],
  ]);
  expect(lines.filter(({ section }) => section === 'copy')).toHaveLength(1);
  expect(lines.filter(({ section }) => section === 'denied').map(({ name }) => name)).toEqual([
    testAccounts.colleague.name,
  ]);
});

test('prints the receipt in French for a period, hidden documents by their kind, and nothing that stands in any [X09]', async () => {
  const pdf = await print({ from: null, to: null });
  for (const said of ['Qui a consulté mon dossier', 'Documents consultés', 'Copies de travail', 'Accès refusés'])
    expect(pdf.text).toContain(said);
  expect(pdf.text).toContain('Résultats de laboratoire');
  for (const left of ['imprimé', 'exporté']) expect(pdf.text).toContain(left);
  expect(pdf.text).not.toContain(String(result.valueQuantity?.value));
  expect((await print({ from: '2026-11-21', to: null })).text).toContain('Aucun document n’a été consulté');
  expect((await desk.ask('POST', `${base}/receipt`, { body: { from: '2026-11-21', to: '2026-11-20' } })).status).toBe(
    400,
  );
});

test('gives a physician his own looks alone, without what is hidden outside, and none of a record he may not read [R18] [X09]', async () => {
  const own = async (who: SignedIn, id = patient.id) =>
    who.ask<HospitalFile>('POST', `/api/patients/${id}/receipt`, { body: {} });
  const read = async (who: SignedIn) => (await readPdf(Buffer.from((await own(who)).body.base64, 'base64'))).text;
  expect(await read(physician)).toContain('Résultats de laboratoire');
  expect(await read(physician)).not.toContain(testAccounts.colleague.name);
  expect(await read(colleague)).not.toContain('Résultats de laboratoire');
  const facts = {
    askedBy: 'letter',
    askedOn: new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(),
  };
  await desk.ask('POST', `${base}/hiding`, {
    body: { ...facts, document: `DiagnosticReport/${report.id}`, hides: true },
  });
  // No line of it at all, whatever its name.
  expect(await read(physician)).not.toMatch(/Résultats de laboratoire|18 novembre 2026/);
  expect((await print({ from: null, to: null })).text).toContain('Résultats de laboratoire');
  expect((await own(physician, other.id)).body).toMatchObject({ code: 'record-not-available' });
  await desk.ask('POST', `${base}/refusal`, { body: { ...facts, refuses: true } });
  expect((await own(physician)).body).toMatchObject({ code: 'record-not-available' });
  expect((await own(desk)).status).toBe(403);
});
