import { writeFileSync } from 'node:fs';
import { makeIdentity } from '../backup/age-keys.ts';
import { type Command, CommandRefused } from './command.ts';
import { readArguments } from './read-arguments.ts';

const usage = 'passerelle-server backup-key <new file>';

/** Makes a key pair for backups: prints the public key, writes the secret one to a new file. */
export const backupKey: Command = {
  usage: usage,
  run: async ({ args, say }) => {
    const [file, more] = readArguments(args, [], usage).words;
    if (file === undefined || more !== undefined) throw new CommandRefused(usage);
    const { recipient, file: text } = makeIdentity(new Date());
    try {
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      throw new CommandRefused(
        `${file} cannot be written (${(error as NodeJS.ErrnoException).code}): a key never overwrites anything.`,
      );
    }
    say(`BACKUP_RECIPIENT=${recipient}`);
    return Promise.resolve(0);
  },
};
