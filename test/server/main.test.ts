import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { InvitationFile } from '../../contracts/enrolment.ts';
import type { Enrolment } from '../../contracts/enrolment.ts';
import { tour } from '../../server/demo/accounts.ts';
import { openEmbeddedPostgres } from '../../server/postgres/embedded.ts';
import { type HttpsClient, openClient } from './support/https-client.ts';
import { makePcKey } from './support/practice-pc.ts';
import { runServerCommand, startServer } from './support/server-process.ts';

// Processes are started and stopped here, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let data: string;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'passerelle-main-'));
  chmodSync(data, 0o755);
  await runServerCommand('init.ts', data);
});
afterAll(async () => {
  const left = await openEmbeddedPostgres(join(data, 'postgres'));
  await left.stop();
  rmSync(data, { recursive: true, force: true });
});

const read = (name: string): string => readFileSync(join(data, name), 'utf8');
const listFiles = (): string[] =>
  readdirSync(data, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('postgres') && statSync(join(data, name)).isFile())
    .map((name) => `${name} ${read(name).length} ${statSync(join(data, name)).mtimeMs}`);

async function enrol(client: HttpsClient, login: string) {
  const { csr } = await makePcKey();
  const code = read(`invitations/${login}.code.txt`).trim();
  return client.ask<Enrolment & { code?: string }>('POST', '/api/enrolments', { body: { code, csr, pcName: 'PC' } });
}

test('founds the same hospital once: a second init changes nothing [R02]', async () => {
  const before = listFiles();
  await runServerCommand('init.ts', data);
  expect(listFiles()).toEqual(before);
});

test('leaves keys readable by its own account alone, and the root’s key apart [R06]', () => {
  for (const name of [
    'system.key',
    'pki/issuing.key',
    'pki/statement.key',
    'pki/offline/root.key',
    'secrets/codes.key',
  ])
    expect([name, statSync(join(data, name)).mode & 0o077]).toEqual([name, 0]);
});

test('invites with a file that holds no secret and a code that travels apart [R02]', async () => {
  const file = InvitationFile.parse(JSON.parse(read(`invitations/${tour.login}.passerelle`)));
  const code = read(`invitations/${tour.login}.code.txt`).trim();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(JSON.stringify(file)).not.toContain(code);
  expect(file.caCertificate).toBe(read('pki/root.pem'));
  await runServerCommand('invite.ts', data, [tour.login]);
  expect(read(`invitations/${tour.login}.code.txt`).trim()).not.toBe(code);
});

test('says where it listens, enrols, and ends cleanly on SIGTERM [C3]', async () => {
  const server = await startServer(data);
  const client = openClient(server.openUrl, { ca: read('pki/root.pem') });
  expect((await enrol(client, tour.login)).status).toBe(200);
  client.close();
  expect(await server.end('SIGTERM')).toBe(0);
  expect(existsSync(join(data, 'postgres/data/postmaster.pid'))).toBe(false);
});

test('starts its PostgreSQL again when that was killed, and the trace goes on [R21]', async () => {
  const server = await startServer(data);
  const client = openClient(server.openUrl, { ca: read('pki/root.pem') });
  const ask = async (): Promise<number> =>
    (await client.ask('POST', '/api/statements', { body: { certificate: read('pki/root.pem') } })).status;
  expect(await ask()).toBe(200);
  const readPid = (): string => read('postgres/data/postmaster.pid').split('\n')[0] ?? '';
  const killed = readPid();
  process.kill(Number(killed), 'SIGKILL');
  // A backend may outlive its postmaster by a moment: until the new one runs, an answer is durable or refused, never a bug.
  await vi.waitFor(
    async () => {
      expect([200, 503]).toContain(await ask());
      expect(readPid()).not.toBe(killed);
      expect(await ask()).toBe(200);
    },
    { timeout: 30_000, interval: 250 },
  );
  await runServerCommand('invite.ts', data, ['helpdesk']);
  expect((await enrol(client, 'helpdesk')).status).toBe(200);
  client.close();
  expect(await server.end('SIGTERM')).toBe(0);
  expect(await runServerCommand('verify-trace.ts', data)).toMatch(/^The trace is whole/);
});

test('is whole after SIGKILL in the midst of enrolments: what was answered is held, the trace verifies [R21]', async () => {
  const server = await startServer(data);
  const client = openClient(server.openUrl, { ca: read('pki/root.pem') });
  const logins = ['guichet', 'bernard.wery'];
  const answers: Enrolment[] = [];
  const running = logins.map(async (login) => {
    const { status, body } = await enrol(client, login);
    if (status === 200) answers.push(body);
  });
  await Promise.race(running);
  expect(await server.end('SIGKILL')).toBe('SIGKILL');
  await Promise.allSettled(running);
  client.close();
  expect(answers.length).toBeGreaterThan(0);

  const again = await startServer(data);
  const reopened = openClient(again.openUrl, { ca: read('pki/root.pem') });
  for (const { certificate, statementKey } of answers) {
    const { body } = await reopened.ask<{ statement: string }>('POST', '/api/statements', { body: { certificate } });
    const claims = JSON.parse(Buffer.from(body.statement.split('.')[1] ?? '', 'base64url').toString('utf8')) as object;
    expect(claims).toMatchObject({ standing: 'enrolled' });
    expect(statementKey).toContain('PUBLIC KEY');
  }
  reopened.close();
  expect(await again.end('SIGTERM')).toBe(0);
  expect(await runServerCommand('verify-trace.ts', data)).toMatch(
    /^The trace is whole: \d+ entries of \d+ writers\.$/m,
  );
});

const isPostgresUp = (): boolean => existsSync(join(data, 'postgres/data/postmaster.pid'));

test('leaves no PostgreSQL behind when it cannot start: a migration that was changed; and takes none from another server [C3]', {
  timeout: 120_000,
}, async () => {
  const alter = async (change: string): Promise<void> => {
    const { connection, stop } = await openEmbeddedPostgres(join(data, 'postgres'));
    const client = new pg.Client(connection);
    await client.connect();
    await client.query(`update migration.applied set sha256 = ${change} where name like '0001-%'`);
    await client.end();
    await stop();
  };
  await alter(`'x' || sha256`);
  await expect(startServer(data)).rejects.toThrow('was applied with another text');
  expect(isPostgresUp()).toBe(false);
  await alter('substr(sha256, 2)');

  // Beside a server at work, the one that fails takes nothing from it.
  const server = await startServer(data);
  const { port: own } = new URL(server.medicalUrl);
  await expect(startServer(data, { MEDICAL_PORT: own })).rejects.toThrow('EADDRINUSE');
  expect(isPostgresUp()).toBe(true);
  expect(await server.end('SIGTERM')).toBe(0);
  expect(isPostgresUp()).toBe(false);
});
