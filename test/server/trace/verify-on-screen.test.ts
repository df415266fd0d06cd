import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TraceCheck } from '../../../contracts/trace-check.ts';
import { toBrusselsDay } from '../../../server/domain/brussels.ts';
import { toHeadNumber } from '../../../server/trace/heads.ts';
import { openTestHospital, type SignedIn, type TestHospital } from '../support/test-hospital.ts';
import { askTrace, emptyFilter, listAll } from './ask-trace.ts';

// A hospital of its own for each: what one of them alters stays altered.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let hospital: TestHospital;
let director: SignedIn;
beforeEach(async () => {
  hospital = await openTestHospital();
  director = await hospital.signIn('director');
});
afterEach(() => hospital.close());

interface File {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}
const tamper = async (text: string): Promise<void> => {
  await hospital.test.sql(`set session_replication_role = replica; ${text}; set session_replication_role = default`);
};
const append = (count: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, (_, n) =>
      hospital.deps.trace.append({
        kind: 'copied',
        person: null,
        pc: null,
        patient: null,
        object: `Observation/${n}`,
        outcome: 'ok',
        requestId: 'r',
      }),
    ),
  );
const saveHead = async (): Promise<string> => {
  const { body } = await director.ask<File>('POST', '/api/trace/heads', { body: {} });
  expect(body.type).toBe('application/json');
  return Buffer.from(body.base64, 'base64').toString('utf8').trim();
};
const read = async (): Promise<TraceCheck> => (await director.ask<TraceCheck>('GET', '/api/trace/checks')).body;
/** Verifies to the end and answers what the screen shows. */
async function check(head = ''): Promise<Extract<TraceCheck, { state: 'done' }>> {
  const { status } = await director.ask('POST', '/api/trace/checks', { body: { head } });
  expect(status).toBe(200);
  for (;;) {
    const answer = await read();
    if (answer.state === 'done') return answer;
    if (answer.state !== 'running') throw new Error(answer.state);
    await new Promise((done) => setTimeout(done, 20));
  }
}
const faults = ({
  faults: found,
}: {
  faults: readonly { fault: string; writer: number | null; entry: number | null }[];
}) => found.map(({ fault, writer, entry }) => [fault, writer, entry].filter((part) => part !== null).join(' '));

test('verifies the whole trace up to an entry and a day, against a printed head typed by its number or given as its file [R21]', async () => {
  expect(await read()).toEqual({ state: 'none' });
  await append(3_000);
  const { body: printed } = await director.ask<File>('POST', '/api/trace/heads/print', { body: {} });
  expect([printed.type, Buffer.from(printed.base64, 'base64').subarray(0, 5).toString()]).toEqual([
    'application/pdf',
    '%PDF-',
  ]);
  const saved = await saveHead();
  const number = toHeadNumber(saved);
  expect(number).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
  await append(10);
  // Two at once: the second is refused, and the hospital goes on.
  const both = await Promise.all(
    [0, 1].map(async () => director.ask('POST', '/api/trace/checks', { body: { head: '' } })),
  );
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect((await askTrace(director, {})).status).toBe(200);
  while ((await read()).state === 'running');
  const byNumber = await check(number.toLowerCase().replaceAll('-', ' '));
  expect([byNumber.faults, byNumber.given[0]?.name, byNumber.writers]).toEqual([[], number, 1]);
  expect(byNumber.entries).toBeGreaterThan(3_010);
  expect(toBrusselsDay(new Date(byNumber.last?.at ?? 0))).toBe(toBrusselsDay(new Date()));
  const byFile = await check(saved);
  expect([byFile.faults, byFile.given]).toEqual([[], byNumber.given]);
  // Its own beginning and end stand in the trace, and the command says the same of it.
  const [reading, ended, begun] = await listAll(director, { kind: 'oversight' }).then((lines) =>
    lines.filter(({ object }) => /^trace\/(read-)?check/.test(object)).slice(0, 3),
  );
  expect([reading?.object, ended?.object, begun?.object]).toEqual([
    'trace/read-check',
    'trace/check#whole',
    'trace/check',
  ]);
  expect(ended?.person?.id).toBe(director.session.person.id);
  const file = join(hospital.data, 'printed.json');
  writeFileSync(file, `${saved}\n`);
  const { host, port, user, password, database } = hospital.test.admin;
  const url = `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(process.cwd(), 'server/verify-trace.ts'), '--head', file],
    {
      env: { ...process.env, PASSERELLE_DATA: hospital.data, DATABASE_URL: url },
    },
  );
  expect(stdout).toContain('The trace is whole');
});

test('says which entry was edited and of when, on the same screen, and that a tail was cut [R21]', async () => {
  await append(50);
  await tamper(
    `update trace.entry set body = replace(body, 'Observation/17"', 'Observation/99"') where body like '%Observation/17"%'`,
  );
  const edited = await check();
  expect(faults(edited)).toEqual([expect.stringMatching(/^entry-altered 1 \d+$/)]);
  expect(edited.faults[0]?.at).toMatch(/^\d{4}-/);
  expect(await listAll(director, { kind: 'oversight' })).toContainEqual(
    expect.objectContaining({ object: 'trace/check#altered' }),
  );
  const saved = await saveHead();
  await tamper('delete from trace.entry where writer = 1 and seq > 20');
  // This process goes on writing after the gap.
  const cut = faults(await check(saved));
  expect(cut).toEqual([expect.stringMatching(/^entry-altered 1 \d+$/), expect.stringMatching(/^entry-missing 1 \d+$/)]);
});

test('says that a writer is gone, and that a trace put back to an older state lacks what a head was signed over [R21]', async () => {
  await append(5);
  const older = await hospital.test.sql<{ number: string; seq: string; hash: string; mac: string }>(
    `select number, seq, encode(hash, 'hex') as hash, encode(mac, 'hex') as mac from trace.writer`,
  );
  await append(40);
  const saved = await saveHead();
  const [state] = older;
  if (state === undefined) throw new Error('no writer');
  const { seq, hash, mac } = state;
  // Everything fits in itself again: state, seal and tail are those of an hour ago. The head alone knows more.
  await tamper(`delete from trace.entry where writer = 1 and seq > ${seq};
    update trace.writer set seq = ${seq}, hash = decode('${hash}', 'hex'), mac = decode('${mac}', 'hex') where number = 1`);
  // A process that runs notices at its next entry, lets nothing out, and begins another chain.
  expect((await director.ask('GET', '/api/trace/choices')).status).toBe(503);
  const restored = await check(saved);
  expect(faults(restored)).toContainEqual(expect.stringMatching(/^entry-missing 1 \d+$/));
  // Over a chain that is not as its seal says no head is signed; what is left can still be taken away.
  await tamper('update trace.writer set seq = seq - 1 where number = 1');
  const [print, save, extract] = await Promise.all(
    ['heads/print', 'heads', 'extract'].map(async (path) =>
      director.ask<File>('POST', `/api/trace/${path}`, { body: path === 'extract' ? { filter: emptyFilter } : {} }),
    ),
  );
  expect([print?.status, save?.status, extract?.status]).toEqual([409, 409, 200]);
  expect(Buffer.from(extract?.body.base64 ?? '', 'base64').toString()).toContain(
    'Aucune tête : la trace ne se vérifie pas',
  );
  await tamper('delete from trace.entry where writer = 1; delete from trace.writer where number = 1');
  expect(faults(await check(saved))).toContainEqual('writer-missing 1');
});

test('says that a typed number is of no head that was kept: the log of heads was written anew, or it was mistyped [R21]', async () => {
  const saved = await saveHead();
  const number = toHeadNumber(saved);
  expect(faults(await check(number))).toEqual([]);
  rmSync(join(hospital.data, 'trace', 'heads.log'));
  expect(faults(await check(number))).toEqual(['head-unknown']);
  expect(faults(await check(saved.replace('"at', '"At')))).toEqual(['head-unsigned']);
});
