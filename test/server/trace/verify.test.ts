import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { openDatabase } from '../../../server/postgres/database.ts';
import { createSecrets, readSecrets } from '../../../server/secrets.ts';
import { keepHeads } from '../../../server/trace/keep-heads.ts';
import { openTraceWriter } from '../../../server/trace/writer.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const run = promisify(execFile);
const clock = { now: () => new Date() };
// Processes are started and stopped here, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let hospital: TestDatabase;
let data: string;
beforeEach(async () => {
  hospital = await openTestDatabase();
  data = mkdtempSync(join(tmpdir(), 'passerelle-trace-'));
  await createSecrets(join(data, 'secrets'));
});
afterEach(async () => {
  await hospital.close();
  rmSync(data, { recursive: true, force: true });
});

/** A process's life: so many entries, a head at its start and, unless it is killed, one at its end. */
async function runWriter(entries: number, killed = false): Promise<void> {
  const secrets = readSecrets(join(data, 'secrets'));
  const database = openDatabase(hospital.api);
  const heads = await keepHeads(database, join(data, 'trace'), secrets, clock, (error) => {
    throw error;
  });
  const writer = openTraceWriter(database, secrets.traceKey, clock, () => heads.keep());
  const entry = { kind: 'copied', person: null, pc: null, patient: null, outcome: 'ok', requestId: 'r' } as const;
  await Promise.all(Array.from({ length: entries }, (_, n) => writer.append({ ...entry, object: `Observation/${n}` })));
  await writer.close();
  heads.stop();
  if (!killed) await heads.keep();
  await database.close();
}

/** Past every guard, as an administrator of the database could. */
const tamper = async (text: string): Promise<void> => {
  await hospital.sql(`set session_replication_role = replica; ${text}; set session_replication_role = default`);
};

async function verify(...options: string[]): Promise<{ code: number; said: string }> {
  const { host, port, user, password, database } = hospital.admin;
  const url = `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const env = { ...process.env, PASSERELLE_DATA: data, DATABASE_URL: url };
  try {
    const { stdout } = await run(process.execPath, [join(process.cwd(), 'server/verify-trace.ts'), ...options], {
      env,
    });
    return { code: 0, said: stdout.trim() };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, said: stdout.trim() };
  }
}

test('finds an untouched trace whole, across writers and a killed one [R21]', async () => {
  await runWriter(300);
  await runWriter(200, true);
  await runWriter(100);
  expect(await verify()).toEqual({ code: 0, said: 'The trace is whole: 600 entries of 3 writers.' });
});

test('notices an edited row [R21]', async () => {
  await runWriter(300);
  await tamper(
    `update trace.entry set body = replace(body, 'Observation/17"', 'Observation/18"') where writer = 1 and seq = 18`,
  );
  const { code, said } = await verify();
  expect([code, said]).toEqual([1, expect.stringContaining('writer 1: entry 18 does not follow')]);
});

test('notices an edited row whose hash, and all that follow, were made anew [R21]', async () => {
  await runWriter(5);
  await tamper(`
    do $$ declare h bytea := decode(repeat('00', 32), 'hex'); e record; begin
      update trace.entry set body = replace(body, 'Observation/1"', 'Observation/9"') where writer = 1;
      for e in select * from trace.entry where writer = 1 order by seq loop
        h := sha256(h || convert_to(e.body, 'UTF8'));
        update trace.entry set hash = h where writer = 1 and seq = e.seq;
      end loop;
      update trace.writer set hash = h where number = 1;
    end $$`);
  const { code, said } = await verify();
  expect(code).toBe(1);
  expect(said).toContain('writer 1: its state was altered');
  expect(said).toContain('is not the one that a head was signed over');
});

test('notices that the last hundred are gone, even with the count set back [R21]', async () => {
  await runWriter(300);
  await tamper('delete from trace.entry where writer = 1 and seq > 200');
  expect((await verify()).code).toBe(1);
  await tamper(
    'update trace.writer set seq = 200, hash = (select hash from trace.entry where writer = 1 and seq = 200)',
  );
  const { code, said } = await verify();
  expect([code, said]).toEqual([1, expect.stringContaining('writer 1: its state was altered')]);
});

test('notices that a whole writer is gone, in the middle and at the end [R21]', async () => {
  for (const entries of [10, 20, 30]) await runWriter(entries);
  const remove = (number: number): Promise<void> =>
    tamper(`delete from trace.entry where writer = ${number}; delete from trace.writer where number = ${number}`);
  await remove(3);
  expect(await verify()).toEqual({
    code: 1,
    said: expect.stringContaining('writer 3 stands in a signed head and is missing') as unknown,
  });
  await remove(2);
  expect((await verify()).said).toContain('writer 2 stands in a signed head and is missing');
});

test('notices that a writer is gone that was killed before any head but the one of its beginning [R21]', async () => {
  await runWriter(3);
  await runWriter(20, true);
  await tamper('delete from trace.entry where writer = 2; delete from trace.writer where number = 2');
  expect(await verify()).toEqual({
    code: 1,
    said: expect.stringContaining('writer 2 stands in a signed head and is missing') as unknown,
  });
});

test("notices that everything was replaced, keys and log and all, from yesterday's printed head alone [R21]", async () => {
  await runWriter(300);
  const today = clock.now().toLocaleDateString('en-CA', { timeZone: 'Europe/Brussels' });
  const printed = join(data, 'yesterday.json');
  copyFileSync(join(data, 'trace', `head-${today}.json`), printed);

  // Whoever holds the server writes a new past with the hospital's own keys.
  await tamper('delete from trace.entry; delete from trace.writer');
  rmSync(join(data, 'trace'), { recursive: true });
  await runWriter(300);
  expect(await verify()).toEqual({ code: 0, said: 'The trace is whole: 300 entries of 1 writers.' });
  const { code, said } = await verify('--head', printed);
  expect([code, said]).toEqual([
    1,
    expect.stringContaining('writer 1: entry 300 is not the one that a head was signed over'),
  ]);
});

test('notices entries that were slipped in under a writer that never was [R21]', async () => {
  await runWriter(5);
  await tamper(`insert into trace.entry (writer, seq, body, hash) values (9, 1, '{"kind":"copied","at":"x"}', '')`);
  expect((await verify()).said).toContain('1 entries belong to no writer');
});

test('signs no head over an altered trace, and says so, but goes on working [R21]', async () => {
  await runWriter(5);
  await tamper('update trace.writer set seq = 4 where number = 1');
  const secrets = readSecrets(join(data, 'secrets'));
  const log = readFileSync(join(data, 'trace', 'heads.log'), 'utf8');
  const failures: unknown[] = [];
  const heads = await keepHeads(hospital.database, join(data, 'trace'), secrets, clock, (error) =>
    failures.push(error),
  );
  heads.stop();
  expect([failures.length, readFileSync(join(data, 'trace', 'heads.log'), 'utf8')]).toEqual([1, log]);
});

test('notices a head that the hospital did not sign, and a line cut out of the log of heads [R21]', async () => {
  for (const entries of [3, 3, 3]) await runWriter(entries);
  const forged = join(data, 'forged.json');
  copyFileSync(join(data, 'trace', 'heads.log'), forged);
  expect((await verify('--head', forged)).said).toContain('the given head is not signed by the hospital');
  const log = join(data, 'trace', 'heads.log');
  const lines = readFileSync(log, 'utf8').split('\n');
  writeFileSync(log, lines.filter((_, index) => index !== 1).join('\n'));
  expect((await verify()).said).toContain('line 2 of heads.log does not follow the line before it');
});
