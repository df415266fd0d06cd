import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let hospital: TestDatabase;
beforeAll(async () => {
  hospital = await openTestDatabase();
});
afterAll(() => hospital.close());

const schemas = ['identity', 'care', 'medical', 'trace', 'push', 'migration'];

const readTables = () =>
  hospital.sql<{ schema: string; name: string; rls: boolean; forced: boolean }>(
    `select n.nspname as schema, c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1, 2`,
    [schemas],
  );

test('lets the API role read no table of any schema [R08]', async () => {
  const api = new pg.Client(hospital.api);
  await api.connect();
  try {
    const tables = await readTables();
    expect(tables.length).toBeGreaterThan(6);
    for (const { schema, name } of tables) {
      const answer = await api.query(`select * from ${schema}.${name}`).catch((error: Error) => error.message);
      expect([`${schema}.${name}`, answer]).toEqual([`${schema}.${name}`, `permission denied for schema ${schema}`]);
    }
  } finally {
    await api.end();
  }
});

test('shows the owner no row of a medical or care table without a session [R08]', async () => {
  const client = new pg.Client(hospital.admin);
  await client.connect();
  try {
    await client.query('set role passerelle_owner');
    for (const { schema, name, rls, forced } of await readTables()) {
      if (schema !== 'medical' && schema !== 'care') continue;
      const { rows } = await client.query(`select * from ${schema}.${name}`);
      expect({ table: `${schema}.${name}`, rls, forced, rows }).toEqual({
        table: `${schema}.${name}`,
        rls: true,
        forced: true,
        rows: [],
      });
    }
  } finally {
    await client.end();
  }
});
