import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CopyStanding } from '../../../contracts/reach.ts';
import { aBinary, aLetter, aNiss, anObservation, aPatient } from '../../builders/fhir.ts';
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
import { codeOf, openTestPractice, type TestPractice, until, withFactors } from '../support/test-practice.ts';

let hospital: TestHospital;
let desk: SignedIn;
let line: Line;
let practice: TestPractice;
let counter = 600;
const all: TestPractice[] = [];

beforeAll(async () => {
  hospital = await openTestHospital();
  desk = await hospital.signIn('desk');
});
afterAll(async () => hospital.close());
beforeEach(async () => {
  line = await openLine(hospital);
  practice = open();
  await practice.signIn('physician');
});
afterEach(async () => {
  for (const one of all.splice(0)) one.close();
  await line.close();
});

function open(): TestPractice {
  const opened = openTestPractice(hospital, { urls: line });
  all.push(opened);
  return opened;
}

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date());

/** The desk decides, as its screen asks it. */
async function decide(patient: string, deed: 'refusal' | 'exclusion' | 'hiding', what: object): Promise<void> {
  const body = { askedBy: 'letter', askedOn: today, ...what };
  const answer = await desk.ask('POST', `/api/patient-rights/${patient}/${deed}`, { body });
  expect(answer.status, answer.bytes.toString('utf8')).toBe(200);
}

/** A new patient with a letter and a result; `linked` have an active link. */
async function aRecord(...linked: readonly (keyof typeof testAccounts)[]) {
  counter += 2;
  const patient = aPatient({ niss: aNiss('1955-03-12', counter), number: `HOSP-${counter}` });
  const file = aBinary('Cher confrère, tout va bien.');
  const letter = aLetter(patient, file);
  await feedResources(hospital, patient, anObservation(patient), file, letter);
  for (const name of linked) await activateLink(hospital.test, testAccounts[name].id, patient.id);
  return { patient: patient.id, letter: letter.id };
}

/** Opens the record on a PC and waits until its copy is whole. */
async function copyTo(pc: TestPractice, patient: string): Promise<void> {
  pc.links.refresh();
  await pc.records.open(patient);
  await untilWhole(pc, patient, 20_000);
}

async function standings(patient: string): Promise<{ person: string; state: CopyStanding; ends: number }[]> {
  const rows = await hospital.test.sql<{ person: string; state: CopyStanding; copy_ends_at: Date }>(
    'select person, state, copy_ends_at from care.copies_of(null, $1) order by person, reached_at nulls last',
    [patient],
  );
  return rows.map(({ person, state, copy_ends_at }) => ({ person, state, ends: copy_ends_at.getTime() }));
}

const expectStanding = async (patient: string, ...wanted: CopyStanding[]): Promise<void> =>
  until(
    `copies stand ${wanted.join(', ')}`,
    async () => JSON.stringify((await standings(patient)).map(({ state }) => state)) === JSON.stringify(wanted),
  );

/** True when something of the patient lies in this PC's open vault. */
const holds = async (pc: TestPractice, patient: string): Promise<boolean> =>
  (await codeOf(pc.desk.obey('read-state', { patient }))) !== 'not-copied-yet';

it('says that a closed copy is destroyed within two seconds, and only then [R15] [R17]', async () => {
  const { patient } = await aRecord('physician');
  await copyTo(practice, patient);
  const [held] = await standings(patient);
  expect(held).toMatchObject({ state: 'held' });
  // The lease of the vault, to the second.
  const state = await practice.desk.obey('read-state', { patient });
  expect(new Date(held!.ends).toISOString()).toBe(state.leaseUntil);
  const start = Date.now();
  await decide(patient, 'refusal', { refuses: true });
  await expectStanding(patient, 'reached');
  expect(Date.now() - start).toBeLessThan(2_000);
  expect(await holds(practice, patient)).toBe(false);
  expect(practice.heard.some(({ event }) => event === 'record/closed')).toBe(true);
});

it('closes the screen of an excluded physician, and takes a hidden document off an open one, within two seconds [R15] [R18] [R19]', async () => {
  const { patient, letter } = await aRecord('physician');
  await copyTo(practice, patient);
  const listed = async () => (await practice.records.readIndex(patient)).entries.map(({ document }) => document);
  expect(await listed()).toContain(`DocumentReference/${letter}`);
  let start = Date.now();
  await decide(patient, 'hiding', { document: `DocumentReference/${letter}`, hides: true });
  await until('it is off the screen', async () => !(await listed()).includes(`DocumentReference/${letter}`));
  await expectStanding(patient, 'reached');
  expect(Date.now() - start).toBeLessThan(2_000);
  start = Date.now();
  await decide(patient, 'exclusion', { person: testAccounts.physician.id, excludes: true });
  await until('the screen is told', () => practice.heard.some(({ event }) => event === 'record/closed'));
  await expectStanding(patient, 'reached');
  expect(Date.now() - start).toBeLessThan(2_000);
});

it('compares a copy that no screen shows when a document is hidden, and says so [R15] [R18]', async () => {
  const { patient, letter } = await aRecord('physician');
  await copyTo(practice, patient);
  await practice.records.close(patient);
  const start = Date.now();
  await decide(patient, 'hiding', { document: `DocumentReference/${letter}`, hides: true });
  await expectStanding(patient, 'reached');
  expect(Date.now() - start).toBeLessThan(2_000);
  const { shown } = await practice.desk.obey('read-state', { patient });
  expect(shown.map((item) => item.kind === 'resource' && item.ref)).not.toContain(`DocumentReference/${letter}`);
});

it('says that nothing is left to compare where the copy is gone already [R15] [R18]', async () => {
  const { patient, letter } = await aRecord('physician');
  await copyTo(practice, patient);
  await practice.records.close(patient);
  await practice.desk.obey('purge', { patient });
  await decide(patient, 'hiding', { document: `DocumentReference/${letter}`, hides: true });
  await expectStanding(patient, 'reached');
});

it('keeps waiting for a PC without a line, and hears from it when it is back [R15] [R19]', async () => {
  const { patient } = await aRecord('physician');
  await copyTo(practice, patient);
  line.cut();
  await decide(patient, 'exclusion', { person: testAccounts.physician.id, excludes: true });
  await expectStanding(patient, 'awaited');
  line.mend();
  await expectStanding(patient, 'reached');
  expect(await holds(practice, patient)).toBe(false);
});

it('waits for a locked PC until its vault can be opened, and for a word that was lost [R15]', async () => {
  const { patient } = await aRecord('physician');
  await copyTo(practice, patient);
  await practice.session.lock();
  await decide(patient, 'refusal', { refuses: true });
  await until('the screen is told', () => practice.heard.some(({ event }) => event === 'record/closed'));
  await expectStanding(patient, 'awaited');
  await withFactors(practice, ({ password }) => practice.session.unlock(password));
  await expectStanding(patient, 'reached');
  // As if the word had not arrived: the PC is asked again by the next event.
  await hospital.test.sql('update care.copy set gone = false, reached_at = null where patient = $1', [patient]);
  await decide(patient, 'refusal', { refuses: false });
  await expectStanding(patient, 'held');
  await decide(patient, 'refusal', { refuses: true });
  await expectStanding(patient, 'reached');
});

it('waits for each PC of a physician on its own [R06] [R15]', async () => {
  const { patient } = await aRecord('physician');
  await copyTo(practice, patient);
  const second = open();
  await second.signIn('physician');
  await copyTo(second, patient);
  await second.session.signOut();
  await practice.session.signOut();
  await decide(patient, 'refusal', { refuses: true });
  await expectStanding(patient, 'awaited', 'awaited');
  await practice.signIn('physician');
  await expectStanding(patient, 'reached', 'awaited');
  await second.signIn('physician');
  await expectStanding(patient, 'reached', 'reached');
});
