import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkReleases } from '../../../server/check/check-data.ts';
import { runCommand } from '../../../server/command/run-command.ts';
import { commands } from '../../../server/command/table.ts';
import { readEnv } from '../../../server/env.ts';
import { openInspection } from '../../../server/postgres/inspect.ts';
import { openReleaseBook } from '../../../server/postgres/release-book.ts';
import { makeFolder, toUrl, writeSecret } from '../backup/backed-up.ts';
import { openTestHospital, type TestHospital } from '../support/test-hospital.ts';
import { makeSafeKey, writeSigned } from './safe.ts';

const { path, remove } = makeFolder('releases');
const key = makeSafeKey();
const keys = key.publish(join(path, 'keys'));
const config = join(path, 'server.conf');
let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
  const url = writeSecret(join(path, 'url'), toUrl(hospital.test.admin));
  writeFileSync(config, `PASSERELLE_DATA=${hospital.data}\nDATABASE_URL_FILE=${url}\nUPDATE_KEYS=${keys}\n`);
});
afterAll(async () => {
  await hospital?.close();
  remove();
});

const run = async (...args: string[]) => {
  let [out, err] = ['', ''];
  const streams = { out: { write: (text: string) => (out += text) }, err: { write: (text: string) => (err += text) } };
  const code = await runCommand(commands, ['release', ...args, '--config', config], streams);
  return { code, out, err };
};
const add = (folder: string) => run('add', folder, '--operator', 'Jean Dupont');
const sign = (counter: number, over: Partial<Parameters<typeof writeSigned>[2]> = {}, by = key) =>
  writeSigned(path, by, { counter, ...over });
const filed = (): string[] =>
  existsSync(join(hospital.data, 'releases')) ? readdirSync(join(hospital.data, 'releases')).sort() : [];
const counters = async (): Promise<number[]> =>
  (await hospital.test.sql<{ counter: number }>('select counter from updates.release order by 1')).map(
    ({ counter }) => counter,
  );

test('files what the safe signed, once, traced with whoever did it; the same again changes nothing [C6]', async () => {
  const { folder, release, text, bytes } = sign(5, { kinds: ['linux-x64-deb', 'win32-x64-nsis'] });
  expect(await add(folder)).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('Release 5 (1.5.0) is added'),
  });
  for (const { kind, file } of release.packages)
    expect(readFileSync(join(hospital.data, 'releases', '5', file)).equals(bytes.get(kind) ?? Buffer.alloc(0))).toBe(
      true,
    );
  expect(await add(folder)).toMatchObject({ code: 0, out: expect.stringContaining('nothing changed') });
  const kept = await hospital.test.sql<{ content: string; ring: null }>('select content, ring from updates.release');
  expect(kept).toEqual([{ content: text, ring: null }]);
  expect(await hospital.test.sql('select by, deed from updates.deed')).toEqual([
    { by: 'Jean Dupont, sur le serveur de l’hôpital', deed: 'added' },
  ]);
  expect(
    await hospital.test.sql(`select from trace.entry where body::json ->> 'object' = 'release/add#5'`),
  ).toHaveLength(1);
});

test('takes nothing that was forged, altered, re-signed, replayed, cut or too late, and leaves nothing of it [C6]', async () => {
  const good = sign(6);
  const spoil = async (change: (folder: string) => void): Promise<string> => {
    const folder = join(path, 'spoilt');
    rmSync(folder, { recursive: true, force: true });
    cpSync(good.folder, folder, { recursive: true });
    change(folder);
    const { code, err, out } = await add(folder);
    expect([code, out]).toEqual([1, '']);
    return err;
  };
  const [file = ''] = good.release.packages.map((one) => one.file);
  const text = (folder: string): string => join(folder, 'release.txt');
  // One byte of the text, of the signature, of the package.
  expect(await spoil((at) => writeFileSync(text(at), good.text.replace('1.6.0', '1.6.1')))).toContain(
    'not the signature',
  );
  expect(
    await spoil((at) => {
      const signed = readFileSync(join(at, 'release.sig'), 'utf8');
      writeFileSync(join(at, 'release.sig'), (signed.startsWith('A') ? 'B' : 'A') + signed.slice(1));
    }),
  ).toContain('not the signature');
  expect(
    await spoil((at) => {
      const bytes = readFileSync(join(at, file));
      bytes[17] = (bytes[17] ?? 0) ^ 1;
      writeFileSync(join(at, file), bytes);
    }),
  ).toContain('is not the file that was signed');
  expect(await spoil((at) => truncateSync(join(at, file), 1000))).toContain('it was cut');
  expect(await spoil((at) => writeFileSync(join(at, file), Buffer.alloc(5000)))).toContain(
    'longer than the 3000 bytes',
  );
  expect(await spoil((at) => rmSync(join(at, file)))).toContain('cannot be read (ENOENT)');
  expect(await spoil((at) => writeFileSync(join(at, 'release.sig'), 'no'))).toContain('no ed25519 signature');
  expect(await spoil((at) => rmSync(join(at, 'release.sig')))).toContain('release.sig cannot be read');
  // The whole of it, well signed by a key that is not the safe's.
  expect((await add(sign(6, {}, makeSafeKey()).folder)).err).toContain('another key signed it');
  expect((await add(sign(4).folder)).err).toContain('Release 4 is older than release 5');
  expect((await add(sign(5).folder)).err).toContain('Another release has the counter 5');
  expect((await add(sign(7, { expires: '2021-01-01T00:00:00Z', made: '2020-12-01T00:00:00Z' }).folder)).err).toContain(
    'expired on 2021-01-01',
  );
  expect([await counters(), filed()]).toEqual([[5], ['5']]);
  // What a killed command left is removed by the next one, and what never got its row is taken again.
  mkdirSync(join(hospital.data, 'releases', 'incoming-killed'));
  mkdirSync(join(hospital.data, 'releases', '6'));
  expect(await add(good.folder)).toMatchObject({ code: 0, err: '' });
  expect([await counters(), filed()]).toEqual([
    [5, 6],
    ['5', '6'],
  ]);
});

test('pushes, pauses and withdraws by command as the helpdesk does, and says why not [C6]', async () => {
  const operator = ['--operator', 'Jean Dupont'];
  expect((await run('pause', '6', ...operator)).err).toContain('was not pushed yet');
  expect((await run('push', '9', '--ring', 'pilot', '--percentage', '1', ...operator)).err).toContain('No release');
  expect((await run('push', '6', '--ring', 'pilot', '--percentage', '0', ...operator)).code).toBe(1);
  const late = ['--required-from', '2099-01-01'];
  expect((await run('push', '6', '--ring', 'everyone', '--percentage', '30', ...late, ...operator)).err).toContain(
    'on which it has expired',
  );
  expect((await run('push', '6', '--ring', 'everyone', '--percentage', '30', ...operator)).code).toBe(0);
  expect((await run('list')).out).toContain('6  1.6.0  pushed to pilots and 30 % of everyone  expires ');
  expect((await run('pause', '6', ...operator)).code).toBe(0);
  expect((await run('withdraw', '6', ...operator)).code).toBe(0);
  expect((await run('resume', '6', ...operator)).code).toBe(1);
  expect((await run('list')).out).toContain('6  1.6.0  withdrawn');
  for (const args of [
    ['add'],
    ['list', 'x'],
    ['push', '6', ...operator],
    ['withdraw', 'six', ...operator],
    ['lend', '6', ...operator],
  ])
    expect([args, (await run(...args)).code]).toEqual([args, 1]);
  const traced = await hospital.test.sql<{ object: string }>(
    `select body::json ->> 'object' as object from trace.entry where body::json ->> 'object' like 'release/%#6%' order by writer, seq`,
  );
  expect(new Set(traced.map(({ object }) => object))).toEqual(
    new Set(['release/add#6', 'release/push#6/everyone/30', 'release/pause#6', 'release/withdraw#6']),
  );
});

test('names a package that is missing or cut, in the list and in the check, and takes it back from the folder [C6]', async () => {
  const { folder, release } = sign(8);
  await add(folder);
  const file = join(hospital.data, 'releases', '8', release.packages[0]?.file ?? '');
  const database = await openInspection(hospital.test.admin);
  const look = () => checkReleases({ env: readEnv({ PASSERELLE_DATA: hospital.data }), now: new Date(), database });
  try {
    expect(await look()).toEqual([{ level: 'good', text: '2 releases, their packages are there' }]);
    truncateSync(file, 10);
    expect((await look())[0]).toMatchObject({ level: 'doubtful', text: expect.stringContaining('release 8') });
    await run('push', '8', '--ring', 'pilot', '--percentage', '1', '--operator', 'Jean Dupont');
    expect((await look())[0]).toMatchObject({ level: 'broken', text: expect.stringContaining('release add') });
    expect((await run('list')).out).toContain('is not there or not whole');
    expect((await add(folder)).out).toContain('its packages are there again');
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(release.packages[0]?.sha256);
    expect((await look())[0]?.level).toBe('good');
  } finally {
    await database.close();
  }
});

test('does one thing at a time: a second command waits for the first one’s end [C6]', async () => {
  const book = await openReleaseBook(hospital.test.admin);
  expect((await run('list')).err).toContain('Another release command is at work');
  await book?.close();
  expect((await run('list')).code).toBe(0);
});

test('says of a folder of keys what is wrong with it, at every start [C6] [C1]', () => {
  const env = (folder: string) => () => readEnv({ UPDATE_KEYS: folder });
  expect(readEnv({ UPDATE_KEYS: keys }).updateKeys).toHaveLength(1);
  expect(env(join(path, 'none'))).toThrow(/^UPDATE_KEYS: .* cannot be read \(ENOENT\)/);
  const folder = join(path, 'wrong');
  mkdirSync(folder);
  expect(env(folder)).toThrow('must hold one or two public keys *.pem; it holds 0.');
  writeFileSync(join(folder, 'a.pem'), 'no key');
  expect(env(folder)).toThrow('is no public key in PEM');
  writeFileSync(join(folder, 'a.pem'), key.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  expect(env(folder)).toThrow('holds a private key: it belongs in the safe');
  for (const name of ['a', 'b', 'c']) cpSync(join(keys, 'update.pem'), join(folder, `${name}.pem`));
  expect(env(folder)).toThrow('it holds 3');
});
