import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toPlaces } from '../places.ts';
import { type Admin, openAdmin } from '../postgres/admin.ts';
import { findOccupied, openLoad } from '../postgres/load.ts';
import { type Migration, readMigrations } from '../postgres/migrate.ts';
import type { Opener } from './age-header.ts';
import { BackupRefused } from './backup-refused.ts';
import { toBlobPath } from './blob-files.ts';
import type { BackupStart } from './manifest.ts';
import { type BackupKeys, readBackupData, readBackupKeys, type SeenBackup } from './read-backup.ts';
import { writeFileWhole } from './write-file.ts';

/** Stands in a data folder while a restore fills it; a server that finds it does not start. */
export const RESTORING = 'restoring';

/** What is restored, and where it goes. */
export interface RestoreOrder {
  readonly dataFile: string;
  readonly keysFile: string;
  readonly opener: Opener;
  readonly keysOpener: Opener;
  /** An empty folder, or none. */
  readonly data: string;
  /** Administrator's URL of a PostgreSQL whose database is empty; null: one is made in the folder. */
  readonly databaseUrl: string | null;
}

/** A backup that was read to its end and found whole. */
export interface CheckedBackup extends SeenBackup {
  readonly keys: BackupKeys;
}

/** Reads both files to their ends and touches nothing; refuses with a sentence that names the file. */
export async function checkBackup(
  order: Pick<RestoreOrder, 'dataFile' | 'keysFile' | 'opener' | 'keysOpener'>,
): Promise<CheckedBackup> {
  const keys = await named(order.keysFile, readBackupKeys(order.keysFile, order.keysOpener));
  const seen = await named(order.dataFile, readBackupData(order.dataFile, order.opener, keys.start));
  return { keys, ...seen };
}

/** Puts a whole backup into an empty place; what fails leaves the place as empty as it was. The caller stops the PostgreSQL that it is handed. */
export async function restoreBackup(
  order: RestoreOrder,
): Promise<{ readonly backup: CheckedBackup; readonly admin: Admin }> {
  assertEmptyFolder(order.data);
  const places = toPlaces(order.data);
  if (order.databaseUrl !== null) await assertEmptyDatabase(await openAdmin(places.postgres, order.databaseUrl));
  const checked = await checkBackup(order);
  const migrations = toMigrations(checked.start);
  const wasThere = existsSync(order.data);
  let admin: Admin | null = null;
  try {
    mkdirSync(order.data, { recursive: true, mode: 0o755 });
    writeFileSync(join(order.data, RESTORING), `${checked.start.id}\n`, { mode: 0o600 });
    for (const [name, bytes] of checked.keys.files) putFile(join(order.data, name), bytes);
    admin = await openAdmin(places.postgres, order.databaseUrl);
    await assertEmptyDatabase(admin);
    await fill(order, checked, admin, migrations);
    rmSync(join(order.data, RESTORING));
    return { backup: checked, admin };
  } catch (error) {
    if (admin !== null && !admin.adopted) await admin.stop();
    if (wasThere) for (const name of readdirSync(order.data)) rmSync(join(order.data, name), { recursive: true });
    else rmSync(order.data, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  { data, dataFile, opener }: RestoreOrder,
  { keys, end, start }: CheckedBackup,
  admin: Admin,
  migrations: readonly Migration[],
): Promise<void> {
  const { blobs } = toPlaces(data);
  const damaged = new Set(end.damaged);
  const load = await openLoad(admin.connection, migrations);
  try {
    const tables = new Map(start.tables.map((table) => [table.name, table]));
    // Read once more from the disk, and held to the same keys: it may have been exchanged since the first look.
    await named(
      dataFile,
      readBackupData(dataFile, opener, keys.start, {
        file: async (name, bytes) => putFile(join(data, name), bytes),
        rows: async (name, pieces) => {
          const table = tables.get(name);
          const count = table === undefined ? -1 : await load.copy(table, pieces);
          if (count !== end.rows[name]) throw new BackupRefused(`gave ${count} rows of ${name} to the database.`);
        },
        blob: async (sha256, content) => {
          const path = toBlobPath(blobs, sha256);
          await writeFileWhole(path, content);
          if (damaged.has(sha256)) rmSync(path);
        },
      }),
    );
    await load.setSequences(end.sequences);
    await load.endSessions();
    await load.commit();
  } catch (error) {
    await load.undo();
    throw error;
  }
}

function assertEmptyFolder(data: string): void {
  if (!existsSync(data)) return;
  const first = readdirSync(data)[0];
  if (first !== undefined)
    throw new BackupRefused(`${data} is not empty (${first} is there): a backup is never restored over a hospital.`);
}

async function assertEmptyDatabase(admin: Admin): Promise<void> {
  const found = await findOccupied(admin.connection);
  if (found !== null)
    throw new BackupRefused(
      `The database is not empty (${found} is there): a backup is never restored over a hospital.`,
    );
}

/** The migrations that made the backup's schema, as this program has them; a later start applies the ones since. */
function toMigrations(start: BackupStart): readonly Migration[] {
  const own = new Map(readMigrations().map((migration) => [migration.name, migration]));
  return start.migrations.map(({ name, sha256 }) => {
    const migration = own.get(name);
    if (migration?.sha256 !== sha256)
      throw new BackupRefused(
        `The backup was made by a version that has ${name}: restore it with that version or a later one.`,
      );
    return migration;
  });
}

function putFile(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, bytes, { mode: 0o600, flush: true });
}

/** A refusal says which file it is about. */
async function named<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof BackupRefused) throw new BackupRefused(`${path} ${error.message}`);
    throw error;
  }
}
