import { accessSync, constants, readFileSync } from 'node:fs';
import { type CheckedBackup, checkBackup, restoreBackup } from '../backup/restore-backup.ts';
import { toFingerprintGroups } from '../documents/code-letter.ts';
import { assertEmptyPlace } from '../empty-place.ts';
import { becomeOwner } from './become-owner.ts';
import { readOpener } from './backup-locks.ts';
import { type Command, type CommandContext, CommandRefused } from './command.ts';
import { maybe, one, readArguments } from './read-arguments.ts';
import { toVerdictSentence, verifyStored } from './verify-trace.ts';
import { traceDeed } from './with-admin.ts';

const names = ['data', 'keys', 'identity', 'keys-identity', 'passphrase-file', 'head'] as const;
const usage = `passerelle-server restore --data <file.data.age> --keys <file.keys.age> --identity <key file> [--keys-identity <key file>]
                          [--passphrase-file <file>] [--head <printed head>]… [check]

Both files are read to their ends first; one that was cut, altered or exchanged is refused before anything is touched. The folder of
PASSERELLE_DATA and the database must be empty. With the word check at the end nothing is restored.`;

/** Restores a backup into an empty place, verifies the trace there, and says what is older than it was. */
export const restore: Command = {
  usage,
  run: async (context) => {
    const { options, words } = readArguments(context.args, names, usage);
    if (words.length > 1 || (words.length === 1 && words[0] !== 'check')) throw new CommandRefused(usage);
    const [identity, passphrase] = [maybe(options.identity, usage), maybe(options['passphrase-file'], usage)];
    const opener = readOpener(identity, passphrase);
    const keysIdentity = maybe(options['keys-identity'], usage);
    const keysOpener = keysIdentity === null ? opener : readOpener(keysIdentity, null);
    const files = { dataFile: one(options.data, usage), keysFile: one(options.keys, usage), opener, keysOpener };
    if (words[0] === 'check') {
      tellOf(await checkBackup(files), context);
      return 0;
    }
    const heads = (options.head ?? []).map((path) => readFileSync(path, 'utf8'));
    const { data, databaseUrl } = context.readEnv();
    await assertEmptyPlace({ data, databaseUrl });
    becomeOwner(data);
    for (const file of [files.dataFile, files.keysFile]) assertReadable(file);
    let code = 0;
    const done = await restoreBackup({ ...files, data, databaseUrl }, async ({ connection }, { start: { id } }) => {
      const verdict = await verifyStored(data, connection, heads);
      context.say(toVerdictSentence(verdict));
      if (verdict.faults.length > 0) code = 1;
      await traceDeed(data, connection, `restore/by-server#${id}`);
    });
    tellOf(done, context);
    tellOlder(done, context);
    return code;
  },
};

/** As root began, the server's account goes on: it must reach the files too. */
function assertReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw new CommandRefused(
      `${file} cannot be read by the server's account (${(error as NodeJS.ErrnoException).code}): copy it to /var/backups/passerelle.`,
    );
  }
}

function tellOf({ start, end, keys }: CheckedBackup, { say, complain }: CommandContext): void {
  const rows = Object.values(end.rows).reduce((sum, count) => sum + count, 0);
  say(`${start.hospital}, as it stood at ${start.at}: ${rows} rows, ${end.files} files; whole.`);
  const root = keys.files.get('pki/root.pem');
  if (root !== undefined)
    say(
      `Certificate of its CA, to compare with any letter, SHA-256: ${toFingerprintGroups(root.toString('utf8')).join(' ')}`,
    );
  for (const name of [...end.missing, ...end.damaged])
    complain(`Not in the backup, although the record names it: ${name}`);
}

/** What a restore takes back with it, and nobody else will say. */
function tellOlder({ start }: CheckedBackup, { complain }: CommandContext): void {
  complain(
    `Whatever was decided after ${start.at} is not there any more. Before the doors open, enter anew: PCs revoked,`,
  );
  complain(
    'physicians suspended, patients who refused or excluded a physician, documents hidden. Everybody signs in again.',
  );
}
