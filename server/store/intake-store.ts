import type { IntakeNote } from '../../contracts/intake.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** What is kept of one fault; `type` null when it is the bundle’s. */
export interface NotedFault {
  readonly type: string | null;
  readonly place: string;
  readonly code: string;
}

/** Keeps what was wrong with a bundle, for the helpdesk; of many faults the first hundred. */
export async function noteIntake(
  database: Database,
  { session, certificate, requestId }: Caller,
  outcome: 'taken' | 'refused',
  faults: readonly NotedFault[],
): Promise<void> {
  await database.ask('intake-note', 'select api.note_intake($1, $2, $3, $4, $5, $6, $7)', [
    session,
    certificate,
    requestId,
    outcome,
    faults.map(({ type }) => type),
    // Names that a sender made up are cut to what the place of an element is made of.
    faults.map(({ place }) => place.replace(/[^A-Za-z0-9_.[\]]/g, '').slice(0, 200) || 'Bundle'),
    faults.map(({ code }) => code),
  ]);
}

/** The newest notes, newest first. Helpdesk only. */
export async function listIntakeNotes(database: Database, { session, certificate }: Caller): Promise<IntakeNote[]> {
  const rows = await database.ask<Omit<IntakeNote, 'notedAt'> & { noted_at: Date }>(
    'intake-list',
    'select * from api.list_intake_notes($1, $2)',
    [session, certificate],
  );
  return rows.map(({ noted_at, ...row }) => ({ notedAt: noted_at.toISOString(), ...row }));
}
