import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aBinary, aLetter, aNiss, aPatient } from '../../builders/fhir.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import { signLink, untilWhole } from '../support/linked-patient.ts';
import { openStoppableHospital, type StoppableHospital } from '../support/stoppable-hospital.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

/** Long enough for a busy machine to compare the copy with the link's new end. */
const LEFT_MS = 20_000;

let hospital: StoppableHospital;
let practice: TestPractice;
beforeAll(async () => {
  hospital = await openStoppableHospital();
  practice = openTestPractice(hospital.asHospital);
  await practice.signIn('physician');
});
afterAll(async () => {
  practice?.close();
  await hospital?.close();
});

const copiesOf = (at: TestPractice): string[] =>
  readdirSync(join(at.userData, 'vault'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && dirname(entry.parentPath).endsWith('patients'))
    .map((entry) => entry.parentPath);

it('closes an open record in the second its link ends though the hospital’s server was ended, and opens it no more after a restart without a line [R11] [R13]', async () => {
  const niss = aNiss('1955-03-12', 610);
  const patient = aPatient({ niss, number: 'HOSP-610' });
  const file = aBinary('Cher confrère, tout va bien.');
  await feedResources(hospital, patient, file, aLetter(patient, file));
  const { id: link } = await signLink(practice, { niss });
  await practice.records.open(patient.id);
  const whole = () => untilWhole(practice, patient.id, 60_000);
  await whole();

  await hospital.sql(
    `do $$ begin set local session_replication_role = replica;
       update care.link set ends_at = date_trunc('second', clock_timestamp()) + interval '${LEFT_MS} milliseconds' where id = '${link}'; end $$`,
  );
  const [row] = await hospital.sql<{ at: Date }>('select ends_at as at from care.link where id = $1', [link]);
  const end = row?.at.getTime() ?? 0;
  // As the hospital's notice of a changed link does, and the window that hears of it.
  practice.links.refresh();
  await practice.links.list();
  practice.records.compareAgain(patient.id);
  await until('the lease ends with the link', async () => {
    const { leaseUntil } = await practice.records.readIndex(patient.id);
    return leaseUntil !== null && Date.parse(leaseUntil) === Math.floor(end / 1000) * 1000;
  });
  await whole();

  await hospital.stop();
  await until('the line is noticed to be cut', () => practice.state.read().connection.state === 'offline');
  expect(Date.now()).toBeLessThan(end - 1_000);
  const closed = () => practice.heard.find(({ event }) => event === 'record/closed');
  expect([closed(), copiesOf(practice).length > 0]).toEqual([undefined, true]);
  expect((await practice.records.readIndex(patient.id)).sync.state).not.toBe('failed');

  await until('the record closed', () => closed() !== undefined, LEFT_MS + 20_000);
  // By the lease: this link ends in the midst of a day, and a day is what the PC knows of a link (link-end.test.ts has midnight).
  expect(closed()?.value).toEqual({ patient: patient.id, reason: 'lease-ended' });
  expect((closed()?.at ?? 0) - end).toBeGreaterThan(-100);
  expect((closed()?.at ?? 0) - end).toBeLessThan(2_000);
  await until('the copy is gone', () => copiesOf(practice).length === 0);
  expect(await codeOf(practice.records.open(patient.id))).toMatch(/^(not-copied-yet|lease-ended|link-not-active)$/);
  await until('that second is over', () => Date.now() > end);

  // The app is closed and started again, the hospital still gone, and the clock of the PC set back before the end.
  for (const clock of [0, -300_000]) {
    const factors = practice.factors('physician');
    practice = practice.reopen();
    practice.moveClock(clock);
    await practice.station.start([]);
    await practice.purgeEnded();
    await practice.session.signIn(factors);
    expect(await codeOf(practice.records.open(patient.id))).toMatch(/^(not-copied-yet|lease-ended|link-not-active)$/);
    expect(copiesOf(practice)).toEqual([]);
  }
});
