import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { signAsPc } from '../../../src-main/enrolment/pc-key.ts';
import { withJournalRoom } from '../../../src-main/journal/journal-room.ts';
import { openJournal, toLineHash } from '../../../src-main/journal/journal.ts';
import { openPersonVault } from '../../../src-main/vault/person-vault.ts';
import { codeOf, openMemoryKeychain, openMemoryLog, quickStretch } from '../support/test-practice.ts';

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

/** Takes every byte that is left. */
function fillDisk(path: string): void {
  for (let bytes = 300_000; bytes >= 1; bytes = Math.floor(bytes / 2))
    try {
      for (let turn = 0; turn < 10; turn += 1) appendFileSync(path, randomBytes(bytes));
    } catch {
      // Smaller pieces may still find a place.
    }
}

it.skipIf(!mounted)(
  'takes back the line of a look that a full disk cut short, goes on where copies could be given up, and sends every look once [C5] [R21]',
  async () => {
    const log = openMemoryLog();
    const keychain = openMemoryKeychain(log);
    const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const openIt = () =>
      openJournal(
        join(folder, 'journal'),
        holder.pc,
        keychain,
        () => ({ certificate: 'c', sign: (text) => signAsPc(key, text) }),
        log,
        () => new Date(),
      );
    const look = (object: string) =>
      ({ person: holder.person, patient, object, action: 'looked-at', offline: true }) as const;
    const journal = await openIt();
    const ballast = join(folder, 'ballast');
    await journal.append(look('Patient/1'));
    fillDisk(ballast);
    const kept = ['Patient/1'];
    let refused = '';
    for (let turn = 0; turn < 60 && refused === ''; turn += 1)
      await journal.append(look(`DiagnosticReport/${turn}`)).then(
        () => kept.push(`DiagnosticReport/${turn}`),
        (cause: unknown) => {
          refused = (cause as { code?: string }).code ?? String(cause);
        },
      );
    expect(refused).toBe('disk-full');
    let freed = 0;
    const going = withJournalRoom(journal, async () => {
      freed += 1;
      rmSync(ballast);
      return true;
    });
    await going.append(look('DocumentReference/1'));
    expect(freed).toBe(1);
    const sent: { number: number; previous: string; object: string; signed: string }[] = [];
    await (await openIt()).upload(async ({ lines }) => {
      for (const { signed } of lines)
        sent.push({ ...(JSON.parse(signed) as { number: number; previous: string; object: string }), signed });
      return { held: sent.length };
    });
    expect(sent.map(({ object }) => object)).toEqual([...kept, 'DocumentReference/1']);
    expect(sent.map(({ number }) => number)).toEqual(sent.map((_, place) => place + 1));
    expect(sent.slice(1).map(({ previous }) => previous)).toEqual(
      sent.slice(0, -1).map(({ signed }) => toLineHash(signed)),
    );
  },
);
