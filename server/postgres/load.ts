import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { COPY_SETTINGS, type DumpedSequence, type DumpedTable, TABLES } from './dump.ts';
import type { AdminConnection } from './embedded.ts';
import { type Migration, migrate } from './migrate.ts';

/** A database on its way back; nothing of it is there for anybody before `commit`. */
export interface Load {
  /** Fills a table whose rows come piece by piece; answers how many there were. */
  copy(table: DumpedTable, pieces: AsyncIterable<Uint8Array>): Promise<number>;
  setSequences(sequences: readonly DumpedSequence[]): Promise<void>;
  /** Ends every session: whoever was signed in at the moment of the backup signs in again. */
  endSessions(): Promise<void>;
  commit(): Promise<void>;
  /** Forgets what was filled in; does nothing after `commit`. */
  undo(): Promise<void>;
}

const OWN = `nspname !~ '^pg_' and nspname <> 'information_schema'`;

/** Says what stands in the way of a restore into this database; null when it is empty. */
export async function findOccupied(admin: AdminConnection): Promise<string | null> {
  return withClient(admin, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select nspname || '.' || relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OWN}
       union all select nspname from pg_namespace where ${OWN} and nspname <> 'public' order by 1 limit 1`,
    );
    return rows[0]?.name ?? null;
  });
}

/** Removes everything of ours from a database that was empty before. */
export async function emptyDatabase(admin: AdminConnection): Promise<void> {
  await withClient(admin, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(nspname) as name from pg_namespace where ${OWN} and nspname <> 'public'`,
    );
    if (rows.length > 0) await client.query(`drop schema ${rows.map(({ name }) => name).join(', ')} cascade`);
  });
}

/** Makes the schema of these migrations in an empty database and opens one transaction that fills it. */
export async function openLoad(admin: AdminConnection, migrations: readonly Migration[]): Promise<Load> {
  let client: pg.Client | null = null;
  let triggers: readonly Trigger[] = [];
  const undo = async (): Promise<void> => {
    await client?.end();
    client = null;
  };
  try {
    await migrate(admin, migrations);
    const own = new pg.Client(admin);
    await own.connect();
    client = own;
    await own.query(COPY_SETTINGS);
    await own.query('begin');
    triggers = (await own.query<Trigger>(ALWAYS)).rows;
    const tables = (await own.query<DumpedTable>(TABLES)).rows.map(({ name }) => name);
    // The rows were whole where they come from: what derives or forbids is not asked again.
    for (const name of tables) await own.query(`alter table ${name} disable trigger all`);
    await own.query(`truncate ${tables.join(', ')}`);
    return {
      copy: async ({ name, columns }, pieces) => {
        const stream = own.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`));
        const done = finished(stream);
        done.catch(() => undefined);
        for await (const piece of pieces) if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), done]);
        stream.end();
        await done;
        return stream.rowCount;
      },
      setSequences: async (sequences) => {
        for (const { name, last, called } of sequences)
          await own.query('select setval($1::regclass, $2::bigint, $3)', [name, last, called]);
      },
      endSessions: async () => {
        await own.query('update identity.session set ended_at = now() where ended_at is null');
      },
      commit: async () => {
        for (const name of tables) await own.query(`alter table ${name} enable trigger all`);
        for (const { table, trigger } of triggers)
          await own.query(`alter table ${table} enable always trigger ${trigger}`);
        await own.query('commit');
        await own.query('analyze');
        await own.end();
        client = null;
      },
      undo,
    };
  } catch (error) {
    await undo();
    throw error;
  }
}

interface Trigger {
  readonly table: string;
  readonly trigger: string;
}

/** Triggers that work in every mode of a session: enabling all would make ordinary ones of them. */
const ALWAYS = `
  select t.tgrelid::regclass::text as table, quote_ident(t.tgname) as trigger
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where t.tgenabled = 'A' and c.relowner = 'passerelle_owner'::regrole`;

async function withClient<T>(admin: AdminConnection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
