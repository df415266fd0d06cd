import { readFileSync } from 'node:fs';
import type { Lock, Opener } from '../backup/age-header.ts';
import { readIdentities, readRecipient } from '../backup/age-keys.ts';
import { assertPrivate, readSecretFile } from '../config/secret-file.ts';
import type { BackupSettings } from '../env.ts';
import { CommandRefused } from './command.ts';

const SHORTEST = 16;

/** What data and keys are encrypted to, as the configuration says. */
export function readLocks({ recipient, keysRecipient, passphraseFile }: BackupSettings): {
  readonly lock: Lock;
  readonly keysLock: Lock;
} {
  if (passphraseFile !== null) {
    const lock = { passphrase: readPassphrase(passphraseFile) };
    return { lock, keysLock: lock };
  }
  if (recipient === null)
    throw new CommandRefused(
      'Neither BACKUP_RECIPIENT nor BACKUP_PASSPHRASE_FILE is set: a backup is never written in clear.',
    );
  return { lock: toLock(recipient), keysLock: toLock(keysRecipient ?? recipient) };
}

/** What opens a file: the identities of a file as `age-keygen` writes it, or the passphrase of one. */
export function readOpener(identityFile: string | null, passphraseFile: string | null): Opener {
  if (passphraseFile !== null && identityFile === null) return { passphrase: readPassphrase(passphraseFile) };
  if (identityFile === null || passphraseFile !== null)
    throw new CommandRefused('Say what opens the backup: --identity <file>, or --passphrase-file <file>.');
  let text: string;
  try {
    text = readFileSync(identityFile, 'utf8');
  } catch (error) {
    throw new CommandRefused(`${identityFile} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  assertPrivate(identityFile);
  const identities = readIdentities(text);
  if (identities === null) throw new CommandRefused(`${identityFile} holds no secret key AGE-SECRET-KEY-1….`);
  return { identities };
}

function readPassphrase(file: string): string {
  const passphrase = readSecretFile(file);
  if ([...passphrase].length < SHORTEST)
    throw new CommandRefused(`The passphrase of ${file} is shorter than ${SHORTEST} characters: it could be guessed.`);
  return passphrase;
}

function toLock(text: string): Lock {
  const recipient = readRecipient(text);
  if (recipient === null) throw new CommandRefused('BACKUP_RECIPIENT is no public key age1….');
  return { recipient };
}
