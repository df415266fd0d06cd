import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { AdminConnection } from './embedded.ts';

/** One numbered SQL file; `sha256` is of its text, so that an applied one cannot change unnoticed. */
export interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/** Same lock for everybody who prepares this database. */
const LOCK = 7_101_967;

const ROLES = `
  do $$
  begin
    if not exists (select from pg_roles where rolname = 'passerelle_owner') then
      create role passerelle_owner nologin nobypassrls nosuperuser;
    end if;
    if not exists (select from pg_roles where rolname = 'passerelle_api') then
      create role passerelle_api login nobypassrls nosuperuser nocreatedb nocreaterole;
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$;
  do $$
  begin
    execute format('grant create, connect on database %I to passerelle_owner', current_database());
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to passerelle_api', current_database());
    if not (select rolsuper from pg_roles where rolname = current_user) then
      execute format('grant passerelle_owner to %I', current_user);
    end if;
  end $$;
  revoke all on schema public from public;
`;

/** Every migration in order of its number. */
export function readMigrations(): readonly Migration[] {
  const folder = join(import.meta.dirname, 'migrations');
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    });
}

/** Password of the API's role, derived from the administrator's, so that several API processes agree without a file. */
export function toApiPassword(adminPassword: string): string {
  if (adminPassword === '') throw new Error('No password can be derived from none.');
  return createHmac('sha256', adminPassword).update('passerelle_api').digest('base64url');
}

/** How the API itself connects: same server, its own role. */
export function toApiConnection(admin: AdminConnection): AdminConnection {
  return { ...admin, user: 'passerelle_api', password: toApiPassword(admin.password) };
}

/** Brings roles and schema of `admin.database` to the last migration; returns the names applied now. Safe to run twice at once. */
export async function migrate(admin: AdminConnection, migrations = readMigrations()): Promise<readonly string[]> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(ROLES);
    await client.query(`create schema if not exists migration;
      create table if not exists migration.applied (name text primary key, sha256 text not null, at timestamptz not null default now())`);
    const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration.applied');
    const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
    const now: string[] = [];
    for (const { name, text, sha256 } of migrations) {
      const before = applied.get(name);
      if (before === sha256) continue;
      if (before !== undefined)
        throw new Error(`Migration ${name} was applied with another text: add a new one instead.`);
      await apply(client, name, text, sha256);
      now.push(name);
    }
    await ensureApiPassword(client, admin);
    return now;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, name: string, text: string, sha256: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query('set local role passerelle_owner');
    await client.query(text);
    await client.query('reset role');
    await client.query('insert into migration.applied (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : ''}`, { cause: error });
  }
}

/** Sets the API role's password unless it already opens the door: the role belongs to the whole cluster. */
async function ensureApiPassword(client: pg.Client, admin: AdminConnection): Promise<void> {
  const api = new pg.Client(toApiConnection(admin));
  try {
    await api.connect();
    await api.end();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === '28P01' || error.code === '28000'))) throw error;
    await client.query(`alter role passerelle_api password ${pg.escapeLiteral(toApiPassword(admin.password))}`);
  }
}
