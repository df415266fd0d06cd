import type { Mark, TodoLine } from '../../contracts/mark.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** Keeps what this caller said of documents of one readable patient; of those that he may not read, nothing. */
export async function saveMarks(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
  marks: readonly Mark[],
): Promise<void> {
  await database.ask('mark-save', 'select api.save_marks($1, $2, $3, $4)', [
    session,
    certificate,
    patient,
    JSON.stringify(marks),
  ]);
}

/** This caller's marks of one patient. */
export async function readMarks(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
): Promise<Mark[]> {
  const rows = await database.ask<Omit<Mark, 'saw' | 'at'> & { saw: Date | null; at: Date }>(
    'mark-read',
    'select document, state, to_char(due, $4) as due, saw, at from api.read_marks($1, $2, $3)',
    [session, certificate, patient, 'YYYY-MM-DD'],
  );
  return rows.map(({ saw, at, ...row }) => ({ ...row, saw: saw?.toISOString() ?? null, at: at.toISOString() }));
}

/** What this caller has to do, over all patients whom he may read. */
export async function listTodo(database: Database, { session, certificate }: Caller): Promise<TodoLine[]> {
  const rows = await database.ask<{ line: TodoLine }>('mark-todo', 'select line from api.list_todo($1, $2) as line', [
    session,
    certificate,
  ]);
  return rows.map(({ line }) => line);
}
