import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lock, Opener } from '../../../server/backup/age-header.ts';
import { makeIdentity, readIdentities, readRecipient } from '../../../server/backup/age-keys.ts';
import { type WrittenBackup, writeBackup } from '../../../server/backup/write-backup.ts';
import type { AdminConnection } from '../../../server/postgres/embedded.ts';
import { openHospital, type RunningHospital } from '../../../server/hospital.ts';
import { openLog } from '../../../server/log.ts';
import { toApiConnection } from '../../../server/postgres/migrate.ts';
import { openStoredTrace } from '../../../server/postgres/stored-trace.ts';
import { toPlaces } from '../../../server/places.ts';
import { readSecrets } from '../../../server/secrets.ts';
import { readHeadLines } from '../../../server/trace/heads.ts';
import { type Verdict, verifyTrace } from '../../../server/trace/verify.ts';
import type { TestHospital } from '../support/test-hospital.ts';

/** A key pair that a backup is encrypted to. */
export interface TestKey {
  readonly lock: Lock;
  readonly opener: Opener;
  readonly recipient: string;
  readonly file: string;
}

/** Makes a key pair. */
export function makeTestKey(): TestKey {
  const { recipient, file } = makeIdentity(new Date());
  const read = readRecipient(recipient);
  const identities = readIdentities(file);
  if (read === null || identities === null) throw new Error('the key just made cannot be read');
  return { lock: { recipient: read }, opener: { identities }, recipient, file };
}

/** Backs a test's hospital up into two folders of their own. */
export function backUp(
  { data, test }: Pick<TestHospital, 'data' | 'test'>,
  to: { readonly folder: string; readonly key: TestKey; readonly keysKey: TestKey },
): Promise<WrittenBackup> {
  return writeBackup({
    data,
    admin: test.admin,
    folder: join(to.folder, 'data'),
    keysFolder: join(to.folder, 'keys'),
    lock: to.key.lock,
    keysLock: to.keysKey.lock,
  });
}

/** A folder of its own, gone at `remove`. */
export function makeFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `passerelle-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The URL of a database, as an operator writes it. */
export function toUrl({ user, password, host, port, database }: AdminConnection): string {
  return `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

/** Opens the hospital of a data folder over a database, on any free ports, its clock `ahead` by so many milliseconds. */
export function openAgain(data: string, admin: AdminConnection, ahead = 0): Promise<RunningHospital> {
  return openHospital({
    data,
    connection: toApiConnection(admin),
    host: '127.0.0.1',
    openPort: 0,
    medicalPort: 0,
    publicHosts: [],
    log: openLog({ write: () => undefined }, 'error'),
    clock: { now: () => new Date(Date.now() + ahead) },
  });
}

/** Verifies the trace of a database by the keys and heads of a data folder, and by heads kept elsewhere. */
export async function verify(data: string, admin: AdminConnection, heads: readonly string[] = []): Promise<Verdict> {
  const places = toPlaces(data);
  const { traceKey, headKeyPem } = readSecrets(places.secrets);
  const stored = await openStoredTrace(admin);
  try {
    const logLines = readHeadLines(join(places.trace, 'heads.log'));
    return await verifyTrace(stored, { traceKey, headKeyPem, logLines, heads });
  } finally {
    await stored.close();
  }
}

/** Writes a secret file of this account alone. */
export function writeSecret(path: string, text: string | Uint8Array): string {
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}
