import { createHmac } from 'node:crypto';

/** Keyed hash (HMAC-SHA-256, hex) under which a business identifier is found: the number itself stands in no index. */
export function toIdentifierHash(key: Buffer, system: string, value: string): string {
  return createHmac('sha256', key).update(`${system}|${value}`).digest('hex');
}

/** Keyed hash of an identifier's value alone, as DICOM's Patient ID (0010,0020) gives it. */
export function toImageHash(key: Buffer, value: string): string {
  return createHmac('sha256', key).update(`image:${value.trim()}`).digest('hex');
}
