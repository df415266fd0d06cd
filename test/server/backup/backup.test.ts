import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../../../contracts/session.ts';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import type { Opener } from '../../../server/backup/age-header.ts';
import type { Identity } from '../../../server/backup/age-keys.ts';
import { findOccupied } from '../../../server/postgres/load.ts';
import { checkBackup, restoreBackup, type RestoreOrder } from '../../../server/backup/restore-backup.ts';
import type { WrittenBackup } from '../../../server/backup/write-backup.ts';
import { aDicomSeries } from '../../builders/dicom.ts';
import { aBinary, aLetter, anObservation, aPatient, aTransaction } from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { feedImages, feedResources } from '../support/feed-hospital.ts';
import { openClient } from '../support/https-client.ts';
import { openEmptyDatabase } from '../support/test-database.ts';
import {
  openTestHospital,
  type SignedIn,
  testAccounts,
  type TestHospital,
  testPassword,
} from '../support/test-hospital.ts';
import { fileSigned } from '../updates/file-signed.ts';
import { makeSafeKey, writeSigned } from '../updates/safe.ts';
import { backUp, makeFolder, makeTestKey, openAgain, toUrl, verify, writeSecret } from './backed-up.ts';

const key = makeTestKey();
const keysKey = makeTestKey();
const place = makeFolder('backup');
const patient = aPatient();
const observation = anObservation(patient);
const binary = aBinary('Lettre de sortie');
const safe = makeSafeKey();
const release = writeSigned(place.path, safe, { counter: 3 });
let hospital: TestHospital;
let physician: SignedIn;
let backup: WrittenBackup;
/** A head that the Director kept before, and the pairs of results that were written while it ran. */
let head: string;
const pairs: { readonly ids: readonly string[]; readonly answeredBefore: boolean }[] = [];

beforeAll(async () => {
  hospital = await openTestHospital();
  physician = await hospital.signIn('physician');
  await feedResources(hospital, patient, observation, binary, aLetter(patient, binary));
  await feedImages(hospital, aDicomSeries(3, { study: '2.25.777' }));
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
  expect((await physician.ask('GET', `/fhir/Observation/${observation.id}`)).status).toBe(200);
  // More than is read from a file at once.
  await hospital.deps.blobs.put(randomBytes(2 * 1024 * 1024));
  await fileSigned(hospital, safe, release.folder);
  await hospital.test.sql(`select updates.push(3, 'everyone', 100, null, null, 'Zoé Essai')`);
  head = (await hospital.deps.heads.sign()).line;

  // Written and read without a pause while the backup is made: two results in one transaction each, a look, a head.
  const state = { isDone: false, begun: 0 };
  const writing = (async () => {
    while (!state.isDone || pairs.length < 3) {
      const two = [anObservation(patient), anObservation(patient)];
      await feedResources(hospital, ...two);
      const answeredBefore = state.begun === 0;
      pairs.push({ ids: two.map(({ id }) => id), answeredBefore });
      await physician.ask('GET', `/fhir/Observation/${observation.id}`);
      await hospital.deps.blobs.put(randomBytes(64));
      await hospital.deps.heads.keep();
    }
  })();
  while (pairs.length === 0) await new Promise((done) => setTimeout(done, 5));
  state.begun = 1;
  backup = await backUp(hospital, { folder: place.path, key, keysKey });
  state.isDone = true;
  await writing;
});
afterAll(async () => {
  await hospital.close();
  place.remove();
});

test('writes data and keys apart, for this account alone, each opened by its own key, and nothing of it in clear [R08]', () => {
  const [data, keys] = [readFileSync(backup.dataFile), readFileSync(backup.keysFile)];
  for (const file of [backup.dataFile, backup.keysFile]) expect(statSync(file).mode & 0o077).toBe(0);
  expect(readdirSync(join(place.path, 'data'))).toHaveLength(1);
  for (const bytes of [data, keys]) {
    expect(bytes.includes('PRIVATE KEY')).toBe(false);
    expect(bytes.includes(patient.id)).toBe(false);
    expect(bytes.includes('backup.json')).toBe(false);
  }
  expect(backup).toMatchObject({ damaged: [] });
  expect(backup.files).toBeGreaterThanOrEqual(4);
});

test('gives back, into an empty place, the record as it stood at one moment: readable, traced on, its heads compared, releases offered [R21] [R23] [C6]', async () => {
  const target = await openEmptyDatabase();
  const data = join(place.path, 'restored');
  const order = { data, databaseUrl: toUrl(target.admin), opener: key.opener, keysOpener: keysKey.opener };
  await restoreBackup({ ...order, dataFile: backup.dataFile, keysFile: backup.keysFile });
  expect(existsSync(join(data, 'unfinished'))).toBe(false);
  expect(await verify(data, target.admin, [head])).toMatchObject({ faults: [] });

  // A later half minute: the code that was used last is used up.
  const ahead = 90_000;
  const again = await openAgain(data, target.admin, ahead);
  try {
    const tls = { ca: hospital.rootPem, cert: physician.enrolment.certificate, key: physician.key.keyPem };
    const client = openClient(again.medicalUrl, tls);
    const read = (path: string, token: string) => client.ask<{ id: string }>('GET', path, { token });
    // Whoever was signed in signs in again, with the same password and the same authenticator.
    expect((await read(`/fhir/Observation/${observation.id}`, physician.session.token)).status).toBe(401);
    const otp = toTotp(physician.totpSecret, toStep(new Date(Date.now() + ahead)));
    const body = { login: testAccounts.physician.login, password: testPassword, otp };
    const { token } = (await client.ask<Session>('POST', '/api/session', { body })).body;
    expect((await read(`/fhir/Observation/${observation.id}`, token)).body.id).toBe(observation.id);
    expect((await read(`/fhir/Binary/${binary.id}`, token)).bytes.toString('utf8')).toContain('Lettre');

    // A transaction is in it whole or not at all, and what was answered before the backup began is.
    for (const { ids, answeredBefore } of pairs) {
      const found = await Promise.all(ids.map(async (id) => (await read(`/fhir/Observation/${id}`, token)).status));
      expect(
        answeredBefore
          ? [[200, 200]]
          : [
              [200, 200],
              [404, 404],
            ],
      ).toContainEqual(found);
    }

    // Numbers that were given are not given again, and what the database refuses or derives, it refuses and derives as before.
    const files = {
      cert: readFileSync(join(data, 'system.pem'), 'utf8'),
      key: readFileSync(join(data, 'system.key'), 'utf8'),
    };
    const system = openClient(again.medicalUrl, { ca: hospital.rootPem, ...files });
    const later = anObservation(patient);
    expect((await system.ask('POST', '/fhir', { body: aTransaction(later) })).status).toBe(200);
    expect((await read(`/fhir/Observation/${later.id}`, token)).status).toBe(200);

    // A release is offered as before; its packages, which no backup holds, come back with its folder.
    const question = { version: '1.0.0', counter: 0, kind: 'linux-x64-deb' };
    const offered = await client.ask<{ offer: { release: string } }>('POST', '/api/update', { body: question });
    expect(offered.body.offer.release).toBe(release.text);
    const fetch = () => client.ask('GET', `/api/update/packages/${release.release.packages[0]?.sha256}`);
    expect((await fetch()).status).toBe(503);
    await fileSigned({ data, test: { admin: target.admin } }, safe, release.folder);
    expect((await fetch()).bytes.equals(release.bytes.get('linux-x64-deb') ?? Buffer.alloc(0))).toBe(true);
    client.close();
    system.close();
  } finally {
    await again.close();
  }
  expect(await verify(data, target.admin, [head])).toMatchObject({ faults: [] });
  const { entries } = await verify(data, target.admin);
  expect(entries).toBeGreaterThan(pairs.length);
  await expectSameShape(target.admin);
  await target.close();
});

test('refuses, before anything is touched, a backup that was cut, altered, exchanged, or opened by the wrong key [R08] [R21]', async () => {
  const [whole, keys] = [readFileSync(backup.dataFile), readFileSync(backup.keysFile)];
  const put = (bytes: Buffer): string => writeSecret(join(place.path, 'spoilt.age'), bytes);
  const flip = (bytes: Buffer, at: number): Buffer => {
    const other = Buffer.from(bytes);
    other[at] = (other[at] ?? 0) ^ 1;
    return other;
  };
  const second = await backUp(hospital, { folder: join(place.path, 'second'), key, keysKey });
  await expectRefused({ dataFile: put(whole.subarray(0, whole.length - 40_000)) }, /spoilt\.age was cut/);
  await expectRefused({ dataFile: put(whole.subarray(0, 100)) }, /spoilt\.age was cut/);
  for (const at of [300, Math.floor(whole.length / 2), whole.length - 1])
    await expectRefused({ dataFile: put(flip(whole, at)) }, /was cut or altered/);
  await expectRefused({ keysFile: put(flip(keys, keys.length - 20)) }, /was cut or altered/);
  // Whole, and made for the same key: but not the data that these keys were backed up with.
  await expectRefused({ dataFile: second.dataFile }, /is not the data that these keys/);
  await expectRefused({ opener: keysKey.opener }, 'not encrypted to the given key');
  await expectRefused({ keysFile: backup.dataFile, keysOpener: key.opener }, 'has no backup.json of this kind');
});

test('never restores over a living hospital: a folder or a database that holds anything [R08]', async () => {
  await expect(restoreBackup(toOrder({ data: hospital.data }))).rejects.toThrow('is not empty');
  const data = join(place.path, 'living');
  await expect(restoreBackup(toOrder({ data, databaseUrl: toUrl(hospital.test.admin) }))).rejects.toThrow(
    'The database is not empty',
  );
  expect(existsSync(data)).toBe(false);
});

test('leaves the place as empty as it was when the file changes between the look and the restore [R08]', async () => {
  const target = await openEmptyDatabase();
  const copy = join(place.path, 'changing.age');
  copyFileSync(backup.dataFile, copy);
  let looks = 0;
  const opener: Opener = {
    get identities() {
      looks += 1;
      if (looks === 2) truncateSync(copy, statSync(copy).size - 30_000);
      return (key.opener as { identities: readonly Identity[] }).identities;
    },
  };
  const data = join(place.path, 'halfway');
  const order = toOrder({ data, databaseUrl: toUrl(target.admin), dataFile: copy, opener });
  await expect(restoreBackup(order)).rejects.toThrow('changing.age was cut');
  expect(looks).toBe(2);
  expect(existsSync(data)).toBe(false);
  expect(await findOccupied(target.admin)).toBeNull();
  await target.close();
});

test('says which files the record names and the store has not, and which are damaged, and still keeps the rest [R22]', async () => {
  const [damaged] = await hospital.test.sql<{ name: string }>(
    `select encode(sha256, 'hex') as name from medical.resource where type = 'Binary'`,
  );
  const path = hospital.deps.blobs.path(damaged?.name ?? '');
  const whole = readFileSync(path);
  writeFileSync(path, 'x'.repeat(whole.length));
  const [missing] = await hospital.test.sql<{ name: string }>(
    `select encode(sha256, 'hex') as name from medical.instance order by sha256 limit 1`,
  );
  const gone = hospital.deps.blobs.path(missing?.name ?? '');
  const kept = readFileSync(gone);
  rmSync(gone);
  const made = await backUp(hospital, { folder: join(place.path, 'third'), key, keysKey });
  writeFileSync(path, whole);
  writeFileSync(gone, kept);
  expect(made.damaged).toEqual([damaged?.name]);
  // The form that the test's link was made with never had a file.
  expect(made.missing).toContain(missing?.name);
  expect(made.missing).toHaveLength(2);
  const { end } = await checkBackup(toOrder({ dataFile: made.dataFile, keysFile: made.keysFile }));
  expect(end).toMatchObject({ damaged: made.damaged, missing: made.missing });
});

function toOrder(over: Partial<RestoreOrder>): RestoreOrder {
  const { dataFile, keysFile } = backup;
  const data = join(place.path, 'never');
  return { dataFile, keysFile, data, databaseUrl: null, opener: key.opener, keysOpener: keysKey.opener, ...over };
}

async function expectRefused(over: Partial<RestoreOrder>, why: string | RegExp): Promise<void> {
  const order = toOrder(over);
  await expect(restoreBackup(order)).rejects.toThrow(why);
  expect(existsSync(order.data)).toBe(false);
}

/** Triggers, their modes and sequences of the restored database are those of the one that was backed up. */
async function expectSameShape(admin: Parameters<typeof openAgain>[1]): Promise<void> {
  const client = new pg.Client(admin);
  await client.connect();
  const triggers = `select tgrelid::regclass::text as on, tgname as name, tgenabled as mode from pg_trigger
    where not tgisinternal order by 1, 2`;
  const owned = `select s.oid::regclass::text as name, d.refobjid::regclass::text as table, quote_ident(a.attname) as column
    from pg_class s join pg_depend d on d.objid = s.oid and d.deptype in ('i', 'a')
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid where s.relkind = 'S' order by 1`;
  const before = await hospital.test.sql(triggers);
  expect((await client.query(triggers)).rows).toEqual(before);
  expect(before).toContainEqual(expect.objectContaining({ mode: 'A' }));
  const { rows } = await client.query<{ name: string; table: string; column: string }>(owned);
  expect(rows.length).toBeGreaterThan(3);
  for (const { name, table, column } of rows) {
    const text = `select (select last_value from ${name}) >= coalesce(max(${column}), 0) as ahead from ${table}`;
    expect([name, (await client.query(text)).rows]).toEqual([name, [{ ahead: true }]]);
  }
  await client.end();
}
