import type {
  AccessRequestDetail,
  AccessRequestLine,
  AccessRequestList,
  AccessRequestQueue,
} from '../../contracts/access-request.ts';
import type { AccessRequest } from '../access-request/read-form.ts';
import type { FollowedRequest } from '../access-request/follow-page.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** A request as it is filed: what was declared, in which language, under which conditions. */
export interface FiledRequest extends AccessRequest {
  readonly language: string;
  readonly careOnly: true;
  readonly conditions: string;
}

/** From how many on requests are kept apart (undisturbed ones of an hour), and refused (undecided ones in all). */
export interface RequestLimits {
  readonly perHour: number;
  readonly waiting: number;
}

/** Files a request once for each follow-up secret, whose hash it is handed; refuses `server-unavailable` when too many wait. */
export async function submitAccessRequest(
  database: Database,
  followHash: Buffer,
  request: FiledRequest,
  { perHour, waiting }: RequestLimits,
): Promise<{ readonly id: string; readonly created: boolean }> {
  const [row] = await database.ask<{ id: string; created: boolean }>(
    'access-submit',
    'select * from api.submit_access_request($1, $2, $3, $4)',
    [followHash, JSON.stringify(request), perHour, waiting],
  );
  if (row === undefined) throw new Error('a filed request has an id');
  return row;
}

/** What became of the request with this follow-up secret's hash; null when there is none, or not any more. */
export async function followAccessRequest(
  database: Database,
  followHash: Buffer,
): Promise<(FollowedRequest & { readonly id: string }) | null> {
  const [row] = await database.ask<FollowedRequest & { id: string }>(
    'access-follow',
    'select id, state, received_at as "receivedAt", decided_at as "decidedAt", reason from api.follow_access_request($1)',
    [followHash],
  );
  return row ?? null;
}

/** Erases what is kept no longer (migration 0110 says how long); answers how many requests that was. */
export async function eraseAccessRequests(database: Database): Promise<number> {
  const [row] = await database.ask<{ erased: number }>(
    'access-erase',
    'select api.erase_access_requests() as erased',
    [],
  );
  return row?.erased ?? 0;
}

/** The Director's queues. */
export async function listAccessRequests(
  database: Database,
  { session, certificate }: Caller,
): Promise<AccessRequestList> {
  type Row = Omit<AccessRequestLine, 'receivedAt' | 'decidedAt'> & { receivedAt: Date; decidedAt: Date | null };
  const [first, ...rows] = await database.ask<
    Row & { total: Partial<Readonly<Record<AccessRequestQueue, number>>> | null }
  >(
    'access-list',
    `select total, id, queue, state, received_at as "receivedAt", decided_at as "decidedAt", family, given, nihdi, practice, known, alike
       from api.list_access_requests($1, $2)`,
    [session, certificate],
  );
  return {
    total: { waiting: 0, crowded: 0, accepted: 0, refused: 0, ...first?.total },
    lines: rows.map(({ total: _total, ...row }) => ({
      ...row,
      receivedAt: row.receivedAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
    })),
  };
}

/** Opens a request for the Director; null when there is none. */
export async function reviewAccessRequest(
  database: Database,
  { session, certificate }: Caller,
  request: string,
): Promise<AccessRequestDetail | null> {
  type Dated = 'receivedAt' | 'reviewBeganAt' | 'decidedAt' | 'others';
  type Row = Omit<AccessRequestDetail, Dated> & {
    receivedAt: Date;
    reviewBeganAt: Date | null;
    decidedAt: Date | null;
    others: AccessRequestDetail['others'];
  };
  const [row] = await database.ask<Row>(
    'access-review',
    `select id, state, crowded, language, received_at as "receivedAt", review_began_at as "reviewBeganAt", decided_at as "decidedAt",
       decided_by as "decidedBy", reason, letter, family, given, nihdi, practice, address, phone, email, conditions, account, others
       from api.review_access_request($1, $2, $3)`,
    [session, certificate, request],
  );
  if (row === undefined) return null;
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    reviewBeganAt: row.reviewBeganAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    others: row.others.map((other) => ({ ...other, receivedAt: new Date(other.receivedAt).toISOString() })),
  };
}

/** Accepts a request under review; answers which letter the desk will print. */
export async function acceptAccessRequest(
  database: Database,
  { session, certificate }: Caller,
  request: string,
  moved: boolean,
): Promise<'access' | 'new-pc'> {
  const [row] = await database.ask<{ letter: 'access' | 'new-pc' }>(
    'access-accept',
    'select letter from api.accept_access_request($1, $2, $3, $4)',
    [session, certificate, request, moved],
  );
  if (row === undefined) throw new Error('an accepted request has its letter');
  return row.letter;
}

/** Refuses a request under review. */
export async function refuseAccessRequest(
  database: Database,
  { session, certificate }: Caller,
  request: string,
  reason: string,
): Promise<void> {
  await database.ask('access-refuse', 'select api.refuse_access_request($1, $2, $3, $4)', [
    session,
    certificate,
    request,
    reason,
  ]);
}

/** True when this request was accepted. Director only. */
export async function isAccepted(
  database: Database,
  { session, certificate }: Caller,
  request: string,
): Promise<boolean> {
  const [row] = await database.ask<{ accepted: boolean }>(
    'access-accepted',
    'select api.accepted_access_request($1, $2, $3) as accepted',
    [session, certificate, request],
  );
  return row?.accepted === true;
}
