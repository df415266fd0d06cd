import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** A key read from bytes at each hash costs four times the hash itself. */
const keys = new WeakMap<Buffer, KeyObject>();

/** HMAC-SHA-256, hexadecimal. */
export function toKeyedHash(key: Buffer, text: string): string {
  let ready = keys.get(key);
  if (ready === undefined) {
    ready = createSecretKey(key);
    keys.set(key, ready);
  }
  return createHmac('sha256', ready).update(text).digest('hex');
}

/** Keyed hash (HMAC-SHA-256, hex) under which a business identifier is found: the number itself stands in no index. */
export function toIdentifierHash(key: Buffer, system: string, value: string): string {
  return toKeyedHash(key, `${system}|${value}`);
}

/** Keyed hash of an identifier's value alone, as DICOM's Patient ID (0010,0020) gives it. */
export function toImageHash(key: Buffer, value: string): string {
  return toKeyedHash(key, `image:${value.trim()}`);
}
