import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { aBinary, aLetter, aNiss, anObservation, aPatient, aReport } from '../../builders/fhir.ts';
import { activateLink } from '../../server/fhir/activate-link.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import {
  openTestHospital,
  type SignedIn,
  type TestHospital,
  testAccounts,
} from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { untilWhole } from '../support/linked-patient.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

let hospital: TestHospital;
let desk: SignedIn;
let line: Line;
let practice: TestPractice;
let counter = 900;

beforeAll(async () => {
  hospital = await openTestHospital();
  desk = await hospital.signIn('desk');
});
afterAll(async () => hospital.close());
beforeEach(async () => {
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line });
  await practice.signIn('physician');
});
afterEach(async () => {
  practice.close();
  await line.close();
});

/** A patient with a letter and a laboratory report, linked, open and copied. */
async function anOpenRecord() {
  counter += 2;
  const patient = aPatient({ niss: aNiss('1955-03-12', counter), number: `HOSP-${counter}` });
  const file = aBinary('Cher confrère, le potassium est à contrôler.');
  const letter = aLetter(patient, file);
  const potassium = anObservation(patient);
  const report = aReport(patient, [potassium]);
  await feedResources(hospital, patient, file, letter, potassium, report);
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
  practice.links.refresh();
  await practice.records.open(patient.id);
  await untilWhole(practice, patient.id);
  return {
    patient: patient.id,
    letter: `DocumentReference/${letter.id}`,
    report: `DiagnosticReport/${report.id}`,
    potassium,
    file,
  };
}

const list = async (patient: string) =>
  new Map((await practice.search.list(patient)).sources.map(({ document, stamp }) => [document, stamp]));

/** What the PC's journal holds, in its order. */
async function readJournal(): Promise<readonly string[]> {
  await practice.sendJournal();
  const { pc } = practice.station.stored().enrolment;
  const held = await hospital.test.sql<{ signed: string }>(
    'select signed from trace.journal where pc = $1 order by number',
    [pc],
  );
  return held.map(({ signed }) => {
    const { action, object } = JSON.parse(signed) as { action: string; object: string };
    return `${action} ${object.split('/')[0]}`;
  });
}

it('hands the words of every document over, and writes no look for them [X05] [R21]', async () => {
  const { patient, letter, report } = await anOpenRecord();
  expect([...(await list(patient)).keys()].toSorted()).toEqual([report, letter].toSorted());
  const texts = await practice.search.read(patient, [letter, report]);
  expect(texts.map(({ document, parts }) => [document, parts.map(({ show }) => show)])).toEqual([
    [letter, ['text']],
    [report, ['laboratory']],
  ]);
  expect(JSON.stringify(texts)).toContain('à contrôler');
  expect(JSON.stringify(texts)).toContain('Potassium');
  expect(await readJournal()).toEqual(['looked-at Patient']);
});

it('keeps that texts were searched once for each opening of the record [X05] [R21]', async () => {
  const { patient } = await anOpenRecord();
  await practice.search.look(patient);
  await practice.search.look(patient);
  await practice.records.close(patient);
  await practice.records.open(patient);
  await practice.search.look(patient);
  expect(await readJournal()).toEqual([
    'looked-at Patient',
    'looked-at search',
    'looked-at Patient',
    'looked-at search',
  ]);
  // Another upload of the journal may be under way: what it carries is traced when that one ends.
  await until('both are traced', async () => {
    const traced = await hospital.test.sql(
      "select from trace.entry where patient = $1 and kind = 'looked-at' and body::json ->> 'object' like 'search at %'",
      [patient],
    );
    return traced.length === 2;
  });
});

it('hands over nothing of what was hidden, counts it nowhere, and takes it back when it is shown again [X05] [R18]', async () => {
  const { patient, letter, report } = await anOpenRecord();
  const hide = async (hides: boolean): Promise<void> => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date());
    const body = { askedBy: 'letter', askedOn: today, document: letter, hides };
    const answer = await desk.ask('POST', `/api/patient-rights/${patient}/hiding`, { body });
    expect(answer.status, answer.bytes.toString('utf8')).toBe(200);
  };
  await hide(true);
  await until('it is gone', async () => !(await list(patient)).has(letter));
  expect(await practice.search.list(patient)).toMatchObject({ awaited: 0, sources: [{ document: report }] });
  expect(await practice.search.read(patient, [letter])).toEqual([]);
  await hide(false);
  await until('it is back', async () => (await practice.search.read(patient, [letter])).length === 1);
});

it('marks a document anew when a result inside it changes, and no other [X05]', async () => {
  const { patient, letter, report, potassium } = await anOpenRecord();
  const before = await list(patient);
  const corrected = { ...potassium, status: 'corrected' as const, note: [{ text: 'Échantillon hémolysé' }] };
  await feedResources(hospital, corrected);
  await until('the report has another stamp', async () => (await list(patient)).get(report) !== before.get(report));
  await until('its words are there', async () =>
    JSON.stringify(await practice.search.read(patient, [report])).includes('hémolysé'),
  );
  expect((await list(patient)).get(letter)).toBe(before.get(letter));
});

it('searches a record that is off the line, and none that is closed or ended [X05] [R15]', async () => {
  const { patient, letter } = await anOpenRecord();
  line.cut();
  await until('offline', () => practice.state.read().connection.state === 'offline');
  expect(await practice.search.read(patient, [letter])).toHaveLength(1);
  await practice.session.lock();
  for (const ask of [
    () => practice.search.list(patient),
    () => practice.search.read(patient, [letter]),
    () => practice.search.look(patient),
  ])
    expect(['vault-locked', 'session-required', 'record-not-available']).toContain(await codeOf(ask()));
});
