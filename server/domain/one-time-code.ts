import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP_SECONDS = 30;
const DIGITS = 6;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 random bits, as RFC 4226 recommends. */
export function makeTotpSecret(): Buffer {
  return randomBytes(20);
}

/** RFC 4648 base 32 without padding, as authenticators take it. */
export function toBase32(bytes: Buffer): string {
  let [bits, value, text] = [0, 0, ''];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((value >>> bits) & 31);
    }
  }
  return bits > 0 ? text + BASE32.charAt((value << (5 - bits)) & 31) : text;
}

/** The step of RFC 6238 at this moment: half minutes since 1970. */
export function toStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP_SECONDS);
}

/** RFC 6238 (SHA-1, six digits): the code of one step. */
export function toTotp(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The step whose code this is, now or one step to either side; null when it is none of the three. */
export function findStep(secret: Buffer, typed: string, now: Date): number | null {
  const code = typed.replace(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return null;
  let found: number | null = null;
  // All three are compared whatever the first says.
  for (const step of [-1, 0, 1].map((away) => toStep(now) + away))
    if (timingSafeEqual(Buffer.from(toTotp(secret, step)), Buffer.from(code))) found = step;
  return found;
}

/** What an authenticator reads from the QR code. */
export function toOtpauth(secret: Buffer, login: string, hospital: string): string {
  const label = `${encodeURIComponent(hospital)}:${encodeURIComponent(login)}`;
  return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=${encodeURIComponent(hospital)}&algorithm=SHA1&digits=6&period=30`;
}
