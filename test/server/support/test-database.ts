import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../../../server/postgres/database.ts';
import type { AdminConnection } from '../../../server/postgres/embedded.ts';
import { migrate, readMigrations, toApiConnection } from '../../../server/postgres/migrate.ts';
import type { Database } from '../../../server/deps.ts';
import { openTestPostmaster } from './test-postmaster.ts';

/** A migrated database of its own, gone at `close`. */
export interface TestDatabase {
  readonly admin: AdminConnection;
  readonly api: AdminConnection;
  /** As the API's role, as the server asks. */
  readonly database: Database;
  /** As the superuser, past the gate: to arrange what the public doors cannot, and to look behind them. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const TEMPLATE_LOCK = 7_101_968;

/** Clones the migrated template (made once for each set of migrations) into a new database. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { connection } = await openTestPostmaster();
  const template = await readyTemplate(connection);
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withClient(connection, async (client) => {
    await client.query(`create database ${name} template ${template}`);
    // The template's grants on the database itself are not cloned.
    await client.query(
      `revoke all on database ${name} from public; grant connect on database ${name} to passerelle_api`,
    );
  });
  const admin = { ...connection, database: name };
  const api = toApiConnection(admin);
  const database = openDatabase({ ...api, max: 6 });
  const pool = new pg.Pool({ ...admin, max: 2 });
  pool.on('error', () => undefined);
  return {
    admin,
    api,
    database,
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    close: async () => {
      await Promise.all([database.close(), pool.end()]);
      await withClient(connection, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** An empty database, not migrated, gone at `close`. */
export async function openEmptyDatabase(): Promise<{ admin: AdminConnection; close(): Promise<void> }> {
  const { connection } = await openTestPostmaster();
  const name = `empty_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withClient(connection, (client) => client.query(`create database ${name} template template0`));
  return {
    admin: { ...connection, database: name },
    close: async () => {
      await withClient(connection, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function readyTemplate(connection: AdminConnection): Promise<string> {
  const migrations = readMigrations();
  const digest = createHash('sha256');
  for (const { name, sha256 } of migrations) digest.update(`${name}:${sha256};`);
  const name = `template_${digest.digest('hex').slice(0, 16)}`;
  await withClient(connection, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    const half = `half_${randomBytes(4).toString('hex')}`;
    await client.query(`create database ${half} template template0`);
    try {
      await migrate({ ...connection, database: half }, migrations);
      await client.query(`alter database ${half} rename to ${name}`);
    } catch (error) {
      await client.query(`drop database if exists ${half} with (force)`);
      throw error;
    }
  });
  return name;
}

async function withClient<T>(connection: AdminConnection, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
