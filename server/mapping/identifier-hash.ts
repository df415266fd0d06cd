import { hash } from 'node:crypto';

/** What a key contributes to every HMAC made with it (RFC 2104): its two padded blocks. Made anew each time they cost more than the hash itself. */
const keys = new WeakMap<Buffer, { readonly inner: Buffer; readonly outer: Buffer }>();
const BLOCK = 64;
const DIGEST = 32;

/** A key that remembers what it hashed, for the work on one message alone: each of its numbers is asked for some three times. */
export interface RememberingKey {
  readonly key: Buffer;
  readonly hashes: Map<string, string>;
}

/** What a keyed hash is made with. */
export type HashKey = Buffer | RememberingKey;

/** The same key with a memory that lasts as long as what is returned. */
export function toRememberingKey(key: Buffer): RememberingKey {
  return { key, hashes: new Map() };
}

/** HMAC-SHA-256, hexadecimal. */
export function toKeyedHash(key: HashKey, text: string): string {
  if (Buffer.isBuffer(key)) return toHMAC(key, text);
  const known = key.hashes.get(text);
  if (known !== undefined) return known;
  const made = toHMAC(key.key, text);
  key.hashes.set(text, made);
  return made;
}

function toHMAC(key: Buffer, text: string): string {
  let ready = keys.get(key);
  if (ready === undefined) {
    ready = toPads(key);
    keys.set(key, ready);
  }
  const { inner, outer } = ready;
  const message = Buffer.allocUnsafe(BLOCK + Buffer.byteLength(text));
  inner.copy(message);
  message.write(text, BLOCK);
  const last = Buffer.allocUnsafe(BLOCK + DIGEST);
  outer.copy(last);
  hash('sha256', message, 'buffer').copy(last, BLOCK);
  return hash('sha256', last, 'hex');
}

function toPads(key: Buffer): { readonly inner: Buffer; readonly outer: Buffer } {
  const block = Buffer.alloc(BLOCK);
  (key.length > BLOCK ? hash('sha256', key, 'buffer') : key).copy(block);
  return { inner: Buffer.from(block.map((byte) => byte ^ 0x36)), outer: Buffer.from(block.map((byte) => byte ^ 0x5c)) };
}

/** Keyed hash (HMAC-SHA-256, hex) under which a business identifier is found: the number itself stands in no index. */
export function toIdentifierHash(key: HashKey, system: string, value: string): string {
  return toKeyedHash(key, `${system}|${value}`);
}

/** Keyed hash of an identifier's value alone, as DICOM's Patient ID (0010,0020) gives it. */
export function toImageHash(key: HashKey, value: string): string {
  return toKeyedHash(key, `image:${value.trim()}`);
}
