import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { derive, type Lock, makeHeader, type Opener, openHeader } from './age-header.ts';
import { BackupRefused } from './backup-refused.ts';

const CHUNK = 64 * 1024;
const TAG = 16;
const NONCE = 16;
const HEADER_AT_MOST = 64 * 1024;
const HEADER_END = /\n--- [^\n]*\n/;

/** A file of age, piece by piece: whoever has the key opens it with Passerelle or with the `age` command. */
export async function* encrypt(source: AsyncIterable<Uint8Array>, lock: Lock): AsyncGenerator<Buffer> {
  const { header, fileKey } = makeHeader(lock);
  const nonce = randomBytes(NONCE);
  yield Buffer.concat([header, nonce]);
  const key = derive(fileKey, nonce, 'payload');
  let counter = 0;
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    held.push(piece);
    length += piece.length;
    // The last chunk is marked: one byte at least waits for the end.
    if (length <= CHUNK) continue;
    const all = Buffer.concat(held, length);
    let at = 0;
    for (; all.length - at > CHUNK; at += CHUNK) yield seal(key, counter++, false, all.subarray(at, at + CHUNK));
    held = [all.subarray(at)];
    length = all.length - at;
  }
  yield seal(key, counter, true, Buffer.concat(held, length));
}

/** What `encrypt` was handed; refuses, with a sentence, a file that was cut, lengthened or altered, or that is for somebody else. */
export async function* decrypt(source: AsyncIterable<Uint8Array>, opener: Opener): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let key: Buffer | null = null;
  let counter = 0;
  for await (const piece of source) {
    held = held.length === 0 ? Buffer.from(piece) : Buffer.concat([held, piece]);
    if (key === null) {
      const opened = openStart(held, opener);
      if (opened === null) continue;
      key = opened.key;
      held = opened.rest;
    }
    let at = 0;
    for (; held.length - at > CHUNK + TAG; at += CHUNK + TAG)
      yield unseal(key, counter++, false, held.subarray(at, at + CHUNK + TAG));
    held = held.subarray(at);
  }
  if (key === null) throw new BackupRefused('was cut: it has no whole header.');
  if (held.length < TAG) throw new BackupRefused('was cut: its end is missing.');
  const last = unseal(key, counter, true, held);
  if (last.length === 0 && counter > 0) throw new BackupRefused('was altered: its end is empty.');
  yield last;
}

function openStart(held: Buffer, opener: Opener): { readonly key: Buffer; readonly rest: Buffer } | null {
  const start = held.subarray(0, HEADER_AT_MOST).toString('latin1');
  if (!'age-encryption.org/v1\n'.startsWith(start.slice(0, 22)))
    throw new BackupRefused('is no file encrypted with age.');
  const end = HEADER_END.exec(start);
  if (end === null) {
    if (held.length > HEADER_AT_MOST) throw new BackupRefused('is no file encrypted with age.');
    return null;
  }
  const from = end.index + end[0].length;
  if (held.length < from + NONCE) return null;
  const fileKey = openHeader(start.slice(0, from - 1), opener);
  return { key: derive(fileKey, held.subarray(from, from + NONCE), 'payload'), rest: held.subarray(from + NONCE) };
}

/** Eleven bytes of counter, and one that says whether it is the last. */
function toNonce(counter: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(counter), 3);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function seal(key: Buffer, counter: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, toNonce(counter, last), { authTagLength: TAG });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unseal(key: Buffer, counter: number, last: boolean, sealed: Buffer): Buffer {
  const cipher = createDecipheriv('chacha20-poly1305', key, toNonce(counter, last), { authTagLength: TAG });
  cipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, -TAG)), cipher.final()]);
  } catch {
    throw new BackupRefused(`was cut or altered, after ${counter * CHUNK} bytes.`);
  }
}
