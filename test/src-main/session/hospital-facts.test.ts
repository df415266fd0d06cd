import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { HospitalFacts } from '../../../contracts/person.ts';
import { openTestHospital, type TestHospital, testFacts } from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let hospital: TestHospital;
let line: Line;
let practice: TestPractice;
beforeAll(async () => {
  hospital = await openTestHospital();
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line });
});
afterAll(async () => {
  practice?.close();
  await line?.close();
  await hospital?.close();
});

const day = [{ from: '08:00', to: '17:00' }];
const changed = {
  ...testFacts,
  helpdesk: {
    ...testFacts.helpdesk,
    phone: '065 00 00 77',
    opening: { week: [day, day, day, day, day, [], []], otherDays: [{ day: '2026-12-25', open: [] }] },
  },
};
const file = (): string => join(hospital.data, 'hospital.json');
const shown = (at: TestPractice) => at.state.read().hospital?.helpdesk;
const asked = async (): Promise<HospitalFacts> =>
  (await hospital.openClient.ask<HospitalFacts>('GET', '/api/hospital')).body;

it('shows the numbers of the .passerelle file before anything is enrolled or reached [R05]', async () => {
  line.cut();
  await practice.station.start([]);
  await practice.station.acceptFile(join(practice.userData, 'essai.passerelle'));
  expect(practice.state.read().stage.stage).toBe('not-enrolled');
  expect(shown(practice)).toEqual(testFacts.helpdesk);
  line.mend();
});

it('learns a number that the hospital changed at its next contact, and keeps it through a restart without a line [R05]', async () => {
  await practice.signIn('physician');
  line.cut();
  await until('the PC is off line', () => practice.state.read().connection.state === 'offline');
  writeFileSync(file(), JSON.stringify(changed));
  expect(shown(practice)).toEqual(testFacts.helpdesk);
  line.mend();
  await until('the new number', () => shown(practice)?.phone === '065 00 00 77', 30_000);
  expect(shown(practice)).toEqual(changed.helpdesk);
  line.cut();
  practice = practice.reopen();
  await practice.station.start([]);
  expect(practice.state.read().connection.state).not.toBe('online');
  expect(shown(practice)).toEqual(changed.helpdesk);
  line.mend();
});

it('keeps the facts that were whole when somebody spoils the file, and says so in the log alone [R05]', async () => {
  const good = await asked();
  writeFileSync(file(), '{"name": "Mons"');
  expect(await asked()).toEqual(good);
  expect(hospital.logLines.filter((one) => one.includes('hospital.json not read'))).toHaveLength(1);
  writeFileSync(file(), JSON.stringify(testFacts));
  await until('the file is read again', async () => (await asked()).helpdesk.phone === testFacts.helpdesk.phone);
  expect(HospitalFacts.parse(JSON.parse(readFileSync(file(), 'utf8')))).toEqual(testFacts);
});
