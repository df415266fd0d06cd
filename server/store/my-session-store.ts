import type { MySession } from '../../contracts/my-session.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** Living sessions of the caller's person, newest first. */
export async function listMySessions(database: Database, { session, certificate }: Caller): Promise<MySession[]> {
  const rows = await database.ask<{
    id: string;
    pc: string;
    started_at: Date;
    seen_at: Date;
    ends_at: Date;
    this_one: boolean;
  }>('my-session-list', 'select * from api.list_my_sessions($1, $2)', [session, certificate]);
  return rows.map((row) => ({
    id: row.id,
    pc: row.pc,
    startedAt: row.started_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    thisOne: row.this_one,
  }));
}

/** Ends one session of the caller's person; refuses `not-found` for anybody else's. */
export async function endMySession(database: Database, { session, certificate }: Caller, id: string): Promise<void> {
  await database.ask('my-session-end', 'select api.end_my_session($1, $2, $3)', [session, certificate, id]);
}
