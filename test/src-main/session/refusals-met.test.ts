import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aNiss } from '../../builders/fhir.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { codeOf, openTestPractice, stageOf, type TestPractice } from '../support/test-practice.ts';

let hospital: TestHospital;
let practice: TestPractice;

beforeAll(async () => {
  hospital = await openTestHospital();
  practice = openTestPractice(hospital);
});
afterAll(async () => {
  practice.close();
  await hospital.close();
});

it('meets a file that is no invitation, on a PC that nobody enrolled yet [X03]', async () => {
  await practice.station.start([]);
  const file = join(practice.userData, 'photo.passerelle');
  for (const content of ['', '{}', '\u0000\u0001', '{"format":"passerelle-invitation-1"}', ' '.repeat(70_000)]) {
    writeFileSync(file, content);
    expect(await codeOf(practice.station.acceptFile(file))).toBe('invitation-file-invalid');
  }
  expect(await codeOf(practice.station.acceptFile(join(practice.userData, 'absent.passerelle')))).toBe(
    'invitation-file-invalid',
  );
  expect(() => practice.station.client()).toThrow(expect.objectContaining({ code: 'certificate-required' }));
  expect(stageOf(practice)).toBe('not-enrolled');
});

it('meets a record without a link, and the next step is the consent [X03]', async () => {
  await practice.signIn('physician');
  const nobody = '00000000-0000-4000-8000-000000000000';
  expect(await codeOf(practice.records.open(nobody))).toBe('link-not-active');
});

it('meets a hospital whose database is gone, and the next step is to try again [X03]', async () => {
  const [{ name } = { name: '' }] = await hospital.test.sql<{ name: string }>('select current_database() as name', []);
  const limit = async (connections: number) =>
    await hospital.test.sql(`alter database "${name}" connection limit ${connections}`, []);
  await limit(0);
  await hospital.test.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    [],
  );
  const typed = { niss: aNiss('1961-07-21', 12), family: 'Essai', given: 'Anne', birthDate: '1961-07-21' };
  const refused = await codeOf(practice.links.propose({ ...typed, careOnly: true }));
  await limit(-1);
  expect(refused).toBe('server-unavailable');
  expect(await codeOf(practice.links.propose({ ...typed, careOnly: true }))).toBe('link-not-possible');
});
