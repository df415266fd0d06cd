import type { TraceFilter, TracePlace } from '../../contracts/trace.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import { toDayEnd, toDayStart } from '../domain/brussels-day.ts';

/** One entry with what the database knows of whom it names. `body` is the exact text that was hashed, `journal` that of the PC's own line. */
export interface TraceRow {
  readonly writer: string;
  readonly seq: string;
  readonly at: string;
  readonly body: string;
  readonly person_name: string | null;
  readonly person_role: string | null;
  readonly nihdi: string | null;
  readonly pc_name: string | null;
  readonly family: string | null;
  readonly given: readonly string[] | null;
  readonly birth: string | null;
  readonly dated: Date | null;
  readonly journal: string | null;
}

const columns = 'writer, seq, at, body, person_name, person_role, nihdi, pc_name, family, given, birth, dated, journal';

/** A page, newest first, after the line `before` (from the beginning: null). Director only, as everything here. */
export async function listTrace(
  database: Database,
  { session, certificate }: Caller,
  filter: TraceFilter,
  before: TracePlace | null,
  limit: number,
): Promise<TraceRow[]> {
  return database.ask<TraceRow>('trace-list', `select ${columns} from api.list_trace($1, $2, $3, $4)`, [
    session,
    certificate,
    JSON.stringify({ ...toAsked(filter), before }),
    limit,
  ]);
}

/** How many entries a filter finds: exact up to 10,000, then 10,001. */
export async function countTrace(
  database: Database,
  { session, certificate }: Caller,
  filter: TraceFilter,
): Promise<number> {
  const [row] = await database.ask<{ n: string }>('trace-count', 'select api.count_trace($1, $2, $3) as n', [
    session,
    certificate,
    JSON.stringify(toAsked(filter)),
  ]);
  return Number(row?.n);
}

/** Persons and PCs that a filter may name, as JSON that its schema has to read. */
export async function readTraceChoices(
  database: Database,
  { session, certificate }: Caller,
): Promise<{ persons: unknown; pcs: unknown }> {
  const [row] = await database.ask<{ persons: unknown; pcs: unknown }>(
    'trace-choices',
    'select persons, pcs from api.read_trace_choices($1, $2)',
    [session, certificate],
  );
  return row ?? { persons: [], pcs: [] };
}

/** A patient of the hospital's index. */
export interface FoundPatient {
  readonly id: string;
  readonly family: string;
  readonly given: readonly string[];
  readonly birth: string | null;
  readonly sex: string;
}

/** By the keyed hash of a number, or else by keys of name and birth; twenty at most. */
export async function findTracePatients(
  database: Database,
  { session, certificate }: Caller,
  keys: { readonly nissHash: Buffer | null; readonly family: readonly string[]; readonly birth: readonly string[] },
): Promise<FoundPatient[]> {
  return database.ask<FoundPatient>(
    'trace-patients',
    'select id, family, given, birth, sex from api.find_trace_patients($1, $2, $3, $4, $5)',
    [session, certificate, keys.nissHash, keys.family, keys.birth],
  );
}

/** Refuses whoever is not the Director. */
export async function enterTrace(database: Database, { session, certificate }: Caller): Promise<void> {
  await database.ask('trace-enter', 'select api.enter_trace($1, $2)', [session, certificate]);
}

/** Days become the instants between which they lie in Brussels; the end of a period is its first instant outside. */
function toAsked({ from, to, ...rest }: TraceFilter): Record<string, unknown> {
  return {
    ...rest,
    from: from === null || from.includes('T') ? from : toDayStart(from),
    to: to === null ? null : to.includes('T') ? new Date(Date.parse(to) + 1).toISOString() : toDayEnd(to),
  };
}
