import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { readSecretFile, SecretExposed } from '../../server/config/secret-file.ts';
import { SignRefused } from './sign-refused.ts';

/** A guess costs a second (scrypt 2^18); shorter ones could still be guessed. */
const SHORTEST = 16;

/** The passphrase of a file of this account alone, or typed at the terminal, where it is not shown; a new one is typed twice. */
export async function readPassphrase(file: string | null, isNew: boolean): Promise<string> {
  const passphrase = file === null ? await ask('Passphrase: ') : readFile(file);
  if ([...passphrase].length < SHORTEST)
    throw new SignRefused(`The passphrase is shorter than ${SHORTEST} characters: it could be guessed.`);
  if (isNew && file === null && (await ask('The same again: ')) !== passphrase)
    throw new SignRefused('The two were not the same: nothing was made.');
  return passphrase;
}

function readFile(file: string): string {
  try {
    return readSecretFile(file, undefined);
  } catch (error) {
    if (error instanceof SecretExposed) throw new SignRefused(error.message, { cause: error });
    throw error;
  }
}

function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new SignRefused('There is no terminal to type the passphrase at: name its file by --passphrase-file.');
  process.stderr.write(question);
  const silent = new Writable({ write: (_piece, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve, reject) => {
    lines.once('SIGINT', () => {
      lines.close();
      reject(new SignRefused('Left without doing anything.'));
    });
    lines.once('line', (line) => {
      lines.close();
      process.stderr.write('\n');
      resolve(line);
    });
  });
}
