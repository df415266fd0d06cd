import type { PushEvent } from '../../contracts/mirror.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

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

function toEvent(type: PushEvent['type'] | null, patient: string | null): PushEvent | null {
  switch (type) {
    case 'record-changed':
      return patient === null ? null : { type, patient };
    case 'access-closed':
      return { type, patient };
    case 'links-changed':
    case 'session-ended':
      return { type };
    case null:
      return null;
  }
}
