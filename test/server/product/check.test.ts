import { chmodSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCertificates } from '../../../server/check/check-certificates.ts';
import { checkBackupAge, checkBlobs, checkDisk, checkFolder } from '../../../server/check/check-data.ts';
import {
  checkClock,
  checkMigrations,
  checkReachable,
  checkRoles,
  checkTrace,
} from '../../../server/check/check-database.ts';
import { checkListener, checkPacs } from '../../../server/check/check-doors.ts';
import type { Checked, Finding } from '../../../server/check/finding.ts';
import { readEnv } from '../../../server/env.ts';
import { type Inspection, openInspection } from '../../../server/postgres/inspect.ts';
import { aBinary, aLetter, aPatient, aTransaction } from '../../builders/fhir.ts';
import { openTestHospital, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
let database: Inspection;
const DAY = 86_400_000;

beforeAll(async () => {
  hospital = await openTestHospital();
  const [patient, binary] = [aPatient(), aBinary()];
  const sent = await hospital.system.ask('POST', '/fhir', {
    body: aTransaction(patient, binary, aLetter(patient, binary)),
  });
  expect(sent.status).toBe(200);
  database = await openInspection(hospital.test.admin);
});
afterAll(async () => {
  await database.close();
  await hospital.close();
});

const toChecked = (over: Partial<Checked> = {}, settings: Record<string, string> = {}): Checked => {
  const { port } = new URL(hospital.openUrl);
  const env = readEnv({ PASSERELLE_DATA: hospital.data, OPEN_PORT: port, ...settings });
  return { env, now: new Date(), database, ...over };
};
const levels = (found: readonly Finding[]): string[] => found.map(({ level }) => level);
const path = (name: string): string => join(hospital.data, name);

test('finds nothing broken in a hospital at work, and its listener over TLS [C1]', async () => {
  const checks = [
    checkFolder,
    checkDisk,
    checkReachable,
    checkRoles,
    checkMigrations,
    checkClock,
    checkTrace,
    checkBlobs,
    checkPacs,
    checkListener,
  ];
  for (const check of checks)
    expect([check.name, levels(await check(toChecked()))]).not.toContainEqual([
      check.name,
      expect.arrayContaining(['broken']),
    ]);
  expect((await checkListener(toChecked()))[0]?.text).toContain('answers over TLS');
  expect((await checkBlobs(toChecked()))[0]?.text).toContain('1 files of the record taken at random are whole');
});

test('names keys that others can read, and a folder that was never founded to its end [R08]', async () => {
  chmodSync(path('secrets/codes.key'), 0o644);
  expect((await checkFolder(toChecked()))[0]).toMatchObject({
    level: 'broken',
    text: expect.stringContaining('chmod 600'),
  });
  chmodSync(path('secrets/codes.key'), 0o600);
  writeFileSync(path('unfinished'), '');
  expect((await checkFolder(toChecked()))[0]?.text).toContain('not founded or restored to its end');
  rmSync(path('unfinished'));
  const env = readEnv({ PASSERELLE_DATA: path('none') });
  expect((await checkFolder(toChecked({ env })))[0]?.text).toContain('passerelle-server init');
});

test('names certificates in good time, when they ended, and of another hospital; and the root’s key left on the machine [R06]', async () => {
  const at = (days: number) => checkCertificates(toChecked({ now: new Date(Date.now() + days * DAY) }));
  expect((await at(0)).map(({ text }) => text)).toEqual([expect.stringContaining('still lies on this machine')]);
  expect((await at(340))[0]).toMatchObject({
    level: 'doubtful',
    text: expect.stringMatching(/^system\.pem ends in 2\d days/),
  });
  expect((await at(400))[0]).toMatchObject({
    level: 'broken',
    text: expect.stringMatching(/^system\.pem ended 3\d days ago/),
  });
  expect((await at(-30)).map(({ text }) => text).join()).toContain('is not valid yet');
  renameSync(path('pki/root.pem'), path('pki/root.kept'));
  writeFileSync(path('pki/root.pem'), readFileSync(path('pki/issuing.pem')));
  expect((await at(0)).map(({ text }) => text)).toContain(
    'issuing.pem was not signed by root.pem: they are of two hospitals.',
  );
  renameSync(path('pki/root.kept'), path('pki/root.pem'));
});

test('names a migration that was altered, one of a newer version, and those that wait [C1]', async () => {
  const first = `where name like '0001-%'`;
  const text = async (): Promise<string | undefined> => (await checkMigrations(toChecked()))[0]?.text;
  await hospital.test.sql(`update migration.applied set sha256 = 'x' || sha256 ${first}`);
  expect(await text()).toMatch(/^0001-.* was applied with another text/);
  await hospital.test.sql(`update migration.applied set sha256 = substr(sha256, 2), name = '9999-later.sql' ${first}`);
  expect(await text()).toMatch(/^9999-later\.sql is of a newer version/);
  await hospital.test.sql(`delete from migration.applied where name = '9999-later.sql'`);
  expect(await text()).toMatch(/^1 are applied at the next start, from 0001-/);
});

test('names an open gate, an altered trace, a clock behind the trace, and a database that is not there [R08] [R21]', async () => {
  await hospital.test.sql('alter table medical.series no force row level security');
  expect((await checkRoles(toChecked()))[0]?.text).toMatch(/^medical\.series has no forced row security/);
  await hospital.test.sql('alter table medical.series force row level security');
  expect((await checkClock(toChecked({ now: new Date(Date.now() - DAY) })))[0]?.text).toContain(
    'behind the newest entry of the trace',
  );
  await hospital.test.sql(
    'set session_replication_role = replica; update trace.writer set seq = seq - 1; set session_replication_role = default',
  );
  expect((await checkTrace(toChecked()))[0]).toMatchObject({
    level: 'broken',
    text: expect.stringContaining('verify-trace'),
  });
  expect(levels(await checkReachable(toChecked({ database: null })))).toEqual(['broken']);
});

test('names a file that is gone or damaged, a PACS that does not answer, a backup that is old [R22] [R25]', async () => {
  const [row] = await hospital.test.sql<{ name: string }>(
    `select encode(sha256, 'hex') as name from medical.resource where type = 'Binary'`,
  );
  const blob = hospital.deps.blobs.path(row?.name ?? '');
  const whole = readFileSync(blob);
  writeFileSync(blob, 'x');
  expect((await checkBlobs(toChecked()))[0]?.text).toContain('is damaged');
  rmSync(blob);
  expect((await checkBlobs(toChecked()))[0]?.text).toContain('which is not there');
  writeFileSync(blob, whole);
  const pacs = { PACS_URL: 'http://127.0.0.1:9/dicom-web' };
  expect((await checkPacs(toChecked({}, pacs)))[0]).toMatchObject({
    level: 'broken',
    text: expect.stringContaining('look at PACS_URL'),
  });
  expect(levels(await checkBackupAge(toChecked()))).toEqual(['doubtful']);
  writeFileSync(path('last-backup.json'), '{}');
  expect(levels(await checkBackupAge(toChecked()))).toEqual(['good']);
  const old = (Date.now() - 3 * DAY) / 1000;
  utimesSync(path('last-backup.json'), old, old);
  expect((await checkBackupAge(toChecked()))[0]?.text).toMatch(/^the last one is 72 hours old/);
});
