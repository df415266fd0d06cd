import { createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One signs; a second may follow it. */
const MOST = 2;

/** The ed25519 public keys (`*.pem`, one or two) that sign releases; throws a sentence that begins with the setting's name. */
export function readUpdateKeys(folder: string): readonly KeyObject[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder)
      .filter((name) => name.endsWith('.pem'))
      .sort();
  } catch (error) {
    throw new Error(
      `UPDATE_KEYS: ${folder} cannot be read (${(error as NodeJS.ErrnoException).code}): it is the folder of the public keys.`,
      { cause: error },
    );
  }
  if (names.length === 0 || names.length > MOST)
    throw new Error(`UPDATE_KEYS: ${folder} must hold one or two public keys *.pem; it holds ${names.length}.`);
  return names.map((name) => toKey(join(folder, name)));
}

function toKey(file: string): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`UPDATE_KEYS: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  }
  if (pem.includes('PRIVATE KEY'))
    throw new Error(`UPDATE_KEYS: ${file} holds a private key: it belongs in the safe, never on this machine.`);
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch (error) {
    throw new Error(`UPDATE_KEYS: ${file} is no public key in PEM.`, { cause: error });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`UPDATE_KEYS: ${file} is no ed25519 key.`);
  return key;
}
