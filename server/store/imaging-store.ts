import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** What became of one instance: `stored`, `duplicate`, or the reason of its quarantine. */
export interface FiledInstance {
  readonly ordinal: number;
  readonly outcome: string;
  readonly patient: string | null;
}

/** Files instances whose bytes are durable already; rows are made by server/mapping/instance-row.ts. */
export function storeInstances(
  database: Database,
  { session, certificate }: Caller,
  rows: readonly object[],
): Promise<FiledInstance[]> {
  return database.ask('imaging-store', 'select * from api.store_instances($1, $2, $3) order by ordinal', [
    session,
    certificate,
    JSON.stringify(rows),
  ]);
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
