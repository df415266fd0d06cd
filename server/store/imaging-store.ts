import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** What became of one instance: `stored`, `duplicate`, or the reason of its quarantine. */
export interface FiledInstance {
  readonly ordinal: number;
  readonly outcome: string;
  readonly patient: string | null;
}

/** Which way images came in, by which sender (AE title, empty where none is known), and whether counting may wait. */
export interface ImagingDoor {
  readonly door: 'stow' | 'dimse' | 'pacs';
  readonly sender: string;
  /** True leaves counts and ImagingStudy of a known series to `refreshStudies`. */
  readonly defer: boolean;
}

/** Files instances whose bytes are durable already; rows are made by server/dicom/file-instances.ts. */
export function storeInstances(
  database: Database,
  { session, certificate }: Caller,
  { door, sender, defer }: ImagingDoor,
  rows: readonly object[],
): Promise<FiledInstance[]> {
  return database.ask('imaging-store', 'select * from api.store_instances($1, $2, $3, $4, $5, $6) order by ordinal', [
    session,
    certificate,
    JSON.stringify(rows),
    door,
    sender,
    defer,
  ]);
}

/** Counts studies that were left for later and writes their ImagingStudy; how many, never more than `limit`. */
export async function refreshStudies(
  database: Database,
  { session, certificate }: Caller,
  limit: number,
): Promise<number> {
  const [row] = await database.ask<{ count: number }>(
    'imaging-refresh',
    'select api.refresh_studies($1, $2, $3) count',
    [session, certificate, limit],
  );
  return row?.count ?? 0;
}

/** True while this caller may read an instance; refuses when the session is over. */
export async function isInstanceReadable(
  database: Database,
  { session, certificate }: Caller,
  instance: string,
): Promise<boolean> {
  const [row] = await database.ask<{ readable: boolean }>(
    'imaging-still-readable',
    'select api.is_instance_readable($1, $2, $3) readable',
    [session, certificate, instance],
  );
  return row?.readable === true;
}

/** An instance that may be read, and where its bytes are. */
export interface ReadableInstance {
  readonly patient: string;
  readonly series_uid: string;
  readonly instance_uid: string;
  readonly sha256: string;
  readonly bytes: string;
  readonly transfer_syntax: string;
  readonly frames: number;
  readonly metadata: string;
  /** Where the bytes are: among the blobs, or in the PACS. */
  readonly source: 'store' | 'pacs';
}

/** Readable instances of a study, of one series or one instance of it; empty when there is none for this caller. */
export async function readInstances(
  database: Database,
  { session, certificate }: Caller,
  study: string,
  series: string | null,
  instance: string | null,
): Promise<readonly ReadableInstance[]> {
  const rows = await database.ask<ReadableInstance>(
    'imaging-read',
    'select * from api.read_instances($1, $2, $3, $4, $5)',
    [session, certificate, study, series, instance],
  );
  return rows.filter((row) => row.sha256 !== null);
}

/** A condition of a QIDO query on one attribute. */
export interface QidoMatch {
  readonly tag: string;
  readonly mode: 'is' | 'like' | 'range';
  readonly low: string;
  readonly high: string;
}

/** One page of a QIDO query, DICOM JSON attributes. */
export async function queryImaging(
  database: Database,
  { session, certificate }: Caller,
  query: {
    readonly level: 'studies' | 'series' | 'instances';
    readonly study: string | null;
    readonly series: string | null;
    readonly matches: readonly QidoMatch[];
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ total: number; rows: readonly { patient: string; attributes: Record<string, unknown> }[] }> {
  const { level, study, series, matches, limit, offset } = query;
  const [first, ...rows] = await database.ask<{ total: number; patient: string; attributes: Record<string, unknown> }>(
    'imaging-query',
    'select * from api.query_imaging($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [
      session,
      certificate,
      level,
      study,
      series,
      matches.map(({ tag }) => tag),
      matches.map(({ mode }) => mode),
      matches.map(({ low }) => low),
      matches.map(({ high }) => high),
      limit,
      offset,
    ],
  );
  return { total: first?.total ?? 0, rows };
}
