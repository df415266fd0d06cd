import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { leaveAdmin } from '../../../server/postgres/admin.ts';
import {
  type AdminConnection,
  type EmbeddedPostgres,
  openEmbeddedPostgres,
} from '../../../server/postgres/embedded.ts';
import { migrate, readMigrations, toApiConnection } from '../../../server/postgres/migrate.ts';
import { openEmptyDatabase } from '../support/test-database.ts';

// Processes are started and stopped here, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let running: EmbeddedPostgres[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-pg-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const one of running.slice(-1)) await one.stop().catch(() => undefined);
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

const open = async (place = join(folder, 'pg')): Promise<EmbeddedPostgres> => {
  const opened = await openEmbeddedPostgres(place);
  running.push(opened);
  return opened;
};
const ask = async (connection: AdminConnection, text: string): Promise<unknown[]> => {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
};

test('listens on a unix socket alone and is no superuser of the machine [R08]', async () => {
  const { connection, pid } = await open();
  expect(await ask(connection, 'show listen_addresses')).toEqual(['']);
  expect(await ask(connection, 'select inet_server_addr()')).toEqual([null]);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  if (process.getuid?.() === 0) expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe('0');
  await expect(ask({ ...connection, password: 'guess' }, 'select 1')).rejects.toThrow('password authentication failed');
});

test('is left to a server that took it up while a command worked, and else stopped by the command that started it', async () => {
  const started = await open();
  const server = new pg.Client((await open()).connection);
  await server.connect();
  await leaveAdmin(started);
  expect(started.isRunning()).toBe(true);
  await server.end();
  await leaveAdmin(started);
  expect(started.isRunning()).toBe(false);
});

test('adopts a postmaster that outlived its process, and survives its kill -9: what was committed is there', async () => {
  const first = await open();
  await ask(first.connection, 'create table kept as select generate_series(1, 1000) as n');
  const second = await open();
  expect([second.adopted, second.pid]).toEqual([true, first.pid]);
  expect(await ask(second.connection, 'select count(*)::int from kept')).toEqual([1000]);
  process.kill(second.pid, 'SIGKILL');
  await delay(100);
  const third = await open();
  expect(third.adopted).toBe(false);
  expect(await ask(third.connection, 'select count(*)::int from kept')).toEqual([1000]);
});

test('starts afresh when, after a restart of the machine, its process id is another program’s', async () => {
  const first = await open();
  await ask(first.connection, 'create table kept as select 1 as n');
  process.kill(first.pid, 'SIGKILL');
  await delay(100);
  for (const path of [
    join(folder, 'pg', 'data', 'postmaster.pid'),
    join(first.connection.host, '.s.PGSQL.5432.lock'),
  ]) {
    const [, ...rest] = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, [String(process.ppid), ...rest].join('\n'));
  }
  const second = await open();
  expect(second.adopted).toBe(false);
  expect(await ask(second.connection, 'select n from kept')).toEqual([1]);
});

test('finds itself a place when the unprivileged account may not enter the folder', async () => {
  chmodSync(folder, 0o700);
  const { connection } = await open();
  expect(await ask(connection, 'select 1')).toEqual([1]);
  if (process.getuid?.() === 0) {
    expect(connection.host.startsWith(folder)).toBe(false);
    const again = await open();
    expect(again.connection.host).toBe(connection.host);
    await again.stop();
    running = [];
    rmSync(join(connection.host, '..'), { recursive: true });
  }
});

test('takes a path too long for a socket, and finishes a first start that was killed half way', async () => {
  mkdirSync(join(folder, 'd'.repeat(120), 'pg', 'data.new'), { recursive: true });
  const { connection } = await open(join(folder, 'd'.repeat(120), 'pg'));
  expect(await ask(connection, 'select 1')).toEqual([1]);
  expect(existsSync(join(connection.host, '.s.PGSQL.5432'))).toBe(true);
  if (!connection.host.startsWith(folder)) {
    await running.at(-1)?.stop();
    running = [];
    rmSync(join(connection.host, '..'), { recursive: true });
  }
});

test('migrates once when two processes start together, and opens the door of the API role [R08]', async () => {
  const { admin, close } = await openEmptyDatabase();
  const results = await Promise.all([migrate(admin), migrate(admin)]);
  expect(results.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, readMigrations().length]);
  expect(await ask(toApiConnection(admin), 'select current_user')).toEqual(['passerelle_api']);
  await close();
});

test('refuses to go on when an applied migration was changed', async () => {
  const { admin, close } = await openEmptyDatabase();
  await migrate(admin, [{ name: '0001-x.sql', text: 'select 1', sha256: 'a' }]);
  await expect(migrate(admin, [{ name: '0001-x.sql', text: 'select 2', sha256: 'b' }])).rejects.toThrow('another text');
  await close();
});

test('leaves nothing of a migration that fails half way', async () => {
  const { admin, close } = await openEmptyDatabase();
  const text = 'create schema half; select 1 / 0';
  await expect(migrate(admin, [{ name: '0001-x.sql', text, sha256: 'a' }])).rejects.toThrow('division by zero');
  expect(await ask(admin, "select count(*)::int from pg_namespace where nspname = 'half'")).toEqual([0]);
  await close();
});

test('migrates for an administrator who is no superuser, as a hospital’s own PostgreSQL may only give [R08]', async () => {
  const { connection } = await open();
  await ask(connection, "create role hospital_admin login createrole nosuperuser nobypassrls password 'x'");
  await ask(connection, 'create database hospital owner hospital_admin');
  const admin = { ...connection, user: 'hospital_admin', password: 'x', database: 'hospital' };
  expect((await migrate(admin)).length).toBe(readMigrations().length);
  expect(await migrate(admin)).toEqual([]);
  expect(await ask(toApiConnection(admin), 'select current_user')).toEqual(['passerelle_api']);
  await expect(ask(toApiConnection(admin), 'select * from identity.person')).rejects.toThrow('permission denied');
});
