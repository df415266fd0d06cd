import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { type PcVersion, type ReleaseLine, releaseRows, type Ring, type Rollout } from '../../../contracts/updates.ts';
import { makeFolder } from '../backup/backed-up.ts';
import type { PracticePc } from '../support/practice-pc.ts';
import { openTestHospital, type SignedIn, testAccounts, type TestHospital } from '../support/test-hospital.ts';
import { expire, fileSigned } from './file-signed.ts';
import { makeSafeKey, writeSigned } from './safe.ts';

const { path, remove } = makeFolder('helpdesk-updates');
const key = makeSafeKey();
let hospital: TestHospital;
let helpdesk: SignedIn;
let pcs: readonly PracticePc[] = [];
beforeAll(async () => {
  hospital = await openTestHospital();
  helpdesk = await hospital.signIn('helpdesk');
  pcs = [await hospital.enrolPc('physician'), await hospital.enrolPc('physician'), await hospital.enrolPc('colleague')];
  for (const counter of [1, 2])
    await fileSigned(hospital, key, writeSigned(path, key, { counter, version: `2.${counter}.0` }).folder);
});
afterAll(async () => {
  await hospital?.close();
  remove();
});

const rollout = (over: Partial<z.infer<typeof Rollout>> = {}): z.infer<typeof Rollout> => ({
  ring: 'everyone',
  percentage: 100,
  requiredFrom: null,
  ...over,
});
const post = (url: string, body: object, by: Pick<SignedIn, 'ask'> = helpdesk) =>
  by.ask<{ code?: string }>('POST', url, { body });
const push = async (counter: number, over: Parameters<typeof rollout>[0] = {}) =>
  (await post(`/api/releases/${counter}/rollout`, rollout(over))).status;
const list = async () => {
  const answer = await helpdesk.ask<z.infer<(typeof releaseRows)['release/list']['output']>>('GET', '/api/releases');
  expect([answer.status, answer.bytes.toString()]).toEqual([200, expect.any(String)]);
  return answer.body;
};
const find = async (counter: number): Promise<z.infer<typeof ReleaseLine> | undefined> =>
  (await list()).releases.find((one) => one.counter === counter);
const listPcs = async (only = 'all', search = '') =>
  (
    await helpdesk.ask<{ total: number; lines: z.infer<typeof PcVersion>[] }>('POST', '/api/releases/pcs', {
      body: { only, search },
    })
  ).body;
const ask = async (which: number, counter: number, kind = 'linux-x64-deb'): Promise<boolean> => {
  const body = { version: counter === 0 ? '1.0.0' : `2.${counter}.0`, counter, kind };
  const answer = await pcs[which]?.client.ask<{ offer: object | null }>('POST', '/api/update', { body });
  return answer?.body.offer != null;
};
const report = (which: number, counter: number, end: string, reason: string | null = null) =>
  pcs[which]?.client.ask('POST', '/api/update/outcome', {
    body: { counter, end, reason, at: new Date().toISOString() },
  });
const setRing = async (pc: string, ring: z.infer<typeof Ring>) => (await post(`/api/pcs/${pc}/ring`, { ring })).status;

test('shows a release from its adding to its withdrawal: whom it reaches, how it fares, who did what [C6] [X16]', async () => {
  const first = await find(1);
  expect(first).toEqual({
    counter: 1,
    version: '2.1.0',
    made: expect.any(String),
    expires: expect.any(String),
    addedAt: expect.any(String),
    isWayBack: false,
    kinds: ['linux-x64-deb'],
    rollout: null,
    standing: 'waiting',
    reaches: 0,
    installed: 0,
    failed: 0,
    wentBack: 0,
  });
  expect(await push(1)).toBe(200);
  expect([await ask(0, 0), await ask(1, 0)]).toEqual([true, true]);
  await report(0, 1, 'installed');
  await report(1, 1, 'went-back', 'not-started');
  // Four PCs: the helpdesk's own too, which never asked.
  const pushed = await find(1);
  expect([pushed?.standing, pushed?.reaches, pushed?.installed, pushed?.failed, pushed?.wentBack]).toEqual([
    'pushed',
    4,
    1,
    0,
    1,
  ]);
  expect(pushed?.rollout).toEqual(rollout());
  await ask(0, 1);
  await ask(2, 0, 'linux-x64-rpm');
  await report(2, 1, 'refused', 'hash');
  const later = await find(1);
  expect([later?.reaches, later?.installed, later?.failed, later?.wentBack]).toEqual([3, 1, 1, 1]);

  expect((await post('/api/releases/1/pause', { paused: true })).status).toBe(200);
  expect((await post('/api/releases/1/pause', { paused: true })).status).toBe(200);
  expect([(await find(1))?.standing, await ask(0, 0)]).toEqual(['paused', false]);
  expect((await post('/api/releases/1/pause', { paused: false })).status).toBe(200);
  expect((await post('/api/releases/1/withdrawal', {})).status).toBe(200);
  expect([(await find(1))?.standing, await ask(0, 0)]).toEqual(['withdrawn', false]);
  for (const [url, body] of [
    ['/api/releases/1/rollout', rollout()],
    ['/api/releases/1/pause', { paused: false }],
    ['/api/releases/2/pause', { paused: true }],
  ] as const)
    expect([url, (await post(url, body)).body.code]).toEqual([url, 'conflict']);
  expect((await post('/api/releases/7/withdrawal', {})).body.code).toBe('not-found');

  const { deeds } = await list();
  expect(deeds.map(({ by, counter, deed }) => [by, counter, deed])).toEqual([
    ['Zoé Essai', 1, 'withdrawn'],
    ['Zoé Essai', 1, 'resumed'],
    ['Zoé Essai', 1, 'paused'],
    ['Zoé Essai', 1, 'pushed'],
    ['Jean Dupont', 2, 'added'],
    ['Jean Dupont', 1, 'added'],
  ]);
  const traced = await hospital.test.sql<{ object: string; person: string }>(
    `select body::json ->> 'object' as object, body::json ->> 'person' as person from trace.entry
      where body::json ->> 'object' like 'release/%#1%' and body::json ->> 'outcome' = 'ok' order by writer, seq`,
  );
  expect(new Set(traced.map(({ person }) => person))).toEqual(new Set([testAccounts.helpdesk.id]));
  expect(new Set(traced.map(({ object }) => object))).toEqual(
    new Set(['release/push#1/everyone/100', 'release/pause#1', 'release/resume#1', 'release/withdraw#1']),
  );
});

test('counts pilots and PCs in service, sorts PCs by who is behind or failed, and finds them by name and person [C6] [X16]', async () => {
  const [first, second, third] = pcs.map(({ enrolment }) => enrolment.pc);
  await hospital.test.sql("update identity.pc set name = 'ACCUEIL-2' where id = $1", [third]);
  expect(await setRing(first ?? '', 'pilot')).toBe(200);
  expect(await setRing(testAccounts.helpdesk.id, 'pilot')).toBe(404);
  expect(await push(2, { ring: 'pilot', percentage: 10 })).toBe(200);
  expect([(await list()).pilots, (await list()).pcs, (await find(2))?.reaches]).toEqual([1, 4, 1]);
  const ids = async (...given: Parameters<typeof listPcs>) => (await listPcs(...given)).lines.map(({ pc }) => pc);
  expect([await ids('pilot'), await ids('behind')]).toEqual([[first], [first]]);
  expect(new Set(await ids('failed'))).toEqual(new Set([second, third]));
  expect(await ids('all', 'accueil')).toEqual([third]);
  expect(await ids('all', 'dr luc')).toEqual([third]);
  expect((await listPcs()).total).toBe(4);
  const [line] = (await listPcs('all', 'accueil')).lines;
  expect(line).toEqual({
    pc: third,
    name: 'ACCUEIL-2',
    ring: 'everyone',
    version: '1.0.0',
    counter: 0,
    askedAt: expect.any(String),
    outcome: { counter: 1, end: 'refused', reason: 'hash', at: expect.any(String) },
  });
  // Out of service, a PC counts nowhere.
  await post(`/api/pcs/${third}/revocation`, { reason: 'Remplacé' });
  expect([(await list()).pcs, await ids('all', 'accueil'), await setRing(third ?? '', 'pilot')]).toEqual([3, [], 404]);
  expect((await find(1))?.failed).toBe(0);
});

test('marks a way back and what has expired, and pushes nothing that is over [C6] [X16]', async () => {
  await fileSigned(hospital, key, writeSigned(path, key, { counter: 3, version: '2.0.9' }).folder);
  await fileSigned(hospital, key, writeSigned(path, key, { counter: 4, version: '2.10.0' }).folder);
  expect([(await find(3))?.isWayBack, (await find(4))?.isWayBack]).toEqual([true, false]);
  await expire(hospital, 3);
  expect((await find(3))?.standing).toBe('expired');
  expect(await push(3)).toBe(409);
  expect(await push(4, { requiredFrom: '2099-01-01T00:00:00.000Z' })).toBe(400);
  for (const wrong of [{ percentage: 0 }, { percentage: 101 }, { percentage: 1.5 }, { ring: 'all' as never }])
    expect([wrong, await push(4, wrong)]).toEqual([wrong, 400]);
  for (const counter of ['0', '04', '1e3', '-1', '1234567890'])
    expect([counter, (await post(`/api/releases/${counter}/withdrawal`, {})).status]).toEqual([counter, 400]);
});

test('lets nobody but the helpdesk see or decide: no physician, no desk, no Director, no PC without a session, no system [C6] [X16] [R08]', async () => {
  const others = [
    await hospital.signIn('physician'),
    await hospital.signIn('desk'),
    await hospital.signIn('director'),
    { ask: (...given: Parameters<SignedIn['ask']>) => (pcs[0] ?? helpdesk).client.ask(...given) } as SignedIn,
    { ask: (...given: Parameters<SignedIn['ask']>) => hospital.system.ask(...given) } as SignedIn,
  ];
  const before = await list();
  const bodies: Record<keyof typeof releaseRows, object> = {
    'release/list': {},
    'release/push': rollout(),
    'release/pause': { paused: true },
    'release/withdraw': {},
    'release/pcs': { search: '', only: 'all' },
    'release/set-ring': { ring: 'pilot' },
  };
  const statuses: number[] = [];
  for (const by of others)
    for (const [name, row] of Object.entries(releaseRows)) {
      const url = row.path.replace(':counter', '4').replace(':pc', pcs[0]?.enrolment.pc ?? '');
      const body = row.method === 'GET' ? {} : { body: bodies[name as keyof typeof bodies] };
      statuses.push((await by.ask(row.method, url, body)).status);
    }
  expect(new Set(statuses)).toEqual(new Set([401, 403]));
  expect(statuses).toHaveLength(30);
  expect(await list()).toEqual(before);
});
