import type { Copy, CopyDeed } from '../../contracts/reach.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** A row of `care.copies_of`, as whatever function of schema api answers it. */
export interface CopyRow {
  readonly pc: string;
  readonly pc_name: string;
  readonly person: string;
  readonly person_name: string;
  readonly patient: string;
  readonly copy_ends_at: Date;
  readonly reached_at: Date | null;
  readonly state: Copy['standing'];
}

/** One copy as contracts/reach.ts says it. */
export function toCopy(row: CopyRow): Copy {
  return {
    pc: row.pc,
    pcName: row.pc_name,
    person: row.person,
    personName: row.person_name,
    patient: row.patient,
    copyEndsAt: row.copy_ends_at.toISOString(),
    reachedAt: row.reached_at?.toISOString() ?? null,
    standing: row.state,
  };
}

/** What this session's PC must do with its person's copies; at most 500 at once. */
export async function readAskedCopies(database: Database, { session, certificate }: Caller): Promise<CopyDeed[]> {
  const rows = await database.ask<Omit<CopyDeed, 'token'> & { token: string }>(
    'reach-read',
    'select * from api.asked_copies($1, $2)',
    [session, certificate],
  );
  return rows.map(({ token, ...row }) => ({ ...row, token: Number(token) }));
}

/** Keeps that this session's PC did what was asked; answers the patients for whom that counts. */
export async function keepReachedCopies(
  database: Database,
  { session, certificate }: Caller,
  deeds: readonly CopyDeed[],
): Promise<readonly string[]> {
  const rows = await database.ask<{ patient: string }>(
    'reach-acknowledge',
    'select patient from api.reach_copies($1, $2, $3, $4, $5) as patient',
    [
      session,
      certificate,
      deeds.map(({ patient }) => patient),
      deeds.map(({ deed }) => deed),
      deeds.map(({ token }) => token),
    ],
  );
  return rows.map(({ patient }) => patient);
}
