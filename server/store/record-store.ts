import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { ResourceRow } from '../mapping/resource-row.ts';

/** What became of one row: `created`, `updated`, `unchanged`, or why the whole transaction was refused. */
export interface WrittenRow {
  /** Counted from one. */
  readonly ordinal: number;
  readonly outcome: string;
  readonly version: number | null;
  readonly updated: Date | null;
}

/** Writes a whole transaction or, when any row is refused, nothing. */
export function writeResources(
  database: Database,
  { session, certificate }: Caller,
  rows: readonly ResourceRow[],
): Promise<WrittenRow[]> {
  return database.ask('record-write', 'select * from api.write_resources($1, $2, $3) order by ordinal', [
    session,
    certificate,
    JSON.stringify(rows),
  ]);
}

/** Resources of these types that carry these keyed identifiers. */
export function findByIdentifier(
  database: Database,
  { session, certificate }: Caller,
  types: readonly string[],
  hashes: readonly string[],
): Promise<{ ordinal: number; type: string; id: string }[]> {
  return database.ask('record-find', 'select * from api.find_by_identifier($1, $2, $3, $4)', [
    session,
    certificate,
    types,
    hashes,
  ]);
}

/** Texts of Patients as they are stored. Systems only: they never leave the API. */
export function readPatients(
  database: Database,
  { session, certificate }: Caller,
  ids: readonly string[],
): Promise<{ id: string; content: string }[]> {
  return database.ask('record-patients', 'select * from api.read_patients($1, $2, $3)', [session, certificate, ids]);
}

/** A resource as it is served; `content` is null for a Binary, whose text lies in the blob store under `sha256`. */
export interface StoredResource {
  readonly type: string;
  readonly id: string;
  readonly patient: string | null;
  readonly version: number;
  readonly updated: Date;
  readonly content: string | null;
  readonly sha256: string;
}

/** One resource, or one of its versions; null when this caller may not read it or there is none. */
export async function readResource(
  database: Database,
  { session, certificate }: Caller,
  type: string,
  id: string,
  version: number | null,
): Promise<StoredResource | null> {
  const [row] = await database.ask<Omit<StoredResource, 'type' | 'id'>>(
    'record-read',
    'select * from api.read_resource($1, $2, $3, $4, $5)',
    [session, certificate, type, id, version],
  );
  return row === undefined ? null : { type, id, ...row };
}

/** Every version of a readable resource, newest first. */
export function readHistory(
  database: Database,
  { session, certificate }: Caller,
  type: string,
  id: string,
): Promise<Pick<StoredResource, 'patient' | 'version' | 'updated' | 'content'>[]> {
  return database.ask('record-history', 'select * from api.read_history($1, $2, $3, $4)', [
    session,
    certificate,
    type,
    id,
  ]);
}
