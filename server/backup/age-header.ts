import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto';
import { type Identity, type Recipient, toPublicKey, toRaw } from './age-keys.ts';
import { BackupRefused } from './backup-refused.ts';

const FIRST_LINE = 'age-encryption.org/v1';
const X25519 = 'age-encryption.org/v1/X25519';
const SCRYPT = 'age-encryption.org/v1/scrypt';
const FILE_KEY_BYTES = 16;
/** 2^18 passes of scrypt, as the age command takes: about a second; more than 2^20 is refused, it would hold the machine up. */
const WORK = 18;
const WORK_AT_MOST = 20;
const NO_NONCE = Buffer.alloc(12);

/** Whom a file is encrypted to: a public key, or whoever knows a passphrase. */
export type Lock = { readonly recipient: Recipient } | { readonly passphrase: string };

/** What opens it. */
export type Opener = { readonly identities: readonly Identity[] } | { readonly passphrase: string };

/** A header of age (age-encryption.org/v1) with one stanza, and the key that it wraps. */
export function makeHeader(lock: Lock): { readonly header: Buffer; readonly fileKey: Buffer } {
  const fileKey = randomBytes(FILE_KEY_BYTES);
  const stanza =
    'recipient' in lock ? wrapForKey(lock.recipient, fileKey) : wrapForPassphrase(lock.passphrase, fileKey);
  const text = `${FIRST_LINE}\n${stanza}\n---`;
  return { header: Buffer.from(`${text} ${toBase64(toMac(fileKey, text))}\n`), fileKey };
}

/** The file key of a header (its lines, without the last newline); refuses a header that was altered or is for somebody else. */
export function openHeader(text: string, opener: Opener): Buffer {
  const [first, ...rest] = text.split('\n');
  const last = rest.pop() ?? '';
  const mac = /^--- ([A-Za-z0-9+/]{43})$/.exec(last)?.[1];
  if (first !== FIRST_LINE || mac === undefined) throw new BackupRefused('is no file encrypted with age.');
  const given = Buffer.from(mac, 'base64');
  const fileKey = readStanzas(rest)
    .map((stanza) => unwrap(stanza, opener))
    .find((key) => key !== null);
  if (fileKey === undefined || fileKey === null)
    throw new BackupRefused('is not encrypted to the given key or passphrase.');
  const right = toMac(fileKey, `${text.slice(0, text.length - last.length)}---`);
  // One spelling alone: the last character has bits to spare.
  if (toBase64(given) !== mac || !timingSafeEqual(right, given))
    throw new BackupRefused('was altered: its header is not whole.');
  return fileKey;
}

interface Stanza {
  readonly words: readonly string[];
  readonly body: Buffer;
}

function readStanzas(lines: readonly string[]): readonly Stanza[] {
  const stanzas: Stanza[] = [];
  for (let at = 0; at < lines.length; ) {
    const words = (lines[at] ?? '').split(' ');
    if (words[0] !== '->') throw new BackupRefused('was altered: its header is not whole.');
    let body = '';
    // A body ends with its first line of less than 64 characters.
    for (at += 1; at < lines.length; ) {
      const line = lines[at] ?? '';
      body += line;
      at += 1;
      if (line.length < 64) break;
    }
    stanzas.push({ words: words.slice(1), body: Buffer.from(body, 'base64') });
  }
  return stanzas;
}

function unwrap({ words, body }: Stanza, opener: Opener): Buffer | null {
  if (body.length !== FILE_KEY_BYTES + 16) return null;
  if ('passphrase' in opener) {
    const [kind, salt = '', work = ''] = words;
    if (kind !== 'scrypt' || !/^[1-9][0-9]?$/.test(work)) return null;
    if (Number(work) > WORK_AT_MOST) throw new BackupRefused('asks for more work than a passphrase may cost.');
    return unseal(stretch(opener.passphrase, Buffer.from(salt, 'base64'), Number(work)), body);
  }
  const share = Buffer.from(words[1] ?? '', 'base64');
  if (words[0] !== 'X25519' || share.length !== 32) return null;
  for (const { secret, bytes } of opener.identities) {
    const shared = agree(() => diffieHellman({ privateKey: secret, publicKey: toPublicKey(share) }));
    const key = shared === null ? null : unseal(derive(shared, Buffer.concat([share, bytes]), X25519), body);
    if (key !== null) return key;
  }
  return null;
}

function wrapForKey({ key, bytes }: Recipient, fileKey: Buffer): string {
  const own = generateKeyPairSync('x25519');
  const share = toRaw(own.publicKey);
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey: key });
  const body = seal(derive(shared, Buffer.concat([share, bytes]), X25519), fileKey);
  return `-> X25519 ${toBase64(share)}\n${toBase64(body)}`;
}

function wrapForPassphrase(passphrase: string, fileKey: Buffer): string {
  const salt = randomBytes(16);
  return `-> scrypt ${toBase64(salt)} ${WORK}\n${toBase64(seal(stretch(passphrase, salt, WORK), fileKey))}`;
}

/** HKDF-SHA-256 to 32 bytes. */
export function derive(key: Uint8Array, salt: Uint8Array, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, info, 32));
}

function stretch(passphrase: string, salt: Buffer, work: number): Buffer {
  const options = { N: 2 ** work, r: 8, p: 1, maxmem: 2 * 128 * 8 * 2 ** work };
  return scryptSync(passphrase, Buffer.concat([Buffer.from(SCRYPT), salt]), 32, options);
}

function seal(key: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, NO_NONCE, { authTagLength: 16 });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unseal(key: Buffer, sealed: Buffer): Buffer | null {
  const cipher = createDecipheriv('chacha20-poly1305', key, NO_NONCE, { authTagLength: 16 });
  cipher.setAuthTag(sealed.subarray(-16));
  return agree(() => Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]));
}

/** Null where the arithmetic refuses: a share of small order, a tag that is not right. */
function agree(work: () => Buffer): Buffer | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function toMac(fileKey: Buffer, text: string): Buffer {
  return createHmac('sha256', derive(fileKey, Buffer.alloc(0), 'header'))
    .update(text)
    .digest();
}

const toBase64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
