import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Lock, Opener } from '../../../server/backup/age-header.ts';
import { makeIdentity, readIdentities, readRecipient } from '../../../server/backup/age-keys.ts';
import { decrypt, encrypt } from '../../../server/backup/age-stream.ts';
import { fc } from '../../support/property.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-age-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasAge = spawnSync('age', ['--version']).status === 0;
if (!hasAge) console.warn('age is not installed: what it says of our files is not asked');

const { recipient, file } = makeIdentity(new Date());
const lock: Lock = { recipient: readRecipient(recipient) ?? expect.fail('no recipient') };
const opener: Opener = { identities: readIdentities(file) ?? expect.fail('no identity') };

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const gather = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
};
const seal = (bytes: Uint8Array, with_: Lock = lock): Promise<Buffer> =>
  gather(encrypt(inPieces(bytes, 50_000), with_));
const open = (bytes: Uint8Array, with_: Opener = opener): Promise<Buffer> =>
  gather(decrypt(inPieces(bytes, 30_011), with_));
const filled = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => (at * 31) % 251));

test('opens what it encrypted, at every length around the edge of a chunk', async () => {
  for (const length of [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    expect((await open(await seal(filled(length)))).equals(filled(length))).toBe(true);
});

test('refuses a file with any one byte altered, any end cut off and anything added', async () => {
  const plain = filled(70_000);
  const sealed = await seal(plain);
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ change;
      await expect(open(altered)).rejects.toThrow(/altered|cut|no file encrypted|not encrypted to/);
      await expect(open(sealed.subarray(0, at))).rejects.toThrow(/altered|cut|no file encrypted/);
    }),
    { numRuns: 60 },
  );
  await expect(open(Buffer.concat([sealed, Buffer.from([0])]))).rejects.toThrow(/cut or altered/);
  // Another spelling of the same seal is another file.
  const end = sealed.indexOf('\n', sealed.indexOf('\n--- ') + 1) - 1;
  const spelt = Buffer.from(sealed);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  spelt[end] = letters.charCodeAt(letters.indexOf(String.fromCharCode(sealed[end] ?? 0)) ^ 1);
  await expect(open(spelt)).rejects.toThrow(/altered/);
  // Whole chunks cut at their border leave no last one.
  await expect(open(sealed.subarray(0, sealed.length - (70_000 - 65_536) - 16))).rejects.toThrow(/cut/);
});

// A passphrase costs a second of work each time: one file serves every test.
let byWord: Promise<Buffer> | null = null;
const sealByWord = (): Promise<Buffer> => (byWord ??= seal(filled(10), { passphrase: 'une phrase longue' }));

test('opens to nobody else: another key, a key for a passphrase', async () => {
  const other: Opener = { identities: readIdentities(makeIdentity(new Date()).file) ?? [] };
  await expect(open(await seal(filled(10)), other)).rejects.toThrow('not encrypted to the given key');
  await expect(open(await sealByWord(), opener)).rejects.toThrow('not encrypted to the given key');
});

test('opens by its passphrase, and by no other', async () => {
  expect(await open(await sealByWord(), { passphrase: 'une phrase longue' })).toEqual(filled(10));
  await expect(open(await sealByWord(), { passphrase: 'une autre phrase' })).rejects.toThrow(
    'not encrypted to the given key',
  );
});

test('reads no key with a wrong character, and no passphrase that costs the machine minutes', async () => {
  expect(readRecipient(recipient.replace(/.$/, (end) => (end === 'q' ? 'p' : 'q')))).toBeNull();
  expect(readRecipient(recipient.toUpperCase())).toBeNull();
  expect(readIdentities(`${file}AGE-SECRET-KEY-1QQ\n`)).toBeNull();
  expect(readIdentities('# nothing\n')).toBeNull();
  const dear = (await sealByWord()).toString('latin1').replace(/ 18\n/, ' 30\n');
  await expect(open(Buffer.from(dear, 'latin1'), { passphrase: 'mot' })).rejects.toThrow('more work');
});

test.skipIf(!hasAge)(
  'is read by the age command, and reads what that wrote: a backup needs no Passerelle',
  async () => {
    const [key, ours, theirs, plain] = ['key', 'ours.age', 'theirs.age', 'plain'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
      string,
    ];
    const bytes = filled(150_000);
    writeFileSync(key, file, { mode: 0o600 });
    writeFileSync(plain, bytes);
    writeFileSync(ours, await seal(bytes));
    expect(execFileSync('age', ['-d', '-i', key, ours], { maxBuffer: 1 << 20 }).equals(bytes)).toBe(true);
    execFileSync('age', ['-r', recipient, '-o', theirs, plain]);
    expect((await open(readFileSync(theirs))).equals(bytes)).toBe(true);
    // A key of age-keygen, and its recipient.
    const made = execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const theirRecipient = /age1\w+/.exec(made)?.[0] ?? '';
    const to: Lock = { recipient: readRecipient(theirRecipient) ?? expect.fail('no recipient') };
    expect(await open(await seal(filled(3), to), { identities: readIdentities(made) ?? [] })).toEqual(filled(3));
  },
);
