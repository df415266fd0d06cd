import type {
  Dispute,
  DisputeDecision,
  DisputeDetail,
  DisputeEvent,
  DisputeList,
  DisputeSetting,
} from '../../contracts/dispute.ts';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { LinkState } from '../../contracts/link.ts';
import type { Copy } from '../../contracts/reach.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import { type CopyRow, toCopy } from './reach-store.ts';

interface DisputeRow {
  readonly id: string;
  readonly state: Dispute['state'];
  readonly scope: Dispute['scope'];
  readonly delay_days: number;
  readonly overdue: boolean;
  readonly opened_at: Date;
  readonly printed_at: Date | null;
  readonly claimed_on: string | null;
  readonly due_on: string | null;
  readonly received_on: string | null;
  readonly closed_at: Date | null;
  readonly ended: Dispute['ended'];
  readonly person: string;
  readonly physician: string;
  readonly nihdi: string | null;
  readonly link: string | null;
  readonly patient: string | null;
  readonly family: string | null;
  readonly given: readonly string[] | null;
  readonly birth: string | null;
  readonly link_state: LinkState | null;
  readonly signed_on: string | null;
  readonly valid_until: string | null;
  readonly form_reference: string | null;
}

/** How far a dispute opened now would reach, and its delay. Director only. */
export async function readDisputeSetting(
  database: Database,
  { session, certificate }: Caller,
): Promise<DisputeSetting> {
  const [row] = await database.ask<{ scope: DisputeSetting['scope']; delay: number }>(
    'dispute-setting',
    'select * from api.dispute_setting($1, $2)',
    [session, certificate],
  );
  if (row === undefined) throw new Error('the hospital has no setting');
  return { scope: row.scope, delayDays: row.delay };
}

/** Open disputes and the newest decided ones, with the hospital's setting. Director only. */
export async function listDisputes(database: Database, caller: Caller): Promise<DisputeList> {
  const { session, certificate } = caller;
  const setting = await readDisputeSetting(database, caller);
  const rows = await database.ask<DisputeRow>('dispute-list', 'select * from api.list_disputes($1, $2)', [
    session,
    certificate,
  ]);
  return { setting, disputes: rows.map(toDispute) };
}

/** One dispute with its history, scans and copies; refuses `not-found`. */
export async function readDispute(
  database: Database,
  { session, certificate }: Caller,
  id: string,
): Promise<DisputeDetail> {
  const [row] = await database.ask<DisputeRow>('dispute-read', 'select * from api.read_dispute($1, $2, $3)', [
    session,
    certificate,
    id,
  ]);
  if (row === undefined) throw new ExpectedFailure('not-found');
  const dispute = toDispute(row);
  const [events, scans, standing, copies] = await Promise.all([
    database.ask<Omit<DisputeEvent, 'at' | 'by'> & { at: Date; by_name: string }>(
      'dispute-events',
      'select * from api.list_dispute_events($1, $2, $3)',
      [session, certificate, id],
    ),
    database.ask<{ filed_at: Date; pages: number }>(
      'dispute-scans',
      'select * from api.list_dispute_scans($1, $2, $3)',
      [session, certificate, id],
    ),
    database.ask<{ active_links: number; other_grounds: number }>(
      'dispute-standing',
      'select * from api.dispute_standing($1, $2, $3)',
      [session, certificate, id],
    ),
    listPhysicianCopies(database, { session, certificate }, row.person, dispute.scope === 'link' ? row.patient : null),
  ]);
  return {
    dispute,
    events: events.map(({ at, by_name, deed, note }) => ({ at: at.toISOString(), by: by_name, deed, note })),
    scans: scans.map(({ filed_at, pages }) => ({ filedAt: filed_at.toISOString(), pages })),
    copies,
    activeLinks: standing[0]?.active_links ?? 0,
    otherGrounds: standing[0]?.other_grounds ?? 0,
  };
}

/** Copies of a physician's PCs whose lease is not over; of one patient, or (null) of all. */
export async function listPhysicianCopies(
  database: Database,
  { session, certificate }: Pick<Caller, 'session' | 'certificate'>,
  person: string,
  patient: string | null,
): Promise<Copy[]> {
  const rows = await database.ask<CopyRow>(
    'physician-copies',
    'select * from api.list_physician_copies($1, $2, $3, $4)',
    [session, certificate, person, patient],
  );
  return rows.map(toCopy);
}

/** Opens a dispute and suspends in the same transaction; its id and the patient whom it is about. */
export async function openDispute(
  database: Database,
  { session, certificate }: Caller,
  about: { readonly link: string | null; readonly person: string | null; readonly reason: string },
): Promise<{ id: string; patient: string | null }> {
  const [row] = await database.ask<{ id: string; patient: string | null }>(
    'dispute-open',
    'select id, about as patient from api.open_dispute($1, $2, $3, $4, $5)',
    [session, certificate, about.link, about.person, about.reason],
  );
  if (row === undefined) throw new Error('a dispute had no answer');
  return row;
}

/** The same at the counter, where patient and physician are known and no link; refuses `not-found` where nobody signed. */
export async function contestSignature(
  database: Database,
  { session, certificate }: Caller,
  about: { readonly patient: string; readonly person: string; readonly reason: string },
): Promise<string> {
  const [row] = await database.ask<{ id: string }>(
    'dispute-contest',
    'select id from api.contest_signature($1, $2, $3, $4, $5)',
    [session, certificate, about.patient, about.person, about.reason],
  );
  if (row === undefined) throw new Error('a dispute had no answer');
  return row.id;
}

/** From the link to the whole physician; a dispute that is there already stays as it is. */
export async function widenDispute(database: Database, caller: Caller, id: string, reason: string): Promise<void> {
  await database.ask('dispute-widen', 'select api.widen_dispute($1, $2, $3, $4)', [
    caller.session,
    caller.certificate,
    id,
    reason,
  ]);
}

/** The letter left on this Brussels day: the delay begins. Refuses `conflict` unless it was printed. */
export async function markSent(database: Database, caller: Caller, id: string, sentOn: string): Promise<void> {
  await database.ask('dispute-sent', 'select api.mark_dispute_claimed($1, $2, $3, $4::date)', [
    caller.session,
    caller.certificate,
    id,
    sentOn,
  ]);
}

/** The form came on this Brussels day. */
export async function markReceived(database: Database, caller: Caller, id: string, receivedOn: string): Promise<void> {
  await database.ask('dispute-received', 'select api.mark_dispute_received($1, $2, $3, $4::date)', [
    caller.session,
    caller.certificate,
    id,
    receivedOn,
  ]);
}

/** The decision; refuses `conflict` when it was taken before. */
export async function decideDispute(
  database: Database,
  caller: Caller,
  id: string,
  { decision, reason }: { readonly decision: DisputeDecision; readonly reason: string },
): Promise<void> {
  await database.ask('dispute-decide', 'select api.decide_dispute($1, $2, $3, $4, $5)', [
    caller.session,
    caller.certificate,
    id,
    decision,
    reason,
  ]);
}

/** The setting of disputes opened from now on. */
export async function setDisputeSetting(
  database: Database,
  caller: Caller,
  { scope, delayDays }: DisputeSetting,
): Promise<void> {
  await database.ask('dispute-set', 'select api.set_dispute_setting($1, $2, $3, $4)', [
    caller.session,
    caller.certificate,
    scope,
    delayDays,
  ]);
}

function toDispute(row: DisputeRow): Dispute {
  const { link, patient, link_state, signed_on, valid_until } = row;
  const whole = link !== null && patient !== null && link_state !== null && signed_on !== null && valid_until !== null;
  return {
    id: row.id,
    state: row.state,
    scope: row.scope,
    overdue: row.overdue,
    delayDays: row.delay_days,
    openedAt: row.opened_at.toISOString(),
    printedAt: row.printed_at?.toISOString() ?? null,
    claimedOn: row.claimed_on,
    dueOn: row.due_on,
    receivedOn: row.received_on,
    closedAt: row.closed_at?.toISOString() ?? null,
    ended: row.ended,
    physician: { id: row.person, name: row.physician, nihdi: row.nihdi ?? '' },
    link: whole
      ? {
          id: link,
          patient,
          family: row.family ?? '',
          given: (row.given ?? []).join(' '),
          birthDate: row.birth,
          state: link_state,
          signedOn: signed_on,
          validUntil: valid_until,
          formReference: row.form_reference,
        }
      : null,
  };
}
