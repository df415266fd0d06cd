import type { CodeLetter } from '../../contracts/letter.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { CodeLetterText } from '../documents/code-letter.ts';
import { type CourseRow, toCourse } from './letter-store.ts';

/** Letters to physicians that wait or were over within sixty days. Desk only. */
export async function listCodeLetters(database: Database, { session, certificate }: Caller): Promise<CodeLetter[]> {
  const rows = await database.ask<
    CourseRow &
      Pick<CodeLetter, 'reason' | 'name' | 'nihdi' | 'address' | 'doubt'> & {
        approved_by: string;
        code_ends_at: Date | null;
      }
  >('code-letter-list', 'select * from api.list_code_letters($1, $2)', [session, certificate]);
  return rows.map((row) => ({
    ...toCourse(row),
    reason: row.reason,
    approvedBy: row.approved_by,
    name: row.name,
    nihdi: row.nihdi,
    address: row.address,
    doubt: row.doubt,
    codeEndsAt: row.code_ends_at?.toISOString() ?? null,
  }));
}

/** What the letter says; refuses `conflict` unless it was printed exactly `prints` times and may be printed now. */
export async function readCodeLetter(
  database: Database,
  { session, certificate }: Caller,
  letter: string,
  prints: number,
): Promise<CodeLetterText> {
  const [row] = await database.ask<Omit<CodeLetterText, 'id'>>(
    'code-letter-read',
    `select reason, name, nihdi, login, address, valid_until::text as "validUntil" from api.read_code_letter($1, $2, $3, $4)`,
    [session, certificate, letter, prints],
  );
  if (row === undefined) throw new Error('a letter that may be printed says nothing');
  return { id: letter, ...row };
}

/** Makes this code the letter's and ends every older one of its addressee. */
export async function printCodeLetter(
  database: Database,
  { session, certificate }: Caller,
  letter: string,
  prints: number,
  code: { readonly hash: Buffer; readonly validUntil: string },
): Promise<void> {
  await database.ask('code-letter-print', 'select api.print_code_letter($1, $2, $3, $4, $5, $6::date)', [
    session,
    certificate,
    letter,
    prints,
    code.hash,
    code.validUntil,
  ]);
}

/** Marks the letter as given to the post: from then on it is never printed again. */
export async function postCodeLetter(
  database: Database,
  { session, certificate }: Caller,
  letter: string,
  registered: string | null,
): Promise<void> {
  await database.ask('code-letter-post', 'select api.post_code_letter($1, $2, $3, $4)', [
    session,
    certificate,
    letter,
    registered,
  ]);
}

/** The letter does not leave, and its code works no more. */
export async function cancelCodeLetter(
  database: Database,
  { session, certificate }: Caller,
  letter: string,
  reason: string,
): Promise<void> {
  await database.ask('code-letter-cancel', 'select api.cancel_code_letter($1, $2, $3, $4)', [
    session,
    certificate,
    letter,
    reason,
  ]);
}
