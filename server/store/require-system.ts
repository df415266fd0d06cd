import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** Refuses with `forbidden-for-role` whoever is not one of the hospital's own systems, before a byte of what is sent was read: not even a PC that nobody enrolled makes the server work. */
export async function requireSystem(database: Database, { session, certificate }: Caller): Promise<void> {
  await database.ask('require-system', 'select api.require_system($1, $2)', [session, certificate]);
}
