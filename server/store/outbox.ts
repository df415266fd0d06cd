import type { PushEvent } from '../../contracts/mirror.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

const PRUNE_MS = 10 * 60_000;

/** An event with the position after it. */
export interface PlacedEvent {
  readonly position: string;
  readonly event: PushEvent;
}

/** What a session may know of since a position. */
export interface EventPage {
  readonly events: readonly PlacedEvent[];
  readonly position: string;
}

/** Events after `position` (null: from now on) that this session may know of; refuses when the session is over. */
export async function readEvents(
  database: Database,
  { session, certificate }: Caller,
  position: string | null,
): Promise<EventPage> {
  const rows = await database.ask<{
    position: string;
    type: PushEvent['type'] | null;
    patient: string | null;
  }>('push-events', 'select * from api.read_events($1, $2, $3)', [session, certificate, position]);
  const last = rows.at(-1);
  if (last === undefined) throw new Error('the position is always answered');
  // A record that changed ten times has changed: its last event says it all.
  const latest = new Map<string, PlacedEvent>();
  for (const { position: at, type, patient } of rows) {
    const event = toEvent(type, patient);
    if (event === null) continue;
    const key = `${type ?? ''}/${patient ?? ''}`;
    latest.delete(key);
    latest.set(key, { position: at, event });
  }
  return { events: [...latest.values()], position: last.position };
}

/** Which of these callers (counted from one) should ask for their events since `position`; null: all of them. A hint, it grants nothing. */
export async function findConcerned(
  database: Database,
  callers: readonly Caller[],
  position: string | null,
): Promise<{ readonly position: string; readonly callers: ReadonlySet<number> }> {
  const [first, ...rows] = await database.ask<{ position: string; caller: number }>(
    'push-concerned',
    'select * from api.find_concerned($1, $2, $3)',
    [callers.map(({ session }) => session), callers.map(({ certificate }) => certificate), position],
  );
  if (first === undefined) throw new Error('the position is always answered');
  return { position: first.position, callers: new Set(rows.map(({ caller }) => caller)) };
}

/** Forgets what the outbox need not keep: what is older than seven days, or more than 1,000,000 events ago. */
export async function pruneEvents(database: Database): Promise<void> {
  for (let pruned = 1; pruned > 0; ) {
    const [row] = await database.ask<{ pruned: number }>('push-prune', 'select api.prune_events() as pruned', []);
    pruned = row?.pruned ?? 0;
  }
}

/** Prunes every ten minutes; returns its undo, which waits for a pruning under way. */
export function keepPruned(database: Database, failed: (error: unknown) => void): () => Promise<void> {
  let pruning = Promise.resolve();
  const timer = setInterval(() => {
    pruning = pruning.then(() => pruneEvents(database)).catch(failed);
  }, PRUNE_MS);
  return () => {
    clearInterval(timer);
    return pruning;
  };
}

function toEvent(type: PushEvent['type'] | null, patient: string | null): PushEvent | null {
  switch (type) {
    case 'record-changed':
      return patient === null ? null : { type, patient };
    case 'access-closed':
      return { type, patient };
    case 'links-changed':
    case 'copy-asked':
    case 'account-changed':
    case 'session-ended':
      return { type };
    case null:
      return null;
  }
}
