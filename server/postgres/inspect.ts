import pg from 'pg';
import { BLOBS } from './dump.ts';
import type { AdminConnection } from './embedded.ts';
import { readMigrations, toApiConnection } from './migrate.ts';

/** A role as PostgreSQL has it. */
export interface RoleFacts {
  readonly name: string;
  readonly login: boolean;
  readonly superuser: boolean;
  readonly bypassesRows: boolean;
}

/** What an operator's check asks of the database. */
export interface Inspection {
  readVersion(): Promise<string>;
  readRoles(): Promise<readonly RoleFacts[]>;
  /** Null when the API's role gets in, else PostgreSQL's code. */
  tryApi(): Promise<string | null>;
  /** Names of tables of ours that keep back no row, although they must. */
  listOpenTables(): Promise<readonly string[]>;
  /** Migrations of this program that are not applied, applied ones that it does not know, and those whose text differs. */
  readMigrations(): Promise<Record<'waiting' | 'unknown' | 'altered', readonly string[]>>;
  readClock(): Promise<Date>;
  /** The time of the newest entry of the trace; null without one. */
  readLastTrace(): Promise<Date | null>;
  readWriters(): Promise<readonly { number: number; seq: number; hash: Buffer; mac: Buffer }[]>;
  /** Some files that the record names, SHA-256 in hexadecimal; others each time. */
  sampleBlobs(count: number): Promise<readonly string[]>;
  /** Releases that a PC may still be offered, with their packages; `pushed`: some PC is. */
  readReleases(): Promise<
    readonly { counter: number; pushed: boolean; packages: readonly { file: string; size: number }[] }[]
  >;
  close(): Promise<void>;
}

/** Opens one connection as the administrator, for looking alone. */
export async function openInspection(admin: AdminConnection): Promise<Inspection> {
  const client = new pg.Client({ ...admin, connectionTimeoutMillis: 10_000, statement_timeout: 60_000 });
  await client.connect();
  const ask = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await client.query<Row>(text, [...values])).rows;
  return {
    readVersion: async () => (await ask<{ server_version: string }>('show server_version'))[0]?.server_version ?? '',
    readRoles: () =>
      ask(`select rolname as name, rolcanlogin as login, rolsuper as superuser, rolbypassrls as "bypassesRows"
             from pg_roles where rolname in ('passerelle_owner', 'passerelle_api') order by 1`),
    tryApi: async () => {
      const api = new pg.Client({ ...toApiConnection(admin), connectionTimeoutMillis: 10_000 });
      try {
        await api.connect();
        return null;
      } catch (error) {
        return (error as { code?: string }).code ?? 'unreachable';
      } finally {
        await api.end().catch(() => undefined);
      }
    },
    listOpenTables: async () => {
      const rows = await ask<{ name: string }>(
        `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('medical', 'care') and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
      );
      return rows.map(({ name }) => name);
    },
    readMigrations: async () => {
      const own = new Map(readMigrations().map(({ name, sha256 }) => [name, sha256]));
      const rows = await ask<{ name: string; sha256: string }>('select name, sha256 from migration.applied');
      const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
      return {
        waiting: [...own.keys()].filter((name) => !applied.has(name)),
        unknown: [...applied.keys()].filter((name) => !own.has(name)).sort(),
        altered: [...own]
          .filter(([name, hash]) => applied.has(name) && applied.get(name) !== hash)
          .map(([name]) => name),
      };
    },
    readClock: async () => (await ask<{ at: Date }>('select clock_timestamp() as at'))[0]?.at ?? new Date(0),
    readLastTrace: async () => {
      const rows = await ask<{ at: string | null }>(
        'select max(e.at) as at from trace.writer w join trace.entry e on e.writer = w.number and e.seq = w.seq',
      );
      const at = rows[0]?.at ?? null;
      return at === null ? null : new Date(at);
    },
    readWriters: async () => {
      const rows = await ask<{ number: string; seq: string; hash: Buffer; mac: Buffer }>(
        'select number, seq, hash, mac from trace.writer order by number',
      );
      return rows.map(({ number, seq, hash, mac }) => ({ number: Number(number), seq: Number(seq), hash, mac }));
    },
    sampleBlobs: async (count) => {
      const rows = await ask<{ name: string }>(
        `select encode(b.sha256, 'hex') as name from (${BLOBS}) b order by random() limit $1`,
        [count],
      );
      return rows.map(({ name }) => name);
    },
    readReleases: () =>
      ask(`select r.counter, r.ring is not null and not r.paused as pushed,
                  (select jsonb_agg(jsonb_build_object('file', k.file, 'size', k.size)) from updates.package k where k.counter = r.counter) as packages
             from updates.release r where r.withdrawn_at is null and r.expires > now() order by r.counter`),
    close: () => client.end(),
  };
}
