import { expect, test } from 'vitest';
import { openAdmin } from '../../../server/postgres/admin.ts';
import { toApiPassword } from '../../../server/postgres/migrate.ts';

const open = async (url: string) => (await openAdmin('unused', url)).connection;

test('derives the password of the API’s role from none that everybody knows [R08]', async () => {
  for (const url of [
    'postgres://owner@db.example/record',
    'postgres://owner:@localhost/record?host=/var/run/postgresql',
  ])
    await expect(openAdmin('unused', url)).rejects.toThrow('DATABASE_URL has no password');
  expect(() => toApiPassword('')).toThrow('none');
  expect(toApiPassword('one')).not.toBe(toApiPassword('other'));
});

test('sends nothing of the record to another machine’s PostgreSQL in the clear, unless told so [R08]', async () => {
  const ssl = async (host: string, query = '') => (await open(`postgres://owner:secret@${host}/record${query}`)).ssl;
  for (const query of ['', '?sslmode=prefer', '?sslmode=require', '?sslmode=verify-ca', '?sslmode=verify-full'])
    expect([query, await ssl('db.example', query)]).toEqual([query, true]);
  for (const near of ['localhost', '127.0.0.1', '127.0.0.2:5433', '[::1]']) expect(await ssl(near)).toBeUndefined();
  expect(await ssl('db.example', '?host=/var/run/postgresql')).toBeUndefined();
  expect(await ssl('localhost.example')).toBe(true);
  expect(await ssl('db.example', '?sslmode=disable')).toBeUndefined();
});
