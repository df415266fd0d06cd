import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { openForwardClock } from '../../../src-main/vault/lease.ts';
import { openPersonVault } from '../../../src-main/vault/person-vault.ts';
import type { PersonVault, VaultOpening } from '../../../src-main/vault/vault-shape.ts';
import { quickStretch } from './test-practice.ts';

/** Whom the leases of these tests are made out to. */
export const holder = { person: randomUUID(), pc: randomUUID() };
const hospitalKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const statementKey = hospitalKey.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const secret = Buffer.alloc(32, 7).toString('base64');

/** The vault's folder and the two clocks of the PC, fresh for each test: `wall` may be set back, `ticks` (milliseconds) may not. */
export const pc = { folder: '', wall: 0, ticks: 0 };

beforeEach(() => {
  pc.folder = mkdtempSync(join(tmpdir(), 'passerelle-vault-'));
  pc.wall = Date.parse('2026-11-22T09:00:00Z');
  pc.ticks = 0;
});
afterEach(() => rmSync(pc.folder, { recursive: true, force: true }));

/** A part of a JWS. */
export const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A lease as the hospital signs it: JWS compact, ES256. */
export function aLease(
  patient: string,
  over: Record<string, unknown> = {},
  key: KeyObject = hospitalKey.privateKey,
): string {
  const iat = Math.floor(pc.wall / 1000);
  const claims = { ...holder, patient, iat, exp: iat + 12 * 3600, budget: 4 * 3600, ...over };
  const body = `${part({ alg: 'ES256' })}.${part(claims)}`;
  return `${body}.${sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** A resource of a manifest. */
export function anItem(ref: string, bytes: Uint8Array, version = 1): MirrorItem {
  return {
    kind: 'resource',
    ref,
    version,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  };
}

/** What opens the vault of `holder`. */
export function opening(over: Partial<VaultOpening> = {}): VaultOpening {
  return {
    folder: pc.folder,
    holder,
    secret,
    password: 'un mot de passe',
    statementKey,
    mark: { time: 0, count: 0 },
    day: '2026-11-22',
    ...over,
  };
}

/** Opens the vault of `holder`. */
export function open(over: Partial<VaultOpening> = {}): Promise<PersonVault> {
  const asked = opening(over);
  const clock = openForwardClock(
    asked.mark.time,
    () => pc.wall,
    () => pc.ticks,
  );
  return openPersonVault(asked, quickStretch, clock);
}

/** Compares and stores: the vault then equals this manifest. */
export async function copy(
  vault: PersonVault,
  patient: string,
  contents: Record<string, Uint8Array>,
  lease = aLease(patient),
  version = 1,
) {
  const items = Object.entries(contents).map(([ref, bytes]) => anItem(ref, bytes, version));
  const state = await vault.compare({
    patient,
    revision: `${version}`,
    asOf: '2026-11-22T09:00:00.000Z',
    lease,
    items,
    lastVisit: null,
    marks: [],
  });
  for (const item of state.missing)
    await vault.store(patient, item, contents[(item as { ref: string }).ref] ?? Buffer.alloc(0));
  return await vault.settle(patient);
}

/** UTF-8. */
export const bytesOf = (text: string): Uint8Array => Buffer.from(text);

/** Every file below a folder. */
export const filesBelow = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
