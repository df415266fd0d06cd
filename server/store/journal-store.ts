import type { Database } from '../deps.ts';

/** How far the hospital holds a PC's journal. */
export interface HeldJournal {
  readonly pc: string;
  readonly held: number;
  /** Exact text of the last line held; null when none is. */
  readonly last: string | null;
}

/** What is held of the journal of this certificate's PC; null for a certificate that the hospital does not know. */
export async function readJournal(database: Database, certificate: Buffer): Promise<HeldJournal | null> {
  const [row] = await database.ask<{ pc: string | null; held: string; last: string | null }>(
    'read-journal',
    'select pc, held, last from api.read_journal($1)',
    [certificate],
  );
  return row === undefined || row.pc === null ? null : { pc: row.pc, held: Number(row.held), last: row.last };
}

/** Exact texts held from `from` to `to`, by number. */
export async function readJournalLines(
  database: Database,
  pc: string,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, string>> {
  const rows = await database.ask<{ number: string; signed: string }>(
    'read-journal-lines',
    'select number, signed from api.read_journal_lines($1, $2, $3)',
    [pc, from, to],
  );
  return new Map(rows.map(({ number, signed }) => [Number(number), signed]));
}

/** Which of these persons ever signed in on this PC. */
export async function readPersonsOfPc(
  database: Database,
  pc: string,
  persons: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database.ask<{ person: string }>(
    'read-persons-of-pc',
    'select person from api.read_persons_of_pc($1, $2) as person',
    [pc, persons],
  );
  return new Set(rows.map(({ person }) => person));
}

/** Keeps the lines that follow line `first - 1`; fails when another upload kept them meanwhile. */
export async function keepJournal(
  database: Database,
  certificate: Buffer,
  pc: string,
  first: number,
  lines: readonly { readonly signed: string; readonly signature: string }[],
): Promise<void> {
  await database.ask('keep-journal', 'select api.keep_journal($1, $2, $3, $4, $5)', [
    certificate,
    pc,
    first,
    lines.map(({ signed }) => signed),
    lines.map(({ signature }) => signature),
  ]);
}
