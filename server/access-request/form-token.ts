import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { hashCode } from '../domain/identity-codes.ts';

const NONCE = 16;
const MAC = 16;
const MINUTE_MS = 60_000;
const VALID_MINUTES = 24 * 60;

/** What makes a form the hospital's own: 128 random bits and its minute, signed. One token files one request. Base 64 URL. */
export function makeFormToken(codeKey: Buffer, now: Date): string {
  const minute = Buffer.alloc(4);
  minute.writeUInt32BE(Math.floor(now.getTime() / MINUTE_MS));
  const body = Buffer.concat([randomBytes(NONCE), minute]);
  return Buffer.concat([body, toMac(codeKey, body)]).toString('base64url');
}

/** True for a token that this hospital made within the last day. */
export function isFormToken(codeKey: Buffer, token: string, now: Date): boolean {
  if (!/^[\w-]{48}$/.test(token)) return false;
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(0, NONCE + 4);
  if (!timingSafeEqual(bytes.subarray(NONCE + 4), toMac(codeKey, body))) return false;
  const age = Math.floor(now.getTime() / MINUTE_MS) - body.readUInt32BE(NONCE);
  return age >= 0 && age <= VALID_MINUTES;
}

/**
 * The secret of the follow-up address, 256 bits in base 64 URL. It follows from the token and the hospital's key, so that the same form sent
 * twice leads to the same address though the database holds no more than the secret's hash.
 */
export function toFollowSecret(codeKey: Buffer, token: string): string {
  return hashCode(codeKey, 'access-follow', token).toString('base64url');
}

/** What the database holds of a follow-up secret; null for what cannot be one. */
export function toFollowHash(secret: string): Buffer | null {
  return /^[\w-]{43}$/.test(secret) ? createHash('sha256').update(secret).digest() : null;
}

function toMac(codeKey: Buffer, body: Buffer): Buffer {
  return hashCode(codeKey, 'access-form', body.toString('hex')).subarray(0, MAC);
}
