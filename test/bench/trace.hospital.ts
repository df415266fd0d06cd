import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Caller } from '../../server/caller.ts';
import type { Database } from '../../server/deps.ts';
import { openDatabase } from '../../server/postgres/database.ts';
import { openEmbeddedPostgres } from '../../server/postgres/embedded.ts';
import { migrate, toApiConnection } from '../../server/postgres/migrate.ts';
import type { TestDatabase } from '../server/support/test-database.ts';
import { filled, fillTrace } from './trace.fill.ts';

/** A trace of so many entries in a PostgreSQL of its own as it comes, asked as the API asks it for a signed-in Director. */
export interface FilledTrace {
  readonly entries: number;
  readonly database: Database;
  readonly director: Caller;
  readonly sql: TestDatabase['sql'];
  /** CPU of the database's own process in the filling, per entry; its size with and without indexes, bytes per entry. */
  readonly cost: { readonly cpuMicroseconds: number; readonly table: number; readonly indexes: number };
  close(): Promise<void>;
}

/** Fills by the trace's own way in, with a chain that verifies with `key`; physicians and PCs have names. */
export async function openFilledTrace(entries: number, key: Buffer): Promise<FilledTrace> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-trace-bench-'));
  const postgres = await openEmbeddedPostgres(join(folder, 'pg'));
  await migrate(postgres.connection);
  const pool = new pg.Pool({ ...postgres.connection, max: 1 });
  const database = openDatabase({ ...toApiConnection(postgres.connection), max: 4 });
  const sql: TestDatabase['sql'] = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;
  const close = async (): Promise<void> => {
    await database.close();
    await pool.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [backend] = await sql<{ pid: number }>('select pg_backend_pid() as pid');
    const before = readCpu(backend?.pid ?? 0);
    await fillTrace(sql, key, entries);
    const cpuMicroseconds = ((readCpu(backend?.pid ?? 0) - before) / entries) * 1e6;
    const director = await signIn(sql);
    await sql('vacuum (analyze) trace.entry');
    const [size] = await sql<{ table: string; indexes: string }>(
      `select pg_table_size('trace.entry') as table, pg_indexes_size('trace.entry') as indexes`,
    );
    const cost = {
      cpuMicroseconds,
      table: Number(size?.table) / entries,
      indexes: Number(size?.indexes) / entries,
    };
    return { entries, database, director, sql, cost, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Seconds of CPU that a process has used so far; NaN where the system does not tell. */
export function readCpu(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

async function signIn(sql: TestDatabase['sql']): Promise<Caller> {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  const [person, pc] = [randomUUID(), randomUUID()];
  await sql(
    `insert into identity.person (id, role, login, name, nihdi)
       select $1::uuid, 'director', 'direction', 'Direction', null
       union all select ('a0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'physician', 'd' || n, 'Dr ' || n, 'd' || n
         from generate_series(0, 299) n`,
    [person],
  );
  await sql(
    `insert into identity.pc (id, name) select $1::uuid, 'Direction' union all
       select ('b0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'PC ' || n from generate_series(0, 399) n`,
    [pc],
  );
  await sql(
    `insert into identity.certificate (sha256, kind, pc, serial, key_sha256, not_before, not_after)
       values ($1, 'pc', $2, '1', $1, now() - interval '1 day', now() + interval '1 day')`,
    [hash('certificate'), pc],
  );
  await sql(
    `insert into identity.session (sha256, person, certificate, ends_at) values ($1, $2, $3, now() + interval '10 hours')`,
    [hash('session'), person, hash('certificate')],
  );
  return { session: hash('session'), certificate: hash('certificate'), requestId: 'bench' };
}

/** Somebody and something of the filling, to be asked for. */
export const asked = { person: filled.person(7), pc: filled.pc(7), patient: filled.patient(7 * 67) };
