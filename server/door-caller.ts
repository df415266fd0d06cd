import { randomUUID } from 'node:crypto';
import type { Caller } from './caller.ts';
import type { Secrets } from './deps.ts';

/** Whom the gate sees behind a door of the hospital's own network that shows no certificate (MLLP, C-STORE): a system. */
export function toDoorCaller({ doorKey }: Pick<Secrets, 'doorKey'>): Caller {
  return { session: null, certificate: doorKey, requestId: randomUUID() };
}
