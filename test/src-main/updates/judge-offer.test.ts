import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Release, writeRelease } from '../../../contracts/release.ts';
import { judgeOffer, type Standards } from '../../../src-main/updates/judge-offer.ts';
import { readKeys } from '../../../src-main/updates/read-keys.ts';

const safe = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const now = new Date('2026-11-22T10:00:00Z');
const release: Release = {
  counter: 7,
  version: '1.4.0',
  made: '2026-11-20T08:00:00Z',
  expires: '2026-12-20T08:00:00Z',
  packages: [{ kind: 'linux-x64-deb', size: 3, sha256: 'a'.repeat(64), file: 'passerelle.deb' }],
};
const standards: Standards = {
  keys: [safe.publicKey],
  kind: 'linux-x64-deb',
  accepted: 5,
  clocks: [now, now],
};

function judge(text: string, over: Partial<Standards> = {}, key = safe.privateKey) {
  const signature = sign(null, Buffer.from(text), key).toString('base64');
  const judged = judgeOffer({ release: text, signature, requiredFrom: null }, { ...standards, ...over });
  return judged.ok ? judged.file.file : `${judged.reason} ${judged.counter}`;
}

test('takes a release of the safe, by either of two keys [C6]', () => {
  expect(judge(writeRelease(release))).toBe('passerelle.deb');
  expect(judge(writeRelease(release), { keys: [other.publicKey, safe.publicKey] })).toBe('passerelle.deb');
});

test('looks at the signature before anything else, and at every byte of the text [C6]', () => {
  const text = writeRelease(release);
  expect(judge(text, {}, other.privateKey)).toBe('signature 7');
  expect(judge(text, { keys: [] })).toBe('signature 7');
  const signature = sign(null, Buffer.from(text), safe.privateKey).toString('base64');
  const raised = text.replace('counter 7', 'counter 8');
  expect(judgeOffer({ release: raised, signature, requiredFrom: null }, standards)).toEqual({
    ok: false,
    reason: 'signature',
    counter: 8,
  });
  // Signed, and still no text that the safe writes.
  expect(judge(`${text}\n`)).toBe('unreadable 7');
  expect(judge('a text of somebody')).toBe('unreadable null');
});

test('refuses what is not above what root accepted: nothing is replayed or downgraded [C6]', () => {
  const text = writeRelease(release);
  expect(judge(text, { accepted: 7 })).toBe('counter 7');
  expect(judge(text, { accepted: 9 })).toBe('counter 7');
  expect(judge(text, { accepted: 6 })).toBe('passerelle.deb');
  // A way back is a higher counter that names an older version.
  expect(judge(writeRelease({ ...release, counter: 8, version: '1.0.0' }), { accepted: 7 })).toBe('passerelle.deb');
});

test('refuses what is expired by the PC’s clock or by the hospital’s, whichever is ahead [C6]', () => {
  const text = writeRelease(release);
  const late = new Date('2026-12-20T08:00:01Z');
  expect(judge(text, { clocks: [late, now] })).toBe('expired 7');
  expect(judge(text, { clocks: [now, late] })).toBe('expired 7');
  expect(judge(text, { clocks: [new Date(release.expires), now] })).toBe('passerelle.deb');
});

test('refuses a release that has no package of this kind [C6]', () => {
  expect(judge(writeRelease(release), { kind: 'linux-x64-rpm' })).toBe('kind 7');
});

test('reads at most two ed25519 public keys, and none at all where one is something else [C6]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-keys-'));
  const put = (name: string, key: string) => writeFileSync(join(folder, name), key);
  const pem = (key: typeof safe.publicKey) => key.export({ format: 'pem', type: 'spki' }).toString();
  try {
    expect(await readKeys(join(folder, 'absent'))).toEqual([]);
    put('a.pem', pem(safe.publicKey));
    put('README', 'no key');
    expect(await readKeys(folder)).toHaveLength(1);
    put('b.pem', pem(other.publicKey));
    expect(await readKeys(folder)).toHaveLength(2);
    put('c.pem', pem(generateKeyPairSync('ed25519').publicKey));
    expect(await readKeys(folder)).toEqual([]);
    rmSync(join(folder, 'c.pem'));
    put('b.pem', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey));
    expect(await readKeys(folder)).toEqual([]);
    put('b.pem', safe.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    expect(await readKeys(folder)).toEqual([]);
    mkdirSync(join(folder, 'empty'));
    expect(await readKeys(join(folder, 'empty'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
