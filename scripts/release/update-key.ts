import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BackupRefused } from '../../server/backup/backup-refused.ts';
import { decrypt, encrypt } from '../../server/backup/age-stream.ts';
import { SignRefused } from './sign-refused.ts';

/** Where the two halves of a new key lie. */
export interface WrittenKey {
  /** Encrypted with the passphrase (age, scrypt 2^18): for the safe. */
  readonly keyFile: string;
  /** Public half, PEM: for packages (`PASSERELLE_UPDATE_KEYS`) and servers (`UPDATE_KEYS`). */
  readonly publicFile: string;
}

/** Makes an ed25519 pair in a folder; a key never overwrites anything. */
export async function writeUpdateKey(folder: string, passphrase: string): Promise<WrittenKey> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const name = toName(publicKey);
  const pem = Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const sealed = await buffer(Readable.from(encrypt(Readable.from([pem]), { passphrase })));
  const [keyFile, publicFile] = [join(folder, `${name}.key.age`), join(folder, `${name}.pem`)];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(keyFile, sealed, { mode: 0o600, flag: 'wx', flush: true });
  writeFileSync(publicFile, publicKey.export({ format: 'pem', type: 'spki' }), { mode: 0o644, flag: 'wx' });
  return { keyFile, publicFile };
}

/** The private key of a file that `writeUpdateKey` wrote. */
export async function openUpdateKey(file: string, readPassphrase: () => Promise<string>): Promise<KeyObject> {
  let sealed: Buffer;
  try {
    sealed = readFileSync(file);
  } catch (error) {
    throw new SignRefused(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
  const passphrase = await readPassphrase();
  try {
    const key = createPrivateKey(await buffer(Readable.from(decrypt(Readable.from([sealed]), { passphrase }))));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    if (error instanceof BackupRefused) throw new SignRefused(`${file} ${error.message}`, { cause: error });
    throw new SignRefused(`${file} holds no private key.`, { cause: error });
  }
  throw new SignRefused(`${file} holds no ed25519 key.`);
}

/** `update-` and the first eight hexadecimals of the public key's SHA-256: two keys may lie side by side. */
export function toName(key: KeyObject): string {
  const spki = createPublicKey(key.export({ format: 'pem', type: 'spki' })).export({ format: 'der', type: 'spki' });
  return `update-${createHash('sha256').update(spki).digest('hex').slice(0, 8)}`;
}
