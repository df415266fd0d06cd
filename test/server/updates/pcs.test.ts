import { createHash, verify, X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { readRelease } from '../../../contracts/release.ts';
import type { Rollout, UpdateOffer, UpdateOutcome, UpdateQuestion } from '../../../contracts/updates.ts';
import { buildMedicalApp } from '../../../server/app.ts';
import { makeFolder } from '../backup/backed-up.ts';
import type { PracticePc } from '../support/practice-pc.ts';
import { openTestHospital, type TestHospital } from '../support/test-hospital.ts';
import { expire, fileSigned } from './file-signed.ts';
import { makeSafeKey, type Signed, writeSigned } from './safe.ts';

const { path, remove } = makeFolder('updates');
const key = makeSafeKey();
let hospital: TestHospital;
let [counter, pc]: [number, PracticePc] = [0, undefined as never];
beforeAll(async () => {
  hospital = await openTestHospital();
  pc = await hospital.enrolPc('physician');
});
afterAll(async () => {
  await hospital?.close();
  remove();
});

type Offer = z.infer<typeof UpdateOffer>;
const question: UpdateQuestion = { version: '1.0.0', counter: 0, kind: 'linux-x64-deb' };
const ask = async (over: Partial<UpdateQuestion> = {}, by = pc): Promise<Offer | null> => {
  const body = { ...question, ...over };
  const answer = await by.client.ask<{ offer: Offer | null }>('POST', '/api/update', { body });
  expect([answer.status, answer.bytes.toString()]).toEqual([200, expect.any(String)]);
  return answer.body.offer;
};
const offered = async (...given: Parameters<typeof ask>): Promise<number | null> => {
  const offer = await ask(...given);
  return offer === null ? null : (readRelease(offer.release)?.counter ?? -1);
};
const report = (told: z.infer<typeof UpdateOutcome>, by = pc) =>
  by.client.ask('POST', '/api/update/outcome', { body: told });
const add = async (over: Partial<Parameters<typeof writeSigned>[2]> = {}): Promise<Signed> => {
  counter += 1;
  const signed = writeSigned(path, key, { counter, ...over });
  await fileSigned(hospital, key, signed.folder);
  return signed;
};
const push = (which: number, { ring, percentage, requiredFrom }: Partial<z.infer<typeof Rollout>> = {}) =>
  hospital.test.sql(`select updates.push($1, $2, $3, $4, null, 'Zoé Essai')`, [
    which,
    ring ?? 'everyone',
    percentage ?? 100,
    requiredFrom ?? null,
  ]);
const decide = (deed: 'withdraw' | 'pause' | 'resume', which: number) =>
  deed === 'withdraw'
    ? hospital.test.sql(`select updates.withdraw($1, null, 'Zoé Essai')`, [which])
    : hospital.test.sql(`select updates.pause($1, $2, null, 'Zoé Essai')`, [which, deed === 'pause']);
const packageOf = ({ release }: Signed) =>
  release.packages[0] ?? { sha256: '', size: 0, kind: 'linux-x64-deb' as const };

test('offers a PC without a session the newest release that was pushed, for its kind alone, signed by the safe [C6]', async () => {
  const signed = await add({ kinds: ['linux-x64-deb', 'darwin-x64-dmg'] });
  expect(await ask()).toBeNull();
  await push(counter);
  const offer = await ask();
  expect(offer).toEqual({ release: signed.text, signature: expect.any(String), requiredFrom: null });
  const bytes = Buffer.from(offer?.release ?? '');
  expect(verify(null, bytes, key.publicKey, Buffer.from(offer?.signature ?? '', 'base64'))).toBe(true);
  expect(await ask({ kind: 'linux-x64-rpm' })).toBeNull();
  expect(await offered({ kind: 'darwin-x64-dmg' })).toBe(counter);
  expect([await offered({ counter: counter - 1 }), await ask({ counter })]).toEqual([counter, null]);
  const [row] = await hospital.test.sql('select version, counter, kind, ring from updates.pc where pc = $1', [
    pc.enrolment.pc,
  ]);
  expect(row).toEqual({ version: '1.0.0', counter, kind: 'linux-x64-deb', ring: 'everyone' });
  const traced = await hospital.test.sql<{ pc: string }>(
    `select body::json ->> 'pc' as pc from trace.entry where body::json ->> 'object' = 'update/offer#${counter}'`,
  );
  expect(new Set(traced.map((entry) => entry.pc))).toEqual(new Set([pc.enrolment.pc]));
});

test('falls back to the release below while one is paused or expired, and never offers a withdrawn one again [C6]', async () => {
  await add();
  const [lower, upper] = [counter - 1, counter];
  expect(await offered()).toBe(lower);
  await push(upper, { ring: 'pilot', percentage: 100 });
  expect(await offered()).toBe(lower);
  await hospital.test.sql(`update updates.pc set ring = 'pilot'`);
  expect(await offered()).toBe(upper);
  await decide('pause', upper);
  expect(await offered()).toBe(lower);
  await decide('resume', upper);
  expect(await offered()).toBe(upper);
  await decide('withdraw', upper);
  expect(await offered()).toBe(lower);
  await expect(push(upper)).rejects.toThrow('conflict');
  await expect(decide('resume', upper)).rejects.toThrow('conflict');
  await expect(
    hospital.test.sql('update updates.release set withdrawn_at = null where counter = $1', [upper]),
  ).rejects.toThrow('never changes');
  await expire(hospital, lower);
  expect(await offered()).toBeNull();
});

test('sends a package whole, in parts and on where it was cut, and never a part of another file [C6]', async () => {
  const signed = await add({ bytes: 3_000_000 });
  await push(counter);
  await ask();
  const { sha256, size, kind } = packageOf(signed);
  const whole = signed.bytes.get(kind) ?? Buffer.alloc(0);
  const url = `/api/update/packages/${sha256}`;
  const tag = `"${sha256}"`;
  const get = (headers: Record<string, string> = {}, method = 'GET') => pc.client.ask(method, url, { headers });
  const all = await get();
  expect([all.status, all.headers.etag, all.headers['accept-ranges'], all.bytes.equals(whole)]).toEqual([
    200,
    tag,
    'bytes',
    true,
  ]);
  const head = await get({}, 'HEAD');
  expect([head.status, head.headers['content-length'], head.headers.etag, head.bytes.length]).toEqual([
    200,
    String(size),
    tag,
    0,
  ]);

  // Cut after what came first; the rest is asked for from there on.
  const begun = await new Promise<Buffer>((resolve, reject) => {
    const sent = request(new URL(url, hospital.medicalUrl), { agent: pc.client.agent }, (response) => {
      response.once('data', (first: Buffer) => {
        response.destroy();
        resolve(first);
      });
    });
    sent.on('error', reject);
    sent.end();
  });
  expect(begun.length).toBeLessThan(size);
  const rest = await get({ range: `bytes=${begun.length}-`, 'if-range': tag });
  expect([rest.status, rest.headers['content-range']]).toEqual([206, `bytes ${begun.length}-${size - 1}/${size}`]);
  expect(Buffer.concat([begun, rest.bytes]).equals(whole)).toBe(true);

  const part = async (range: string, condition?: string) => {
    const answer = await get({ range, ...(condition === undefined ? {} : { 'if-range': condition }) });
    return [answer.status, answer.headers['content-range'], answer.bytes.length];
  };
  expect(await part('bytes=0-0')).toEqual([206, `bytes 0-0/${size}`, 1]);
  expect(await part('bytes=-5')).toEqual([206, `bytes ${size - 5}-${size - 1}/${size}`, 5]);
  expect(await part(`bytes=${size - 2}-${size + 99}`)).toEqual([206, `bytes ${size - 2}-${size - 1}/${size}`, 2]);
  expect((await part(`bytes=${size}-`)).slice(0, 2)).toEqual([416, `bytes */${size}`]);
  expect((await part('bytes=-0')).slice(0, 2)).toEqual([416, `bytes */${size}`]);
  for (const odd of ['bytes=9-2', 'bytes=0-1,5-6', 'items=0-1', 'bytes=-'])
    expect([odd, ...(await part(odd))]).toEqual([odd, 200, undefined, size]);
  expect(await part('bytes=5-', '"another file"')).toEqual([200, undefined, size]);
  expect(await part('bytes=5-', `W/${tag}`)).toEqual([200, undefined, size]);

  // Not for a PC that is offered something else, nor once it is paused; and no other file by its hash.
  await ask({ counter });
  expect((await get()).status).toBe(404);
  await ask();
  await decide('pause', counter);
  expect((await get({ range: 'bytes=5-' })).status).toBe(404);
  await decide('resume', counter);
  const other = createHash('sha256').update('another').digest('hex');
  expect((await pc.client.ask('GET', `/api/update/packages/${other}`)).status).toBe(404);
  expect((await pc.client.ask('GET', '/api/update/packages/..%2f..%2fsecrets%2fcodes.key')).status).toBe(400);
  const [traced] = await hospital.test.sql<{ n: number }>(
    `select count(*)::int as n from trace.entry where body::json ->> 'object' = 'update/package#${counter}'`,
  );
  expect(traced?.n).toBeGreaterThan(10);
});

test('keeps one end for each PC and release: said again it is the same, and only a later one counts [C6]', async () => {
  const at = (minute: number): string => new Date(Date.parse('2025-11-22T08:00:00Z') + minute * 60_000).toISOString();
  const kept = () =>
    hospital.test.sql('select counter, ended, reason, at from updates.outcome where pc = $1', [pc.enrolment.pc]);
  const told = { counter, end: 'failed', reason: 'disk-full', at: at(5) } as const;
  for (let again = 0; again < 2; again += 1) expect((await report(told)).status).toBe(200);
  await report({ ...told, end: 'installed', reason: null, at: at(4) });
  expect(await kept()).toEqual([{ counter, ended: 'failed', reason: 'disk-full', at: new Date(at(5)) }]);
  await report({ ...told, end: 'installed', reason: null, at: at(6) });
  // Of a release that nobody knows here nothing is kept, and the PC need not say it again.
  expect((await report({ ...told, counter: 999 })).status).toBe(200);
  expect((await report({ ...told, at: 'yesterday' })).status).toBe(400);
  expect(await kept()).toEqual([{ counter, ended: 'installed', reason: null, at: new Date(at(6)) }]);
  await report({ ...told, at: '2099-01-01T00:00:00.000Z' });
  const [row] = await hospital.test.sql<{ past: boolean }>('select at <= now() as past from updates.outcome');
  expect(row?.past).toBe(true);
});

test('offers what did not start on a PC to that PC no more, nor anything before it, and to the others as ever [C6]', async () => {
  await add();
  await add();
  const other = await hospital.enrolPc('colleague');
  for (const one of [counter - 1, counter]) await push(one);
  expect(await offered()).toBe(counter);
  await report({ counter, end: 'went-back', reason: 'not-started', at: new Date().toISOString() });
  expect([await offered(), await offered({}, other)]).toEqual([null, counter]);
  await add();
  await push(counter);
  expect([await offered(), await offered({}, other)]).toEqual([counter, counter]);
});

test('says from when on it is required: the earliest date of all that the PC lacks, brought by the highest [C6]', async () => {
  const [lower, upper] = [counter, counter + 1];
  await add();
  await push(upper);
  expect((await ask())?.requiredFrom).toBeNull();
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  await push(lower, { requiredFrom: soon });
  expect([await offered({ counter: lower - 1 }), (await ask({ counter: lower - 1 }))?.requiredFrom]).toEqual([
    upper,
    soon,
  ]);
  expect((await ask({ counter: lower }))?.requiredFrom).toBeNull();
  // Never where no package of its kind is there: nobody is locked out by what he cannot install.
  expect(await ask({ kind: 'linux-x64-rpm' })).toBeNull();
  await expect(push(lower, { requiredFrom: '2099-01-01T00:00:00Z' })).rejects.toThrow('input-invalid');
});

test('answers nothing to a PC that was revoked or ran out, to a stranger or to a system, whatever it asks [C6] [R06]', async () => {
  const late = await hospital.enrolPc('colleague');
  const sha = ({ enrolment }: PracticePc): Buffer =>
    createHash('sha256').update(new X509Certificate(enrolment.certificate).raw).digest();
  const values = [question.version, question.counter, question.kind];
  const byHash = (hash: Buffer) =>
    hospital.test.database.ask('ask', 'select * from api.ask_update($1, $2, $3, $4)', [hash, ...values]);
  await hospital.test.sql("update identity.certificate set not_after = now() - interval '1 second' where pc = $1", [
    late.enrolment.pc,
  ]);
  await expect(byHash(sha(late))).rejects.toThrow('certificate-expired');
  await expect(byHash(Buffer.alloc(32, 7))).rejects.toThrow('certificate-foreign');
  for (const [method, url, body] of [
    ['POST', '/api/update', question],
    ['POST', '/api/update/outcome', { counter, end: 'failed', reason: null, at: '2026-11-22T08:00:00.000Z' }],
    ['GET', `/api/update/packages/${'0'.repeat(64)}`, undefined],
  ] as const)
    expect([url, (await hospital.system.ask(method, url, { body })).status]).toEqual([url, 403]);
  await hospital.test.sql('update identity.certificate set revoked_at = now() where pc = $1', [pc.enrolment.pc]);
  await hospital.deps.refreshAdmission();
  await expect(ask()).rejects.toThrow();
  await expect(byHash(sha(pc))).rejects.toThrow('certificate-revoked');
});

test('lets a PC that asks without end wait, and no other for it [C6]', async () => {
  const [hasty, patient] = [await hospital.enrolPc('desk'), await hospital.enrolPc('desk')];
  const der = ({ enrolment }: PracticePc): Buffer => new X509Certificate(enrolment.certificate).raw;
  let by = hasty;
  const app = await buildMedicalApp(hospital.deps, { readCertificate: () => der(by) });
  const payload = { ...question, counter: 999_999 };
  const tell = async (): Promise<unknown> => {
    const answer = await app.inject({ method: 'POST', url: '/api/update', payload });
    return answer.statusCode === 200 ? 200 : answer.json<{ code: string }>().code;
  };
  // However slow the machine is, all of it is within one minute.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  const answers: unknown[] = [];
  for (let at = 0; at < 121; at += 1) answers.push(await tell());
  expect([new Set(answers.slice(0, 120)), answers[120]]).toEqual([new Set([200]), 'too-many-attempts']);
  by = patient;
  expect(await tell()).toBe(200);
  vi.useRealTimers();
  await app.close();
});
