import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { ExpectedFailure } from '../../contracts/failure.ts';

const FORMAT = 1;
const NONCE = 12;
const TAG = 16;

/** Bytes that a sealed file is longer than its content. */
export const sealOverhead = 1 + NONCE + TAG;

/** Binds a sealed text to what it is: joined unambiguously, since no part may contain a NUL. */
export function toContext(...parts: readonly (string | number)[]): Buffer {
  const text = parts.map(String);
  if (text.some((part) => part.includes('\0'))) throw new Error('NUL in a sealing context');
  return Buffer.from(['passerelle-vault', ...text].join('\0'));
}

/** A key that `wipe` has overwritten is no key: work that outlives the vault's closing is refused, and seals nothing with zeros. */
function assertNotWiped(key: Uint8Array): void {
  if (key.every((byte) => byte === 0)) throw new ExpectedFailure('vault-locked');
}

/** AES-256-GCM with a random nonce: format byte, nonce, ciphertext, tag. The plain bytes come back unchanged or not at all. */
export function seal(key: Buffer, context: Buffer, plain: Uint8Array): Buffer {
  assertNotWiped(key);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(context);
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([Buffer.of(FORMAT), nonce, body, cipher.getAuthTag()]);
}

/** Opens what `seal` made in a buffer of its own (never a slice of Node's pool); anything altered is `vault-damaged`. */
export function unseal(key: Buffer, context: Buffer, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  assertNotWiped(key);
  if (sealed.length < sealOverhead || sealed[0] !== FORMAT) throw new ExpectedFailure('vault-damaged');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE));
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const body = decipher.update(sealed.subarray(1 + NONCE, sealed.length - TAG));
  try {
    decipher.final();
  } catch (cause) {
    throw new ExpectedFailure('vault-damaged', { cause });
  }
  if (body.byteLength === body.buffer.byteLength) return body as Uint8Array<ArrayBuffer>;
  return new Uint8Array(body);
}

/** A key for one use out of another key. */
export function deriveKey(key: Uint8Array, use: string): Buffer {
  assertNotWiped(key);
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `passerelle ${use}`, 32));
}

/** A file name that tells nothing to whoever lacks the key, and is always the same for the same thing. */
export function toHiddenName(key: Buffer, ...parts: readonly (string | number)[]): string {
  assertNotWiped(key);
  return createHmac('sha256', key)
    .update(toContext(...parts))
    .digest('hex')
    .slice(0, 40);
}
