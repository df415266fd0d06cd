import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomInt,
} from 'node:crypto';

/** Crockford's base 32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NONCE = 12;
const TAG = 16;
/** Keys as OpenSSL takes them, each made once: as plain bytes they cost half of a sealing. */
const keys = new WeakMap<Buffer, KeyObject>();

/** Letter code: 80 random bits as 16 characters. */
export function makeInvitationCode(): string {
  return Array.from({ length: 16 }, () => ALPHABET.charAt(randomInt(32))).join('');
}

/** As the letter prints it: groups of four. */
export function toPrintedCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}

/** Ten recovery codes of 50 random bits, as `XXXXX-XXXXX`. */
export function makeRecoveryCodes(): readonly string[] {
  const five = (): string => Array.from({ length: 5 }, () => ALPHABET.charAt(randomInt(32))).join('');
  return Array.from({ length: 10 }, () => `${five()}-${five()}`);
}

/** What a person may have typed, as the alphabet writes it; null when it cannot be a recovery code. */
export function toRecoveryCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? code : null;
}

/**
 * Keyed hash of a code: what the database holds and looks it up by. Without the key it is neither guessed offline nor compared
 * character by character, so the time of a look-up tells nothing.
 */
export function hashCode(
  key: Buffer,
  purpose: 'invitation' | 'recovery' | 'access-form' | 'access-follow',
  code: string,
): Buffer {
  return createHmac('sha256', key).update(`${purpose}/${code}`).digest();
}

/** AES-256-GCM: nonce, ciphertext, tag; `context` (whose secret it is) is authenticated with it. */
export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', toKeyObject(key), nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undoes `seal`; throws when key, context or one bit differs. */
export function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', toKeyObject(key), sealed.subarray(0, NONCE)).setAAD(
    Buffer.from(context),
  );
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
}

function toKeyObject(key: Buffer): KeyObject {
  const known = keys.get(key) ?? createSecretKey(key);
  keys.set(key, known);
  return known;
}
