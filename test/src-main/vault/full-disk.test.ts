import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openPersonVault } from '../../../src-main/vault/person-vault.ts';
import { codeOf, quickStretch } from '../support/test-practice.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-full-'));
const holder = { person: randomUUID(), pc: randomUUID() };
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const patient = randomUUID();

/** A disk of one megabyte, where this system lets us have one. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const mounted = process.platform === 'linux' && mountSmallDisk();
if (!mounted) console.log('skipped: a full disk needs the right to mount a small one');

afterAll(() => {
  if (mounted) execFileSync('umount', [folder]);
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
});

function aLease(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const body = `${part({ alg: 'ES256' })}.${part({ ...holder, patient, iat, exp: iat + 3600, budget: 3600 })}`;
  return `${body}.${sign('sha256', Buffer.from(body), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

it.skipIf(!mounted)('says that the disk is full, keeps what it had, and goes on when there is room', async () => {
  const statementKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const open = () =>
    openPersonVault(
      {
        folder,
        holder,
        secret: Buffer.alloc(32).toString('base64'),
        password: 'mot',
        statementKey,
        mark: { time: 0, count: 0 },
        day: '2026-11-22',
      },
      quickStretch,
    );
  const contents = [Buffer.from('small'), randomBytes(300_000), randomBytes(300_000)];
  const items = contents.map((bytes, place) => ({
    kind: 'resource' as const,
    ref: `Binary/${place}`,
    version: 1,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  }));
  const vault = await open();
  await vault.compare({
    patient,
    revision: '1',
    asOf: '2026-11-22T09:00:00.000Z',
    lease: aLease(),
    items,
    lastVisit: null,
    marks: [],
  });
  await vault.store(patient, items[0]!, contents[0]!);
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, randomBytes(600_000));
  expect(
    await codeOf(
      vault.store(patient, items[1]!, contents[1]!).then(() => vault.store(patient, items[2]!, contents[2]!)),
    ),
  ).toBe('disk-full');
  expect(Buffer.from(await vault.read(patient, 'Binary/0')).toString()).toBe('small');
  vault.close();
  rmSync(ballast);
  const again = await open();
  const { missing } = await again.readState(patient);
  for (const item of missing)
    await again
      .compare({
        patient,
        revision: '1',
        asOf: '2026-11-22T09:00:00.000Z',
        lease: aLease(),
        items,
        lastVisit: null,
        marks: [],
      })
      .then(() => again.store(patient, item, contents[Number((item as { ref: string }).ref.split('/')[1])]!));
  expect((await again.settle(patient)).complete).toBe(true);
  again.close();
});
