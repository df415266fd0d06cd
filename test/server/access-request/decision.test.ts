import { randomUUID, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessRequestDetail, AccessRequestList } from '../../../contracts/access-request.ts';
import { InvitationFile } from '../../../contracts/enrolment.ts';
import { openTestHospital, type SignedIn, testAccounts, type TestHospital } from '../support/test-hospital.ts';
import { file } from './asker.ts';

let hospital: TestHospital;
let director: SignedIn;
let others: readonly SignedIn[];
beforeAll(async () => {
  hospital = await openTestHospital();
  director = await hospital.signIn('director');
  await hospital.signIn('colleague');
  // Before the clock is moved: a certificate of tomorrow opens no door today.
  others = [await hospital.signIn('physician'), await hospital.signIn('desk'), await hospital.signIn('helpdesk')];
});
afterAll(() => hospital.close());

const base = '/api/access-requests';
const list = async () => (await director.ask<AccessRequestList>('GET', base)).body;
const review = async (id: string) =>
  (await director.ask<AccessRequestDetail>('POST', `${base}/${id}/review`, { body: {} })).body;
const accept = (id: string, moved = false, who = director) =>
  who.ask<{ letter?: string; code?: string }>('POST', `${base}/${id}/acceptance`, { body: { checked: true, moved } });
const refuse = (id: string, reason = 'Le numéro INAMI ne correspond pas au nom.') =>
  director.ask<{ code?: string }>('POST', `${base}/${id}/refusal`, { body: { reason } });
const page = async (path: string) => (await hospital.openClient.ask('GET', path)).bytes.toString('utf8');
/** Files a request; answers its follow-up path and its id. */
const newRequest = async (change: Record<string, string>) => {
  hospital.moveClock(400_000);
  const before = new Set((await list()).lines.map(({ id }) => id));
  const path = await file(hospital.openClient, change);
  const id = (await list()).lines.find((line) => !before.has(line.id))?.id ?? '';
  return { path, id };
};
const letters = (nihdi: string) =>
  hospital.test.sql<{ reason: string; state: string; name: string; login: string; practice_address: string[] }>(
    `select l.reason, l.state, p.name, p.login, p.practice_address from identity.letter l join identity.person p on p.id = l.person
      where p.nihdi = $1 order by l.queued_at`,
    [nihdi],
  );

test('makes account and letter at once when the Director accepts, and hands out the file where the request is followed [R02]', async () => {
  const nihdi = '17770001000';
  const { path, id } = await newRequest({ nihdi });
  expect((await list()).lines.find((line) => line.id === id)).toMatchObject({
    queue: 'waiting',
    state: 'received',
    nihdi,
    known: false,
    alike: 0,
  });
  expect((await accept(id)).body.code).toBe('conflict');
  const detail = await review(id);
  expect(detail).toMatchObject({
    state: 'review',
    family: 'Delvaux-Noël',
    given: 'Élise',
    address: ['Rue de l’Étang 4, boîte 2', '7000 Saint-Exemple'],
    account: null,
    others: [],
    conditions: 'fr-2026-11',
  });
  expect(await page(path)).toContain('En cours d’examen');
  expect((await hospital.openClient.ask('GET', `${path}/passerelle`)).status).toBe(404);
  expect(await accept(id)).toMatchObject({ status: 200, body: { letter: 'access' } });
  expect(await letters(nihdi)).toEqual([
    {
      reason: 'access',
      state: 'queued',
      name: 'Dr Élise Delvaux-Noël',
      login: nihdi,
      practice_address: ['Cabinet de l’Étang & fils', 'Rue de l’Étang 4, boîte 2', '7000 Saint-Exemple'],
    },
  ]);
  const followed = await page(path);
  expect(followed).toContain('Acceptée');
  const { fingerprint256 } = new X509Certificate(hospital.rootPem);
  expect(followed.replace(/[^0-9A-F]/g, '')).not.toContain(fingerprint256.replaceAll(':', '').slice(0, 12));
  const { headers, bytes } = await hospital.openClient.ask('GET', `${path}/passerelle`);
  expect(headers['content-disposition']).toBe('attachment; filename="hopital-des-essais.passerelle"');
  expect(InvitationFile.parse(JSON.parse(bytes.toString('utf8')))).toMatchObject({
    openUrl: hospital.openUrl,
    medicalUrl: hospital.medicalUrl,
    caCertificate: hospital.rootPem,
  });
  const saved = await director.ask<{ base64: string }>('GET', `${base}/${id}/file`);
  expect(Buffer.from(saved.body.base64, 'base64').equals(bytes)).toBe(true);
  const traced = await hospital.test.sql<{ line: string }>('select t::text as line from trace.entry t', []);
  for (const deed of ['submit', 'review', 'accept', 'file'])
    expect(traced.some(({ line }) => line.includes(`access-request/${deed}#${id}`))).toBe(true);
  expect(JSON.stringify(traced)).not.toMatch(/Delvaux|17770001/);
});

test('tells the asker why the Director refused, as text, and never opens it again [R01] [R02]', async () => {
  const { path, id } = await newRequest({ nihdi: '17770002000' });
  await review(id);
  expect((await refuse(id, 'x')).status).toBe(400);
  expect((await refuse(id, 'Numéro <b>inconnu</b> de l’INAMI.')).status).toBe(200);
  expect(await page(path)).toContain('Numéro &lt;b&gt;inconnu&lt;/b&gt; de l’INAMI.');
  expect([(await accept(id)).status, (await refuse(id)).status]).toEqual([409, 409]);
  expect((await hospital.openClient.ask('GET', `${path}/passerelle`)).status).toBe(404);
  expect((await director.ask('GET', `${base}/${id}/file`)).status).toBe(404);
  expect(await letters('17770002000')).toEqual([]);
  expect((await review(id)).state).toBe('refused');
});

test('lets one of two Directors decide, and makes one account of two requests decided at once [R02]', async () => {
  const nihdi = '17770003000';
  const one = await newRequest({ nihdi });
  const other = await newRequest({ nihdi: nihdi.slice(0, 8), given: 'Élise-Marie' });
  for (const { id } of [one, other]) await review(id);
  expect((await review(one.id)).others).toMatchObject([{ id: other.id, given: 'Élise-Marie' }]);
  // Held back until all four have come, so that they are decided at once and not one after the other.
  const held = hospital.test.sql(
    `do $$ begin perform from identity.access_request where nihdi like '17770003%' for update; perform pg_sleep(1); end $$`,
  );
  const decided = await Promise.all([one, other, one, other].map(({ id }) => accept(id)));
  await held;
  expect(decided.map(({ status }) => String(status)).sort()).toEqual(['200', '200', '409', '409']);
  const accounts = await hospital.test.sql("select id from identity.person where nihdi like '17770003%'", []);
  expect(accounts).toHaveLength(1);
  const asked = await hospital.test.sql<{ state: string }>(
    "select l.state from identity.letter l join identity.person p on p.id = l.person where p.nihdi like '17770003%' order by 1",
  );
  expect(asked).toEqual([{ state: 'cancelled' }, { state: 'queued' }]);
});

test('writes to a known physician for a new PC, at the known address unless the practice moved [R02]', async () => {
  const { login: nihdi, name } = testAccounts.colleague;
  await hospital.test.sql(
    "update identity.person set practice_address = '{Ancien cabinet,Rue Haute 1,7000 Essai}' where nihdi = $1",
    [nihdi],
  );
  const here = await newRequest({ nihdi });
  const detail = await review(here.id);
  expect(detail.account).toEqual({
    name,
    login: nihdi,
    activated: true,
    suspended: false,
    awaitsReset: false,
    address: ['Ancien cabinet', 'Rue Haute 1', '7000 Essai'],
  });
  expect((await accept(here.id)).body.letter).toBe('new-pc');
  expect((await letters(nihdi)).at(-1)).toMatchObject({
    reason: 'new-pc',
    name,
    practice_address: detail.account?.address,
  });
  const moved = await newRequest({ nihdi });
  await review(moved.id);
  await accept(moved.id, true);
  expect((await letters(nihdi)).at(-1)?.practice_address).toEqual([
    'Cabinet de l’Étang & fils',
    'Rue de l’Étang 4, boîte 2',
    '7000 Saint-Exemple',
  ]);
  const suspended = await newRequest({ nihdi });
  await hospital.test.sql('update identity.person set suspended_at = now() where nihdi = $1', [nihdi]);
  expect((await review(suspended.id)).account?.suspended).toBe(true);
  expect((await accept(suspended.id)).status).toBe(409);
});

test('is the Director’s alone, and accepts nothing without the declaration [R02] [R08]', async () => {
  const { id } = await newRequest({ nihdi: '17770005000' });
  for (const other of others) {
    const codes = [
      (await other.ask<{ code: string }>('GET', base)).body.code,
      (await other.ask<{ code: string }>('POST', `${base}/${id}/review`, { body: {} })).body.code,
      (await accept(id, false, other)).body.code,
      (await other.ask<{ code: string }>('POST', `${base}/${id}/refusal`, { body: { reason: 'Non merci.' } })).body
        .code,
      (await other.ask<{ code: string }>('GET', `${base}/${id}/file`)).body.code,
      (await other.ask<{ code: string }>('GET', `${base}/${randomUUID()}/file`)).body.code,
    ];
    expect(new Set(codes), other.session.person.role).toEqual(new Set(['forbidden-for-role']));
  }
  expect((await list()).lines.find((line) => line.id === id)?.state).toBe('received');
  for (const body of [{}, { checked: false, moved: false }, { checked: true }, { checked: true, moved: 'x' }])
    expect((await director.ask('POST', `${base}/${id}/acceptance`, { body })).status).toBe(400);
  expect((await accept(randomUUID())).status).toBe(404);
  expect((await director.ask('POST', `${base}/${randomUUID()}/review`, { body: {} })).status).toBe(404);
});
