import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** A pattern that was found, as the database tells it. */
export interface QuestionRow {
  readonly pattern: string;
  readonly threshold: number;
  readonly person: string | null;
  readonly pc: string | null;
  readonly patient: string | null;
  readonly moment: string;
  readonly found: string;
  readonly first_at: string;
  readonly last_at: string;
  readonly person_name: string | null;
  readonly nihdi: string | null;
  readonly pc_name: string | null;
  readonly family: string | null;
  readonly given: readonly string[] | null;
  readonly birth: string | null;
  readonly note: string | null;
  readonly answered_by: string | null;
  readonly answered_at: Date | null;
}

/** What is worth a question among the entries written between two instants (ISO, UTC). Director only. */
export async function listTraceQuestions(
  database: Database,
  { session, certificate }: Caller,
  from: string,
  to: string,
): Promise<QuestionRow[]> {
  return database.ask<QuestionRow>('trace-questions', 'select * from api.list_trace_questions($1, $2, $3, $4)', [
    session,
    certificate,
    from,
    to,
  ]);
}

/** Keeps that the Director has seen a question, with his note; `conflict` when it was said already. */
export async function answerTraceQuestion(
  database: Database,
  { session, certificate }: Caller,
  question: {
    readonly pattern: string;
    readonly subject: string;
    readonly moment: string;
    readonly found: number;
    readonly note: string;
  },
): Promise<void> {
  const { pattern, subject, moment, found, note } = question;
  await database.ask('trace-answer', 'select api.answer_trace_question($1, $2, $3, $4, $5, $6, $7)', [
    session,
    certificate,
    pattern,
    subject,
    moment,
    found,
    note,
  ]);
}
