import { randomUUID } from 'node:crypto';
import type { LetterCourse, LetterLists, LetterState, PatientLetter } from '../../contracts/letter.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { AccessLetter } from '../documents/access-letter.ts';

/** What is common to both kinds of letters, as the database answers it. */
export interface CourseRow {
  readonly id: string;
  readonly state: LetterState;
  readonly queued_at: Date;
  readonly prints: number;
  readonly printed_at: Date | null;
  readonly printed_by: string | null;
  readonly posted_at: Date | null;
  readonly posted_by: string | null;
  readonly registered: string | null;
  readonly cancelled_at: Date | null;
  readonly cancelled_by: string | null;
  readonly cancel_reason: string | null;
}

/** The same as the contract names it. */
export function toCourse(row: CourseRow): LetterCourse {
  return {
    id: row.id,
    state: row.state,
    queuedAt: row.queued_at.toISOString(),
    prints: row.prints,
    printedAt: row.printed_at?.toISOString() ?? null,
    printedBy: row.printed_by,
    postedAt: row.posted_at?.toISOString() ?? null,
    postedBy: row.posted_by,
    registered: row.registered,
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    cancelledBy: row.cancelled_by,
    cancelReason: row.cancel_reason,
  };
}

/** What a letter says, as `care.letter_text` keeps it. */
type Said = Omit<AccessLetter, 'id' | 'printedAt'>;

/** Patients' letters that wait or were over within sixty days, and how many there are in each state. Desk only. */
export async function listLetters(
  database: Database,
  { session, certificate }: Caller,
): Promise<Pick<LetterLists, 'letters' | 'totals'>> {
  const rows = await database.ask<
    CourseRow & { said: Said; doubt: PatientLetter['doubt']; batch: string | null; total: number }
  >('letter-list', 'select * from api.list_letters($1, $2)', [session, certificate]);
  const totals = { queued: 0, printed: 0, posted: 0, cancelled: 0 };
  for (const { state, total } of rows) totals[state] = total;
  return {
    totals,
    letters: rows.map(({ said: { sex: _sex, nihdi: _nihdi, ...said }, ...row }) => ({
      ...toCourse(row),
      ...said,
      given: [...said.given],
      address: [...said.address],
      doubt: row.doubt,
      batch: row.batch,
    })),
  };
}

/** Marks letters as printed, all or none: refuses `conflict` when one was printed, posted or cancelled meanwhile. */
export async function printLetters(
  database: Database,
  { session, certificate }: Caller,
  letters: readonly { readonly id: string; readonly prints: number }[],
): Promise<readonly (AccessLetter & { readonly patient: string })[]> {
  const rows = await database.ask<{ id: string; patient: string; printed_at: Date; said: Said }>(
    'letter-print',
    'select * from api.print_letters($1, $2, $3, $4, $5)',
    [session, certificate, randomUUID(), letters.map(({ id }) => id), letters.map(({ prints }) => prints)],
  );
  return rows.map(({ id, patient, printed_at, said }) => ({ ...said, id, patient, printedAt: printed_at }));
}

/** Marks letters as given to the post, all or none; whose they were. */
export function postLetters(
  database: Database,
  { session, certificate }: Caller,
  letters: readonly string[],
  registered: string | null,
): Promise<readonly { readonly id: string; readonly patient: string }[]> {
  return database.ask('letter-post', 'select * from api.post_letters($1, $2, $3, $4)', [
    session,
    certificate,
    letters,
    registered,
  ]);
}

/** Keeps back a letter that has lost its sense; whose it was. Refuses `conflict` for any other. */
export async function cancelLetter(
  database: Database,
  { session, certificate }: Caller,
  letter: string,
  reason: string,
): Promise<string | null> {
  const [row] = await database.ask<{ patient: string }>(
    'letter-cancel',
    'select api.cancel_letter($1, $2, $3, $4) as patient',
    [session, certificate, letter, reason],
  );
  return row?.patient ?? null;
}
