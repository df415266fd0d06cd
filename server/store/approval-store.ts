import type { FoundPerson, OwnNotice, Reissue } from '../../contracts/approval.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** As the contract says it, with the database's moments. */
type Moments<T, Keys extends keyof T> = Omit<T, Keys> & {
  readonly [K in Keys]: Date | (null extends T[K] ? null : never);
};

/** Somebody found by name. */
export type PersonRow = Moments<FoundPerson, 'lastAt'>;

/** One request with what became of it. */
export type ReissueRow = Moments<
  Omit<Reissue, 'person'> & {
    readonly person: string;
    readonly name: string;
    readonly role: Reissue['person']['role'];
  },
  'askedAt' | 'expiresAt' | 'decidedAt' | 'stoppedAt' | 'usedAt' | 'lastAt'
>;

/** What stands about the caller's own account. */
export type NoticeRow = Moments<OwnNotice, 'askedAt' | 'approvedAt' | 'usedAt' | 'contestedAt'>;

/** Who may be meant, by a part of the name of two letters or more. Helpdesk only. */
export async function findPeople(
  database: Database,
  { session, certificate }: Caller,
  search: string,
): Promise<readonly PersonRow[]> {
  return database.ask<PersonRow>(
    'people-find',
    `select id, name, role, place, activated, suspended, pcs, last_at as "lastAt", waiting from api.find_people($1, $2, $3)`,
    [session, certificate, search],
  );
}

/** Asks for a letter; `conflict` where one waits already or the account is not such. Helpdesk only, never for oneself. */
export async function askReissue(
  database: Database,
  { session, certificate }: Caller,
  asked: {
    readonly person: string;
    readonly reason: Reissue['reason'];
    readonly stolen: boolean;
    readonly why: string;
  },
): Promise<string> {
  const [row] = await database.ask<{ id: string }>(
    'reissue-ask',
    'select api.ask_reissue($1, $2, $3, $4, $5, $6) as id',
    [session, certificate, asked.person, asked.reason, asked.stolen, asked.why],
  );
  if (row === undefined) throw new Error('ask_reissue answered nothing');
  return row.id;
}

/** Takes back what waits. Helpdesk only. */
export async function withdrawReissue(
  database: Database,
  { session, certificate }: Caller,
  reissue: string,
): Promise<void> {
  await database.ask('reissue-withdraw', 'select api.withdraw_reissue($1, $2, $3)', [session, certificate, reissue]);
}

/** What waits, oldest first, and what was decided in sixty days. Director and helpdesk only. */
export async function listReissues(
  database: Database,
  { session, certificate }: Caller,
): Promise<readonly ReissueRow[]> {
  return database.ask<ReissueRow>(
    'reissue-list',
    `select id, person, name, role, reason, stolen, asked_by as "askedBy", asked_at as "askedAt", why, expires_at as "expiresAt", state,
       decided_by as "decidedBy", decided_at as "decidedAt", decision, stopped_at as "stoppedAt", letter, used_at as "usedAt",
       used_on as "usedOn", own, last_at as "lastAt", last_on as "lastOn", open_on as "openOn", pcs from api.list_reissues($1, $2)`,
    [session, certificate],
  );
}

/** The Director's word; a null reason approves, and a letter waits for the desk. */
export async function decideReissue(
  database: Database,
  { session, certificate }: Caller,
  reissue: string,
  refused: string | null,
): Promise<void> {
  await database.ask('reissue-decide', 'select api.decide_reissue($1, $2, $3, $4, $5)', [
    session,
    certificate,
    reissue,
    refused === null,
    refused,
  ]);
}

/** What stands about the account of whoever asks. */
export async function listOwnNotices(
  database: Database,
  { session, certificate }: Caller,
): Promise<readonly NoticeRow[]> {
  return database.ask<NoticeRow>(
    'notice-list',
    `select id, reason, stolen, public, moved, asked_at as "askedAt", approved_at as "approvedAt", approved_by as "approvedBy", used_at as "usedAt",
       used_on as "usedOn", contested_by as "contestedBy", contested_at as "contestedAt" from api.own_notices($1, $2)`,
    [session, certificate],
  );
}

/** Stops a letter for one's own account, and the PC that it enrolled; `not-found` for anybody else's. */
export async function contestReissue(
  database: Database,
  { session, certificate }: Caller,
  reissue: string,
): Promise<void> {
  await database.ask('notice-contest', 'select api.contest_reissue($1, $2, $3)', [session, certificate, reissue]);
}
