import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readBech32, toBech32 } from './bech32.ts';

const PUBLIC = 'age';
const SECRET = 'age-secret-key-';
const KEY_BYTES = 32;
/** DER before the 32 bytes of an X25519 private key (PKCS#8) and public key (SPKI), RFC 8410. */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');

/** A public key that backups are encrypted to, `age1…`. */
export interface Recipient {
  readonly key: KeyObject;
  readonly bytes: Buffer;
}

/** The secret half, `AGE-SECRET-KEY-1…`: it stays where restores are made, never on the server. */
export interface Identity extends Recipient {
  readonly secret: KeyObject;
}

/** Reads `age1…`; null when it is none. */
export function readRecipient(text: string): Recipient | null {
  const bytes = readBech32(PUBLIC, text.trim());
  if (bytes?.length !== KEY_BYTES || text.trim() !== text.trim().toLowerCase()) return null;
  return { bytes, key: toPublicKey(bytes) };
}

/** Every identity of a file as `age-keygen` writes it: one a line, comments after `#`; null when a line is none or there is no line. */
export function readIdentities(text: string): readonly Identity[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const identities = lines.map((line) => {
    const bytes = readBech32(SECRET, line);
    return bytes?.length === KEY_BYTES ? toIdentity(bytes) : null;
  });
  return lines.length === 0 || identities.includes(null) ? null : identities.filter((identity) => identity !== null);
}

/** A new pair: the recipient to write into the configuration, and the text of the file that goes into a safe. */
export function makeIdentity(now: Date): { readonly recipient: string; readonly file: string } {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length);
  const recipient = toBech32(PUBLIC, toRaw(publicKey));
  const line = toBech32(SECRET, secret).toUpperCase();
  return { recipient, file: `# created: ${now.toISOString()}\n# public key: ${recipient}\n${line}\n` };
}

/** The key object of 32 public bytes. */
export function toPublicKey(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
}

/** The 32 public bytes of a key. */
export function toRaw(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
}

function toIdentity(bytes: Buffer): Identity {
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' });
  const key = createPublicKey(secret);
  return { secret, key, bytes: toRaw(key) };
}
