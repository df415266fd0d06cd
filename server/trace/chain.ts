import { createHmac, hash as digest, timingSafeEqual } from 'node:crypto';

/** Where one writer's chain stands. */
export interface ChainState {
  readonly number: number;
  readonly seq: number;
  /** Hash of the entry `seq`; 32 zero bytes before the first. */
  readonly hash: Buffer;
}

/** Where every chain begins. */
export const CHAIN_START = Buffer.alloc(32);

/** SHA-256 over the previous hash and the exact text: never over jsonb, which PostgreSQL rewrites. */
export function toEntryHash(previous: Buffer, body: string): Buffer {
  return digest('sha256', Buffer.concat([previous, Buffer.from(body, 'utf8')]), 'buffer');
}

/** HMAC over a writer's state, by the key that stands outside the database. */
export function toStateMac(key: Buffer, { number, seq, hash }: ChainState): Buffer {
  return createHmac('sha256', key).update(`passerelle-trace-1/${number}/${seq}/`).update(hash).digest();
}

/** True when `mac` was made over exactly this state. */
export function isStateMac(key: Buffer, state: ChainState, mac: Buffer): boolean {
  const right = toStateMac(key, state);
  return mac.length === right.length && timingSafeEqual(mac, right);
}
