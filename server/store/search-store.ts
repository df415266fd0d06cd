import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { StoredResource } from './record-store.ts';

/** A search as the database takes it; `type` null means every type of these patients. */
export interface SearchCall {
  readonly type: string | null;
  readonly ids: readonly string[] | null;
  readonly patients: readonly string[] | null;
  readonly wanted: readonly { readonly group: number; readonly mode: string; readonly value: string }[];
  readonly dates: readonly { readonly name: string; readonly op: string; readonly from: string; readonly to: string }[];
  readonly since: string | null;
  readonly until: string | null;
  readonly order: 'happened' | 'updated';
  readonly ascending: boolean;
  readonly after: Position | null;
  readonly count: number;
}

/** Where a page ended: the moment by which it is ordered, as PostgreSQL writes it. */
export interface Position {
  readonly moment: string;
  readonly ref: string;
}

/** One page. `readable` is false when a patient asked for by name may not be read, and then nothing else is said. */
export interface SearchPage {
  readonly readable: boolean;
  readonly total: number;
  readonly rows: readonly (StoredResource & { readonly moment: string })[];
}

/** Searches behind the gate, in the order asked for. */
export async function searchResources(database: Database, caller: Caller, call: SearchCall): Promise<SearchPage> {
  const { type, ids, patients, wanted, dates, since, until, order, ascending, after, count } = call;
  const [first, ...rows] = await database.ask<SearchPage['rows'][number] & { readable: boolean; total: number }>(
    'record-search',
    'select * from api.search_resources($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)',
    [
      caller.session,
      caller.certificate,
      type,
      ids,
      patients,
      wanted.map(({ group }) => group),
      wanted.map(({ mode }) => mode),
      wanted.map(({ value }) => value),
      dates.map(({ name }) => name),
      dates.map(({ op }) => op),
      dates.map(({ from }) => from),
      dates.map(({ to }) => to),
      since,
      until,
      order,
      ascending,
      after?.moment ?? null,
      after?.ref ?? null,
      count,
    ],
  );
  if (first === undefined) throw new Error('a search answers at least its total');
  return { readable: first.readable, total: first.total, rows };
}

/** The readable ones of these references (`type` null), or of `type` whose `tokens` name one of `refs`. */
export function readJoined(
  database: Database,
  { session, certificate }: Caller,
  refs: readonly string[],
  type: string | null,
  tokens: readonly string[],
): Promise<StoredResource[]> {
  return database.ask('record-joined', 'select * from api.read_joined($1, $2, $3, $4, $5)', [
    session,
    certificate,
    refs,
    type,
    tokens,
  ]);
}
