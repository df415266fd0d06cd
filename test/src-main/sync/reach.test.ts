import { createHash, X509Certificate } from 'node:crypto';
import type { Resource } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CopyStanding } from '../../../contracts/reach.ts';
import { toLeaf } from '../../../src-main/hospital/standing.ts';
import { aBinary, aLetter, aNiss, anObservation, aPatient, aTransaction, type Stored } from '../../builders/fhir.ts';
import { activateLink } from '../../server/fhir/activate-link.ts';
import {
  openTestHospital,
  type SignedIn,
  type TestHospital,
  testAccounts,
} from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
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

/** The desk decides, through the functions that its screen calls. */
async function decide(call: string, ...values: unknown[]): Promise<void> {
  const certificate = createHash('sha256')
    .update(new X509Certificate(toLeaf(desk.enrolment.certificate)).raw)
    .digest();
  const session = createHash('sha256').update(desk.session.token).digest();
  const marks = values.map((_, index) => `$${index + 3}`).join(', ');
  await hospital.test.sql(`select api.${call}($1, $2, ${marks})`, [session, certificate, ...values]);
}

/** A new patient with a letter and a result; `linked` have an active link. */
async function aRecord(...linked: readonly (keyof typeof testAccounts)[]) {
  counter += 2;
  const patient = aPatient({ niss: aNiss('1955-03-12', counter), number: `HOSP-${counter}` });
  const file = aBinary('Cher confrère, tout va bien.');
  const letter = aLetter(patient, file);
  const resources: Stored<Resource>[] = [patient, anObservation(patient), file, letter];
  const sent = await hospital.system.ask('POST', '/fhir', { body: aTransaction(...resources) });
  expect(sent.status, sent.bytes.toString('utf8')).toBe(200);
  for (const name of linked) await activateLink(hospital.test, testAccounts[name].id, patient.id);
  return { patient: patient.id, letter: letter.id };
}

/** Opens the record on a PC and waits until its copy is whole. */
async function copyTo(pc: TestPractice, patient: string): Promise<void> {
  pc.links.refresh();
  await pc.records.open(patient);
  await until(
    'the copy is whole',
    async () => (await pc.records.readIndex(patient)).sync.state === 'up-to-date',
    20_000,
  );
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
  await decide('set_refusal', patient, true);
  await expectStanding(patient, 'reached');
  expect(Date.now() - start).toBeLessThan(2_000);
  expect(await holds(practice, patient)).toBe(false);
  expect(practice.heard.some(({ event }) => event === 'record/closed')).toBe(true);
});

it('compares a copy that no screen shows when a document is hidden, and says so [R15] [R18]', async () => {
  const { patient, letter } = await aRecord('physician');
  await copyTo(practice, patient);
  await practice.records.close(patient);
  const start = Date.now();
  await decide('set_hidden', 'DocumentReference', letter, true);
  await expectStanding(patient, 'reached');
  expect(Date.now() - start).toBeLessThan(2_000);
  const { shown } = await practice.desk.obey('read-state', { patient });
  expect(shown.map((item) => item.kind === 'resource' && item.ref)).not.toContain(`DocumentReference/${letter}`);
});

it('keeps waiting for a PC without a line, and hears from it when it is back [R15] [R19]', async () => {
  const { patient } = await aRecord('physician');
  await copyTo(practice, patient);
  line.cut();
  await decide('set_exclusion', patient, testAccounts.physician.id, true);
  await expectStanding(patient, 'awaited');
  line.mend();
  await expectStanding(patient, 'reached');
  expect(await holds(practice, patient)).toBe(false);
});

it('waits for a locked PC until its vault can be opened, and for a word that was lost [R15]', async () => {
  const { patient } = await aRecord('physician');
  await copyTo(practice, patient);
  await practice.session.lock();
  await decide('set_refusal', patient, true);
  await until('the screen is told', () => practice.heard.some(({ event }) => event === 'record/closed'));
  await expectStanding(patient, 'awaited');
  await withFactors(practice, ({ password }) => practice.session.unlock(password));
  await expectStanding(patient, 'reached');
  // As if the word had not arrived: the PC is asked again by the next event.
  await hospital.test.sql('update care.copy set gone = false, reached_at = null where patient = $1', [patient]);
  await decide('set_refusal', patient, false);
  await expectStanding(patient, 'held');
  await decide('set_refusal', patient, true);
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
  await decide('set_refusal', patient, true);
  await expectStanding(patient, 'awaited', 'awaited');
  await practice.signIn('physician');
  await expectStanding(patient, 'reached', 'awaited');
  await second.signIn('physician');
  await expectStanding(patient, 'reached', 'reached');
});
