import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openForwardClock } from '../../../src-main/vault/lease.ts';
import { openPersonVault } from '../../../src-main/vault/person-vault.ts';
import type { PersonVault } from '../../../src-main/vault/vault-shape.ts';
import { codeOf, quickStretch } from '../support/test-practice.ts';

const holder = { person: randomUUID(), pc: randomUUID() };
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const statementKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const wall = Date.parse('2026-11-22T09:00:00Z');
const bytes = Buffer.from('potassium 4,1');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-put-back-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(mark = { time: 0, count: 0 }): Promise<PersonVault> {
  const clock = openForwardClock(
    mark.time,
    () => wall,
    () => 0,
  );
  const secret = Buffer.alloc(32, 7).toString('base64');
  const opening = { folder, holder, secret, password: 'un mot de passe', statementKey, mark, day: '2026-11-22' };
  return openPersonVault(opening, quickStretch, clock);
}

/** Copies one document. */
async function copy(vault: PersonVault, patient: string): Promise<void> {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = wall / 1000;
  const claims = { ...holder, patient, iat, exp: iat + 12 * 3600, budget: 4 * 3600 };
  const body = `${part({ alg: 'ES256' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(body), { key: keys.privateKey, dsaEncoding: 'ieee-p1363' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const item = { kind: 'resource', ref: 'Observation/1', version: 1, sha256, bytes: bytes.length } as const;
  const lease = `${body}.${signature.toString('base64url')}`;
  await vault.compare({
    patient,
    revision: '1',
    asOf: new Date(wall).toISOString(),
    lease,
    items: [item],
    lastVisit: null,
    marks: [],
  });
  await vault.store(patient, item, bytes);
  await vault.settle(patient);
}

it('opens no copy that was put back after its purge, on the same day either [R15] [R17]', async () => {
  const patient = randomUUID();
  const vault = await open();
  await copy(vault, patient);
  const stolen = mkdtempSync(join(tmpdir(), 'passerelle-stolen-'));
  cpSync(join(folder, 'patients'), stolen, { recursive: true });
  await vault.purge(patient);
  const mark = await vault.saveLedger();
  vault.close();
  cpSync(stolen, join(folder, 'patients'), { recursive: true });
  rmSync(stolen, { recursive: true });
  const again = await open(mark);
  expect(await codeOf(again.read(patient, 'Observation/1'))).toBe('lease-ended');
  // Whoever is let in again by the hospital reads again.
  await copy(again, patient);
  expect(Buffer.from(await again.read(patient, 'Observation/1')).equals(bytes)).toBe(true);
});
