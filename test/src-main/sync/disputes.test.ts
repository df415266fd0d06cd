import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DisputeDetail } from '../../../contracts/dispute.ts';
import { aBinary, aLetter, aNiss, aPatient } from '../../builders/fhir.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import {
  openTestHospital,
  type SignedIn,
  type TestHospital,
  testAccounts,
} from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { signLink, untilWhole } from '../support/linked-patient.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

const reason = 'La patiente conteste sa signature';
let hospital: TestHospital;
let director: SignedIn;
let line: Line;
let practice: TestPractice;
let counter = 300;

beforeAll(async () => {
  hospital = await openTestHospital();
  director = await hospital.signIn('director');
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line });
  await practice.signIn('physician');
}, 60_000);
afterAll(async () => {
  practice.close();
  await line.close();
  await hospital.close();
});

/** A patient with a letter and a signed link, its record open and copied whole. */
async function openLinked(): Promise<{ link: string; patient: string }> {
  counter += 2;
  const niss = aNiss('1955-03-12', counter);
  const patient = aPatient({ niss, number: `M${counter}` });
  const file = aBinary('Cher confrère, tout va bien.');
  await feedResources(hospital, patient, file, aLetter(patient, file));
  const { id } = await signLink(practice, { niss });
  await reopen(patient.id);
  return { link: id, patient: patient.id };
}
async function reopen(patient: string): Promise<void> {
  // The PC hears of a decision as of everything else: by an event, a moment later.
  await until('the record opens', async () => (await codeOf(practice.records.open(patient))).startsWith('answered'));
  await untilWhole(practice, patient);
}
const post = async (path: string, body: object): Promise<Record<string, string>> => {
  const reply = await director.ask<Record<string, string>>('POST', path, { body });
  expect(reply.status, reply.bytes.toString('utf8')).toBe(200);
  return reply.body;
};
const readDetail = async (dispute: string): Promise<DisputeDetail> =>
  (await director.ask<DisputeDetail>('GET', `/api/disputes/${dispute}`)).body;

it.each(['link', 'physician'] as const)(
  'closes an open record within 2 seconds of a dispute of scope %s, and opens it again when it is reinstated [R15]',
  async (scope) => {
    const other = await openLinked();
    const { link, patient } = await openLinked();
    await post('/api/dispute-setting', { scope, delayDays: 15 });
    const opened = Date.now();
    const { id = '' } = await post('/api/disputes', { link, person: null, reason });
    await until('closed', () => practice.heard.some(({ event, at }) => event === 'record/closed' && at >= opened));
    expect(Date.now() - opened).toBeLessThan(2_000);
    expect(await codeOf(practice.records.readIndex(patient))).toBe('record-not-available');
    if (scope === 'link') await reopen(other.patient);
    else expect(await codeOf(practice.records.open(other.patient))).not.toMatch(/answered/);
    await until('the PC said so', async () =>
      (await readDetail(id)).copies.some((copy) => copy.patient === patient && copy.standing === 'reached'),
    );
    await post(`/api/disputes/${id}/decision`, { decision: 'reinstate', reason });
    await reopen(patient);
    await reopen(other.patient);
  },
  60_000,
);

it('lists a PC that is offline as not yet reached, with the time when its copy ends, and closes it when the line is back [R15] [C5]', async () => {
  const { link, patient } = await openLinked();
  line.cut();
  await until('offline', () => practice.state.read().connection.state === 'offline');
  const { id = '' } = await post('/api/disputes', { link, person: null, reason });
  const copy = (await readDetail(id)).copies.find((one) => one.patient === patient);
  expect(copy).toMatchObject({ standing: 'awaited', pcName: 'PC du cabinet', person: testAccounts.physician.id });
  const left = Date.parse(copy?.copyEndsAt ?? '') - Date.now();
  expect(left).toBeGreaterThan(11 * 3_600_000);
  expect(left).toBeLessThanOrEqual(12 * 3_600_000);
  const mended = Date.now();
  line.mend();
  await until('closed', () => practice.heard.some(({ event, at }) => event === 'record/closed' && at >= mended));
  await until('reached', async () =>
    (await readDetail(id)).copies.some((one) => one.patient === patient && one.standing === 'reached'),
  );
}, 60_000);
