import type { LinkState } from '../../contracts/link.ts';
import type { PhysicianDetail, PhysicianLine, PhysicianList } from '../../contracts/physician.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import { listPhysicianCopies, readDisputeSetting } from './dispute-store.ts';

interface SearchRow {
  readonly total: number;
  readonly id: string;
  readonly name: string;
  readonly nihdi: string | null;
  readonly activated: boolean;
  readonly closed: boolean;
  readonly suspended: boolean;
  readonly disputes: number;
  readonly links: number;
  readonly last_look: string | null;
  readonly pcs: number;
  readonly sessions: number;
}

/** Physicians whose name or NIHDI number holds these characters, the first 200 by name; all when it is empty. Director only. */
export async function searchPhysicians(
  database: Database,
  { session, certificate }: Caller,
  query: string,
): Promise<PhysicianList> {
  const rows = await database.ask<SearchRow>('physician-search', 'select * from api.search_physicians($1, $2, $3)', [
    session,
    certificate,
    query,
  ]);
  return { total: rows[0]?.total ?? 0, physicians: rows.map(toLine) };
}

/** One physician's signed links, suspensions and copies. */
export async function readPhysicianDetail(
  database: Database,
  caller: Caller,
  person: string,
): Promise<PhysicianDetail> {
  const { session, certificate } = caller;
  const [setting, links, suspensions, copies] = await Promise.all([
    readDisputeSetting(database, caller),
    database.ask<{
      id: string;
      patient: string;
      family: string;
      given: readonly string[];
      birth: string | null;
      state: LinkState;
      signed_on: string;
      valid_until: string;
      form_reference: string | null;
      dispute: string | null;
    }>('physician-links', 'select * from api.list_physician_links($1, $2, $3)', [session, certificate, person]),
    database.ask<{
      since: Date;
      since_by: string;
      reason: string | null;
      dispute: string | null;
      lifted_at: Date | null;
      lifted_by: string | null;
      lift_reason: string | null;
    }>('physician-suspensions', 'select * from api.list_suspensions($1, $2, $3)', [session, certificate, person]),
    listPhysicianCopies(database, caller, person, null),
  ]);
  return {
    setting,
    links: links.map((row) => ({
      id: row.id,
      patient: row.patient,
      family: row.family,
      given: row.given.join(' '),
      birthDate: row.birth,
      state: row.state,
      signedOn: row.signed_on,
      validUntil: row.valid_until,
      formReference: row.form_reference,
      dispute: row.dispute,
    })),
    suspensions: suspensions.map((row) => ({
      since: row.since.toISOString(),
      by: row.since_by,
      reason: row.reason,
      dispute: row.dispute,
      liftedAt: row.lifted_at?.toISOString() ?? null,
      liftedBy: row.lifted_by,
      liftReason: row.lift_reason,
    })),
    copies,
  };
}

/** Suspends outside any dispute, or lifts that; what stands already stays. */
export async function suspendPhysician(
  database: Database,
  { session, certificate }: Caller,
  person: string,
  { suspended, reason }: { readonly suspended: boolean; readonly reason: string },
): Promise<void> {
  await database.ask('physician-suspend', 'select api.suspend_physician($1, $2, $3, $4, $5)', [
    session,
    certificate,
    person,
    suspended,
    reason,
  ]);
}

function toLine(row: SearchRow): PhysicianLine {
  return {
    id: row.id,
    name: row.name,
    nihdi: row.nihdi ?? '',
    state: row.closed ? 'closed' : row.suspended ? 'suspended' : row.activated ? 'active' : 'never',
    links: row.links,
    openDisputes: row.disputes,
    lastLook: row.last_look,
    pcs: row.pcs,
    sessions: row.sessions,
  };
}
