import { writeFileSync } from 'node:fs';
import { BackupRefused } from '../backup/backup-refused.ts';
import { type WrittenBackup, writeBackup } from '../backup/write-backup.ts';
import { toPlaces } from '../places.ts';
import { readLocks } from './backup-locks.ts';
import { type Command, CommandRefused } from './command.ts';
import { readArguments } from './read-arguments.ts';
import { traceDeed, withAdmin } from './with-admin.ts';

const usage = `passerelle-server backup

Writes two files, data and keys, into BACKUP_FOLDER and BACKUP_KEYS_FOLDER, encrypted (age) to BACKUP_RECIPIENT or by
BACKUP_PASSPHRASE_FILE, while the server works. Not in it: the root's key, letters with codes, the TLS log, the configuration.`;

/** Backs the hospital up; 1 when the record names files that are missing or damaged, although the rest was written. */
export const backup: Command = {
  usage,
  run: async ({ args, readEnv, say, complain }) => {
    if (readArguments(args, [], usage).words.length > 0) throw new CommandRefused(usage);
    const env = readEnv();
    const { folder, keysFolder } = env.backup;
    if (folder === null || keysFolder === null)
      throw new CommandRefused('BACKUP_FOLDER and BACKUP_KEYS_FOLDER must be set: data and keys lie apart.');
    const locks = readLocks(env.backup);
    const written = await withAdmin(env, async (admin) => {
      const done = await writeBackup({ data: env.data, admin, folder, keysFolder, ...locks }).catch(toRoom);
      await traceDeed(env.data, admin, `backup/by-server#${done.id}`);
      // When the last one was made, for `check`.
      writeFileSync(toPlaces(env.data).lastBackup, `${JSON.stringify({ at: done.at, id: done.id })}\n`, {
        mode: 0o600,
      });
      return done;
    });
    say(`Data: ${written.dataFile} (${written.rows} rows, ${written.files} files)`);
    say(`Keys: ${written.keysFile}`);
    return tellLost(written, complain);
  },
};

function tellLost({ missing, damaged }: WrittenBackup, complain: (line: string) => void): number {
  for (const name of missing) complain(`The record names a file that the blob store has not: ${name}`);
  for (const name of damaged) complain(`A file of the blob store is damaged, and is not restored: ${name}`);
  return missing.length + damaged.length === 0 ? 0 : 1;
}

function toRoom(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
    throw new BackupRefused('There is no room for the backup; nothing of it was left behind.', { cause: error });
  throw error;
}
