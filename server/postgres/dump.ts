import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { AdminConnection } from './embedded.ts';

/** One table as a backup holds it; generated columns are not among its columns. */
export interface DumpedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Where a sequence stood: what it gave last, and whether it gave that already. */
export interface DumpedSequence {
  readonly name: string;
  readonly last: string;
  readonly called: boolean;
}

/** The whole database as it stood at one moment, while others go on writing. */
export interface Dump {
  readonly at: Date;
  readonly tables: readonly DumpedTable[];
  /** Name and hash of each migration that made this schema. */
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[];
  /** The rows of a table, PostgreSQL's COPY text in UTF-8; `rows` counts them once it was read to its end. */
  copy(table: DumpedTable): { readonly bytes: AsyncIterable<Buffer>; readonly rows: () => number };
  /** To be read after every table: a sequence may be ahead of the rows, never behind. */
  readSequences(): Promise<readonly DumpedSequence[]>;
  /** SHA-256 (hex) of every file of the blob store that the record names, in order, a page at a time. */
  listBlobs(after: string, limit: number): Promise<readonly string[]>;
  /** True while the record, at the moment of this dump, names the file. */
  namesBlob(sha256: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Text forms that mean the same everywhere, and no row that a policy keeps back in silence: that is an error instead. */
export const COPY_SETTINGS = `
  set row_security = off; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set synchronize_seqscans = off;
  set client_encoding = 'UTF8'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set timezone = 'UTC';
  set bytea_output = 'hex'; set extra_float_digits = 3; set search_path = pg_catalog`;

/** Every table of ours: kept ones, not what a crash empties. */
export const TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name,
         array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attgenerated = '')::text[] as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relkind = 'r' and c.relpersistence = 'p' and c.relowner = 'passerelle_owner'::regrole
   group by 1 order by 1`;

const SEQUENCES = `
  select format('%I.%I', schemaname, sequencename) as name, coalesce(last_value, start_value)::text as last,
         last_value is not null as called
    from pg_sequences where sequenceowner = 'passerelle_owner' order by 1`;

/** What the record keeps in files: a PACS's images and a resource's own text are not among them. */
export const BLOBS = `
  select sha256 from medical.resource where content is null
  union select sha256 from medical.resource_version where content is null
  union select sha256 from medical.instance where source = 'store'
  union select sha256 from medical.quarantine where kept and door <> 'pacs'
  union select sha256 from care.consent_form
  union select sha256 from care.signed_form`;

/** Opens one snapshot of the database as its administrator; until `close` it holds nobody up. */
export async function openDump(admin: AdminConnection): Promise<Dump> {
  const client = new pg.Client(admin);
  await client.connect();
  const ask = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await client.query<Row>(text, [...values])).rows;
  try {
    await client.query(COPY_SETTINGS);
    await client.query('begin isolation level repeatable read read only');
    const [moment] = await ask<{ at: Date }>('select clock_timestamp() as at');
    const tables = await ask<DumpedTable & { columns: string[] }>(TABLES);
    return {
      at: moment?.at ?? new Date(0),
      tables,
      migrations: await ask('select name, sha256 from migration.applied order by name'),
      copy: ({ name, columns }) => {
        const stream = client.query(copyTo(`copy ${name} (${columns.join(', ')}) to stdout`));
        return { bytes: stream, rows: () => stream.rowCount };
      },
      readSequences: () => ask(SEQUENCES),
      listBlobs: async (after, limit) => {
        const rows = await ask<{ name: string }>(
          `select encode(b.sha256, 'hex') as name from (${BLOBS}) b where b.sha256 > decode($1, 'hex') order by b.sha256 limit $2`,
          [after, limit],
        );
        return rows.map(({ name }) => name);
      },
      namesBlob: async (sha256) => {
        const text = `select exists (select from (${BLOBS}) b where b.sha256 = decode($1, 'hex')) as named`;
        return (await ask<{ named: boolean }>(text, [sha256]))[0]?.named === true;
      },
      close: () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}
