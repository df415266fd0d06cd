import { createDecipheriv, createHash, generateKeyPairSync, hkdfSync, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { openForwardClock } from '../../../src-main/vault/lease.ts';
import { openPersonVault, type PersonVault, type VaultOpening } from '../../../src-main/vault/person-vault.ts';
import { purgeEnded } from '../../../src-main/vault/rotation.ts';
import { codeOf, quickStretch } from '../support/test-practice.ts';

const holder = { person: randomUUID(), pc: randomUUID() };
const hospitalKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const statementKey = hospitalKey.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const strangerKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const secret = Buffer.alloc(32, 7).toString('base64');
let folder: string;
let wall = Date.parse('2026-11-22T09:00:00Z');
let ticks = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-vault-'));
  wall = Date.parse('2026-11-22T09:00:00Z');
  ticks = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A lease as the hospital signs it: JWS compact, ES256. */
function aLease(patient: string, over: Record<string, unknown> = {}, key = hospitalKey.privateKey): string {
  const iat = Math.floor(wall / 1000);
  const body = `${part({ alg: 'ES256' })}.${part({ ...holder, patient, iat, exp: iat + 12 * 3600, budget: 4 * 3600, ...over })}`;
  return `${body}.${sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

function anItem(ref: string, bytes: Uint8Array, version = 1): MirrorItem {
  return {
    kind: 'resource',
    ref,
    version,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  };
}

const open = (over: Partial<VaultOpening> = {}): Promise<PersonVault> =>
  openPersonVault(
    {
      folder,
      holder,
      secret,
      password: 'un mot de passe',
      statementKey,
      mark: { time: 0, count: 0 },
      day: '2026-11-22',
      ...over,
    },
    quickStretch,
    openForwardClock(
      over.mark?.time ?? 0,
      () => wall,
      () => ticks,
    ),
  );

/** Compares and stores: the vault then equals this manifest. */
async function copy(
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
  });
  for (const item of state.missing) await vault.store(patient, item, contents[(item as { ref: string }).ref]!);
  return await vault.settle(patient);
}

/** True when a file was sealed by a key that `wipe` had already overwritten, or by one derived from it. */
function opensWithZeros(path: string): boolean {
  const sealed = readFileSync(path);
  const zeros = Buffer.alloc(32);
  return [zeros, Buffer.from(hkdfSync('sha256', zeros, Buffer.alloc(0), 'passerelle list', 32))].some((key) => {
    const open = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13));
    open.setAAD(Buffer.from(['passerelle-vault', 'patients'].join('\0')));
    open.setAuthTag(sealed.subarray(-16));
    open.update(sealed.subarray(13, -16));
    try {
      open.final();
      return true;
    } catch {
      return false;
    }
  });
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text);
const filesBelow = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('the vault', () => {
  it('gives back the received bytes unchanged, whatever they are', async () => {
    const vault = await open();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const patient = randomUUID();
        await copy(vault, patient, { 'Binary/1': bytes });
        expect(Buffer.from(await vault.read(patient, 'Binary/1')).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('opens with neither half alone: another password and another keychain secret are refused', async () => {
    const vault = await open();
    vault.close();
    expect(await codeOf(open({ password: 'un autre' }))).toBe('credentials-wrong');
    expect(await codeOf(open({ secret: Buffer.alloc(32, 8).toString('base64') }))).toBe('credentials-wrong');
    (await open()).close();
  });

  it('becomes the exact mirror of the manifest: what is gone is gone before anything is fetched [R13]', async () => {
    const vault = await open();
    const patient = randomUUID();
    await copy(vault, patient, { 'Observation/1': bytesOf('one'), 'Observation/2': bytesOf('two') });
    const left = anItem('Observation/1', bytesOf('one'));
    await vault.compare({
      patient,
      revision: '2',
      asOf: '2026-11-22T09:00:00.000Z',
      lease: aLease(patient),
      items: [left, anItem('Observation/3', bytesOf('three'))],
    });
    expect(await codeOf(vault.read(patient, 'Observation/2'))).toBe('not-copied-yet');
    expect(Buffer.from(await vault.read(patient, 'Observation/1')).toString()).toBe('one');
    expect(filesBelow(join(folder, 'patients')).filter((name) => name.includes('items')).length).toBe(1);
  });

  it('shows the old state whole until the new one is whole', async () => {
    const vault = await open();
    const patient = randomUUID();
    await copy(vault, patient, { 'Observation/1': bytesOf('4.0'), 'Observation/2': bytesOf('5.0') });
    const next = [anItem('Observation/1', bytesOf('4.1'), 2), anItem('Observation/2', bytesOf('5.1'), 2)];
    await vault.compare({
      patient,
      revision: '2',
      asOf: '2026-11-22T09:00:00.000Z',
      lease: aLease(patient),
      items: next,
    });
    await vault.store(patient, next[0]!, bytesOf('4.1'));
    const read = async () =>
      (await Promise.all(['Observation/1', 'Observation/2'].map((ref) => vault.read(patient, ref)))).map((bytes) =>
        Buffer.from(bytes).toString(),
      );
    expect(await read()).toEqual(['4.0', '5.0']);
    await vault.store(patient, next[1]!, bytesOf('5.1'));
    await vault.settle(patient);
    expect(await read()).toEqual(['4.1', '5.1']);
  });

  it('loses one damaged file alone, and asks for it again', async () => {
    const vault = await open();
    const patient = randomUUID();
    await copy(vault, patient, { 'Observation/1': bytesOf('one'), 'Observation/2': bytesOf('two') });
    for (const file of filesBelow(folder).filter((name) => name.includes('items'))) {
      const bytes = readFileSync(file);
      bytes[bytes.length - 20]! ^= 1;
      writeFileSync(file, bytes);
      break;
    }
    const codes = await Promise.all(
      ['Observation/1', 'Observation/2'].map((ref) => codeOf(vault.read(patient, ref).then((bytes) => bytes.length))),
    );
    expect(codes.toSorted()).toEqual(['answered 3', 'vault-damaged']);
    expect((await vault.readState(patient)).missing.length).toBe(1);
  });

  it('loses nothing and seals nothing with a wiped key when it closes in the middle of its work', async () => {
    const vault = await open();
    const [patient, other] = [randomUUID(), randomUUID()];
    const contents = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`Binary/${at}`, bytesOf(`image ${at}`)]),
    );
    await copy(vault, patient, contents);
    const items = [anItem('Observation/1', bytesOf('one'))];
    const asOf = '2026-11-22T09:00:00.000Z';
    const work = [
      ...Object.keys(contents).map((ref) => vault.read(patient, ref).then(({ length }) => length)),
      vault.compare({ patient: other, revision: '1', asOf, lease: aLease(other), items }).then(() => 0),
    ].map(codeOf);
    await Promise.resolve();
    vault.close();
    for (const code of await Promise.all(work)) expect(code).toBe('vault-locked');
    const wiped = filesBelow(folder).filter((name) => !/(keys\.json|until)$/.test(name) && opensWithZeros(name));
    expect(wiped).toEqual([]);
    const again = await open({ day: '2026-11-23' });
    for (const [ref, bytes] of Object.entries(contents))
      expect(Buffer.from(await again.read(patient, ref)).equals(Buffer.from(bytes))).toBe(true);
  });

  it('takes no bytes that have not the hash of the manifest', async () => {
    const vault = await open();
    const patient = randomUUID();
    const item = anItem('Observation/1', bytesOf('true'));
    await vault.compare({
      patient,
      revision: '1',
      asOf: '2026-11-22T09:00:00.000Z',
      lease: aLease(patient),
      items: [item],
    });
    expect(await codeOf(vault.store(patient, item, bytesOf('false')))).toBe('resource-invalid');
  });

  it('changes its master key with the day, and what was copied before stays readable', async () => {
    const patient = randomUUID();
    const first = await open();
    await copy(first, patient, { 'Observation/1': bytesOf('one') });
    const wrapped = filesBelow(folder)
      .filter((name) => name.endsWith('key'))
      .map((name) => readFileSync(name, 'hex'));
    first.close();
    const second = await open({ day: '2026-11-23' });
    expect(Buffer.from(await second.read(patient, 'Observation/1')).toString()).toBe('one');
    expect(
      filesBelow(folder)
        .filter((name) => name.endsWith('key'))
        .map((name) => readFileSync(name, 'hex')),
    ).not.toEqual(wrapped);
  });

  it('shreds: a key file kept from before a purge opens nothing on the next day', async () => {
    const patient = randomUUID();
    const first = await open();
    await copy(first, patient, { 'Observation/1': bytesOf('one') });
    const kept = filesBelow(join(folder, 'patients')).map((name) => [name, readFileSync(name)] as const);
    await first.purge(patient);
    first.close();
    const second = await open({ day: '2026-11-23' });
    for (const [name, bytes] of kept) {
      (await import('node:fs')).mkdirSync(join(name, '..'), { recursive: true });
      writeFileSync(name, bytes);
    }
    expect(await codeOf(second.readState(patient))).toBe('not-copied-yet');
  });
});

describe('the lease', () => {
  it('ends at its deadline, also for a clock that was set back [R13]', async () => {
    const vault = await open();
    const patient = randomUUID();
    await copy(vault, patient, { 'Observation/1': bytesOf('one') });
    ticks += 12 * 3_600_000 + 1000;
    wall -= 3 * 86_400_000;
    expect(await codeOf(vault.readState(patient))).toBe('lease-ended');
  });

  it('gains nothing by a restart with the clock set back: the mark of the keychain holds', async () => {
    const patient = randomUUID();
    const vault = await open();
    await copy(vault, patient, { 'Observation/1': bytesOf('one') });
    wall += 12 * 3_600_000 + 1000;
    const mark = await vault.saveLedger();
    vault.close();
    wall -= 12 * 3_600_000;
    expect(await codeOf((await open({ mark })).readState(patient))).toBe('lease-ended');
  });

  it('is spent by reading, and an older ledger put back spends it all', async () => {
    const patient = randomUUID();
    const vault = await open();
    await copy(vault, patient, { 'Observation/1': bytesOf('one') }, aLease(patient, { budget: 100 }));
    await vault.saveLedger();
    const older = readFileSync(join(folder, 'ledger'));
    await vault.spend(patient, 90);
    const mark = await vault.saveLedger();
    expect(await codeOf(vault.spend(patient, 20))).toBe('lease-ended');
    vault.close();
    const again = await open({ mark });
    await again.readState(patient);
    again.close();
    writeFileSync(join(folder, 'ledger'), older);
    expect(await codeOf((await open({ mark })).readState(patient))).toBe('lease-ended');
  });

  it.each([
    ['another key', (patient: string) => aLease(patient, {}, strangerKey.privateKey)],
    ['another person', (patient: string) => aLease(patient, { person: randomUUID() })],
    ['another PC', (patient: string) => aLease(patient, { pc: randomUUID() })],
    ['another patient', () => aLease(randomUUID())],
    ['no algorithm', (patient: string) => `${part({ alg: 'none' })}.${aLease(patient).split('.')[1]}.`],
  ])('of %s is worth nothing', async (_what, lease) => {
    const vault = await open();
    const patient = randomUUID();
    expect(
      await codeOf(
        vault.compare({ patient, revision: '1', asOf: '2026-11-22T09:00:00.000Z', lease: lease(patient), items: [] }),
      ),
    ).toBe('hospital-untrusted');
  });

  it('that ended is purged at start without any key', async () => {
    const vault = await open();
    const [ended, living] = [randomUUID(), randomUUID()];
    await copy(vault, ended, { 'Observation/1': bytesOf('one') }, aLease(ended, { exp: Math.floor(wall / 1000) + 60 }));
    await copy(vault, living, { 'Observation/1': bytesOf('one') });
    vault.close();
    expect(await purgeEnded(join(folder, 'patients'), wall + 120_000)).toBe(1);
    const again = await open();
    expect(await codeOf(again.readState(ended))).toBe('not-copied-yet');
    expect((await again.readState(living)).complete).toBe(true);
  });
});
