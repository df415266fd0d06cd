import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toPlaces } from '../places.ts';
import { assertEmptyPlace, fillEmptyPlace, type Place } from '../empty-place.ts';
import type { Admin } from '../postgres/admin.ts';
import { openLoad } from '../postgres/load.ts';
import { type Migration, readMigrations } from '../postgres/migrate.ts';
import type { Opener } from './age-header.ts';
import { BackupRefused } from './backup-refused.ts';
import { toBlobPath } from './blob-files.ts';
import type { BackupStart } from './manifest.ts';
import { type BackupKeys, readBackupData, readBackupKeys, type SeenBackup } from './read-backup.ts';
import { writeFileWhole } from './write-file.ts';

/** What is restored, and where it goes. */
export interface RestoreOrder extends Place {
  readonly dataFile: string;
  readonly keysFile: string;
  readonly opener: Opener;
  readonly keysOpener: Opener;
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

/** Puts a whole backup into an empty place, then does `after` there; what fails leaves the place as empty as it was. */
export async function restoreBackup(
  order: RestoreOrder,
  after: (admin: Admin, backup: CheckedBackup) => Promise<void> = () => Promise.resolve(),
): Promise<CheckedBackup> {
  await assertEmptyPlace(order);
  const checked = await checkBackup(order);
  const migrations = toMigrations(checked.start);
  return fillEmptyPlace(order, async (admin) => {
    for (const [name, bytes] of checked.keys.files) putFile(join(order.data, name), bytes);
    await fill(order, checked, admin, migrations);
    await after(admin, checked);
    return checked;
  });
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
