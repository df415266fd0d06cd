import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** Whom the trace names for a caller. */
export interface CallerFacts {
  readonly person: string | null;
  readonly pc: string | null;
}

const LIMIT = 10_000;
const caches = new WeakMap<Database, Map<string, CallerFacts>>();

/**
 * Person and PC behind the two hashes, for the trace alone: the gate asks the database itself each time. Remembered, because
 * a session never changes its person nor a certificate its PC.
 */
export async function readCallerFacts(database: Database, caller: Caller): Promise<CallerFacts> {
  const cache = caches.get(database) ?? new Map<string, CallerFacts>();
  caches.set(database, cache);
  const key = `${caller.session?.toString('hex') ?? ''}/${caller.certificate.toString('hex')}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const [facts] = await database.ask<CallerFacts>('caller-facts', 'select person, pc from api.caller_facts($1, $2)', [
    caller.session,
    caller.certificate,
  ]);
  const found = facts ?? { person: null, pc: null };
  if (found.pc !== null && (caller.session === null || found.person !== null)) {
    if (cache.size >= LIMIT) cache.delete(cache.keys().next().value ?? '');
    cache.set(key, found);
  }
  return found;
}
