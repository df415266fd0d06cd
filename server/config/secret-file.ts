import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OTHERS = 0o007;
const GROUP_AND_OTHERS = 0o077;

/** A file that is not as a secret must be; the sentence names the file and what to do, never what it holds. */
export class SecretExposed extends Error {}

/**
 * Refuses a secret that anybody but its account may read, or that belongs to another account. A credential of systemd lies in a folder of
 * its own that the unit's account alone enters; there the group's bits are the mask of an access list.
 */
export function assertPrivate(path: string, credentials = process.env['CREDENTIALS_DIRECTORY']): void {
  const { mode, uid } = statSync(path);
  const isCredential = credentials !== undefined && dirname(path) === credentials;
  const own = process.getuid?.();
  if ((mode & (isCredential ? OTHERS : GROUP_AND_OTHERS)) !== 0)
    throw new SecretExposed(`${path} can be read by other accounts of this machine: chmod 600 ${path}`);
  if (own !== undefined && own !== 0 && uid !== own && uid !== 0)
    throw new SecretExposed(`${path} belongs to another account (${uid}): whoever that is can change it.`);
}

/** The one line of a secret file of this account alone. */
export function readSecretFile(path: string, credentials = process.env['CREDENTIALS_DIRECTORY']): string {
  try {
    if (!lstatSync(path).isFile() && !statSync(path).isFile()) throw new SecretExposed(`${path} is no file.`);
  } catch (error) {
    if (error instanceof SecretExposed) throw error;
    throw new SecretExposed(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`, {
      cause: error,
    });
  }
  assertPrivate(path, credentials);
  const lines = readFileSync(path, 'utf8')
    .replace(/\r?\n$/, '')
    .split('\n');
  if (lines.length !== 1 || lines[0] === '') throw new SecretExposed(`${path} must hold one line.`);
  return lines[0] ?? '';
}
