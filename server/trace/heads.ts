import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';

const SIGNATURE = 'sha256';

const HeadBody = z.strictObject({
  format: z.literal('passerelle-trace-head-1'),
  at: z.iso.datetime(),
  /** SHA-256 of the line before in the same log; zeros for the first. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  writers: z.array(
    z.strictObject({ number: z.number().int(), seq: z.number().int(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

/** Where every chain stood at a moment: what is printed or mailed to the Director each day. */
export type Head = z.infer<typeof HeadBody>;

const SignedHead = z.strictObject({ head: z.string(), signature: z.base64() });

/** The text of a head with its signature, one line of JSON. */
export function signHead(head: Head, privateKeyPem: string): string {
  const text = JSON.stringify(head);
  const key = { key: createPrivateKey(privateKeyPem), dsaEncoding: 'ieee-p1363' as const };
  return JSON.stringify({ head: text, signature: sign(SIGNATURE, Buffer.from(text), key).toString('base64') });
}

/** Reads a signed head; null when it is not one or the hospital did not sign it. `key` is the private or public PEM. */
export function readHead(line: string, keyPem: string): Head | null {
  try {
    const { head, signature } = SignedHead.parse(JSON.parse(line));
    const key = { key: createPublicKey(keyPem), dsaEncoding: 'ieee-p1363' as const };
    if (!verify(SIGNATURE, Buffer.from(head), key, Buffer.from(signature, 'base64'))) return null;
    return HeadBody.parse(JSON.parse(head));
  } catch {
    return null;
  }
}

const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `K7QF-3M2P-XA0B-…`: 100 bits of the SHA-256 of a signed head, to type from paper. Whoever writes the past anew cannot make it again. */
export function toHeadNumber(line: string): string {
  const bits = BigInt(`0x${createHash('sha256').update(line.trim()).digest('hex').slice(0, 25)}`);
  const characters = Array.from({ length: 20 }, (_, n) => BASE32[Number((bits >> BigInt(95 - 5 * n)) & 31n)] ?? '');
  return characters.join('').replace(/.{4}(?=.)/g, '$&-');
}

/** Lines of a log of heads, without empty ones; none when the file does not exist. */
export function readHeadLines(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** What the next line's `previous` must be. */
export function toPrevious(lines: readonly string[]): string {
  const last = lines.at(-1);
  return last === undefined ? '0'.repeat(64) : createHash('sha256').update(last).digest('hex');
}

/** Adds a line durably. */
export function appendLine(path: string, line: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, `${line}\n`);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes a whole file durably: half of it is never seen. */
export function writeWhole(path: string, text: string): void {
  const half = `${path}.new`;
  const file = openSync(half, 'w', 0o600);
  try {
    writeSync(file, text);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(half, path);
}
