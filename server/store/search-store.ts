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
  readonly after: Position | null;
  readonly count: number;
}

/** Where a page ended. */
export interface Position {
  readonly happened: string;
  readonly ref: string;
}

/** One page. `readable` is false when a patient asked for by name may not be read, and then nothing else is said. */
export interface SearchPage {
  readonly readable: boolean;
  readonly total: number;
  readonly rows: readonly (StoredResource & { readonly happened: string })[];
}

/** Searches behind the gate, newest first. */
export async function searchResources(database: Database, caller: Caller, call: SearchCall): Promise<SearchPage> {
  const { type, ids, patients, wanted, dates, since, after, count } = call;
  const [first, ...rows] = await database.ask<SearchPage['rows'][number] & { readable: boolean; total: number }>(
    'record-search',
    'select * from api.search_resources($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)',
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
      after?.happened ?? null,
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
