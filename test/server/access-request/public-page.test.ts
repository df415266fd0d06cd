import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../../../contracts/language.ts';
import { pagePaths } from '../../../server/access-request/languages.ts';
import { buildOpenApp } from '../../../server/app.ts';
import { openTestHospital, type TestHospital } from '../support/test-hospital.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { ask, file, goodFields, readToken } from './asker.ts';

let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(() => hospital.close());

const text = async (path: string, headers?: Record<string, string>) =>
  (await hospital.openClient.ask('GET', path, headers === undefined ? {} : { headers })).bytes.toString('utf8');
const rows = () =>
  hospital.test.sql<{
    family: string;
    given: string;
    nihdi: string;
    address: string[];
    crowded: boolean;
    follow_hash: Buffer;
  }>('select * from identity.access_request order by received_at', []);
/** Another hour: what one network may file in one is counted anew. */
const empty = async () => {
  await hospital.test.sql('delete from identity.access_request', []);
  hospital.moveClock(3_600_001);
};

test('offers the form in four languages without script, cookie, image or foreign address [R01]', async () => {
  for (const language of languages) {
    const { status, headers, bytes } = await hospital.openClient.ask('GET', pagePaths[language]);
    const page = bytes.toString('utf8');
    expect(status).toBe(200);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(page).toContain(`<html lang="${language}`);
    expect(page).not.toMatch(/<script|<img|style=|\son\w+=|https?:/i);
    expect(page).not.toContain('undefined');
  }
});

test('takes a first visitor to the language that the browser likes best [R01]', async () => {
  const wished = async (header?: string) =>
    (
      await hospital.openClient.ask('GET', '/access-request', {
        headers: header === undefined ? {} : { 'accept-language': header },
      })
    ).headers.location;
  expect([
    await wished(),
    await wished('nl-BE,nl;q=0.9,fr;q=0.5'),
    await wished('ja, de-AT;q=0.3, en;q=0.2'),
    await wished('fr;q=0, en'),
    await wished('*;q=0.5'),
    await wished(`${'x,'.repeat(5000)}nl`),
  ]).toEqual(['/acces', '/toegang', '/zugang', '/access', '/acces', '/acces']);
});

test('files a request once however often it is sent, and shows where it stands at a secret address [R01]', async () => {
  const token = readToken(await text('/acces'));
  const answers = await Promise.all([1, 2, 3].map(() => ask(hospital.openClient, goodFields, { token })));
  const places = new Set(answers.map(({ status, headers }) => `${status} ${headers.location ?? ''}`));
  expect(places.size).toBe(1);
  const [place = ''] = places;
  expect(place).toMatch(/^303 \/acces\/[\w-]{43}$/);
  const path = place.slice(4);
  const kept = await rows();
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatchObject({
    family: 'Delvaux-Noël',
    given: 'Élise',
    nihdi: '19981234567',
    address: ['Rue de l’Étang 4, boîte 2', '7000 Saint-Exemple'],
  });
  const secret = path.split('/').at(-1) ?? '';
  expect(kept[0]?.follow_hash.equals(createHash('sha256').update(secret).digest())).toBe(true);
  expect(JSON.stringify(kept)).not.toContain(secret);
  const page = await text(path);
  expect(page).toContain('Reçue');
  for (const declared of ['Delvaux', 'Élise', '19981234567', 'Étang']) expect(page).not.toContain(declared);
  await ask(hospital.openClient, { ...goodFields, given: 'Élise-Marie' }, { token });
  expect((await rows()).map(({ given }) => given)).toEqual(['Élise-Marie']);
  await empty();
});

test('says beside each field what is wrong and keeps all that was typed [R01]', async () => {
  const typed = {
    ...goodFields,
    family: '<b>"O\'Brien"</b>',
    nihdi: '123',
    address: '\nRue sans code',
    phone: 'appelez',
    email: 'a@b\r\nBcc: c@d.be',
    care: '',
  };
  const { status, bytes } = await ask(hospital.openClient, typed);
  const page = bytes.toString('utf8');
  expect(status).toBe(422);
  for (const field of ['family', 'nihdi', 'address', 'phone', 'email', 'care']) {
    expect(page).toContain(`id="${field}-error"`);
    expect(page).toContain(`href="#${field}"`);
  }
  for (const field of ['given', 'practice', 'conditions']) expect(page).not.toContain(`id="${field}-error"`);
  expect(page).toContain('value="&lt;b&gt;&quot;O&#39;Brien&quot;&lt;/b&gt;"');
  expect(page).toContain('value="123"');
  expect(page).toContain('Rue sans code</textarea>');
  expect(page).toMatch(/name="conditions" value="yes" required checked/);
  expect(page).not.toMatch(/name="care" value="yes" required checked/);
  expect(page).toContain('<title>Erreur');
  expect(await rows()).toEqual([]);
});

test('refuses what turns, hides or cannot be printed in a name, and files every name that is one [R01]', async () => {
  const wrong = [
    'Del\u202evaux',
    'Del\u200bvaux',
    'Del\u0000vaux',
    'Дельво',
    'D\u0300\u0301\u0302x',
    'Del\tvaux',
    'Del\u00advaux',
    '😀',
    '\ufeffx',
    '＜b＞',
    "'; drop",
    '12',
  ];
  for (const family of wrong)
    expect((await ask(hospital.openClient, { ...goodFields, family })).status, family).toBe(422);
  expect(await rows()).toEqual([]);
  const { status } = await ask(hospital.openClient, {
    ...goodFields,
    family: "  d'Udekem\u00a0 d’Acoz ",
    given: 'No\u0065\u0308l',
  });
  expect(status).toBe(303);
  expect((await rows()).map(({ family, given }) => `${given} ${family}`)).toEqual(["Noël d'Udekem d’Acoz"]);
  await empty();
});

test('answers the same whether the number has an account, a request, or neither [R01]', async () => {
  const shapes = [];
  for (const nihdi of ['19990001000', '19990001', '18880001000', '18880001000']) {
    const path = await file(hospital.openClient, { nihdi });
    shapes.push((await text(path)).replace(/\d{1,2} novembre.*?\./, ''));
  }
  expect(new Set(shapes.map((page) => page.replaceAll(/[\w-]{43}/g, ''))).size).toBe(1);
  await empty();
});

test('tells an unknown secret from an expired one by nothing [R01]', async () => {
  const path = await file(hospital.openClient);
  await hospital.test.sql("update identity.access_request set received_at = now() - interval '181 days'", []);
  const pages = await Promise.all(
    [path, `/acces/${'A'.repeat(43)}`, '/acces/x', `${path}/passerelle`, '/acces/%00', `/acces/${'é'.repeat(20)}`].map(
      (one) => hospital.openClient.ask('GET', one),
    ),
  );
  expect(new Set(pages.map(({ status, bytes }) => `${status} ${bytes.toString('utf8')}`)).size).toBe(1);
  expect(pages[0]?.status).toBe(404);
  await empty();
});

test('leaves the secret in no log and no trace [R01] [R21]', async () => {
  const path = await file(hospital.openClient);
  const secret = path.split('/').at(-1) ?? '';
  await text(path);
  await text(`${path}/passerelle`);
  await text(`${path}%`);
  await hospital.openClient.ask('POST', path, { body: { x: 1 } });
  const traced = await hospital.test.sql<{ entry: string }>('select t::text as entry from trace.entry t', []);
  const written = [
    ...hospital.logLines,
    ...hospital.readTlsLog().map((line) => JSON.stringify(line)),
    JSON.stringify(traced),
  ].join('\n');
  expect(written).not.toContain(secret);
  expect(written).not.toContain('Delvaux');
  expect(JSON.stringify(traced)).toContain('access-request/submit#');
  await empty();
});

test('says in the page’s language what HTTP refused: too large, no form, a stale page, another site [R01]', async () => {
  const send = (body: string, type = 'application/x-www-form-urlencoded', headers = {}) =>
    hospital.openClient.ask('POST', '/zugang', {
      body: Buffer.from(body),
      headers: { 'content-type': type, ...headers },
    });
  const large = await send(`family=${'x'.repeat(40_000)}`);
  expect([large.status, large.headers['content-type']]).toEqual([413, 'text/html; charset=utf-8']);
  expect(large.bytes.toString('utf8')).toContain('ist nicht das Formular dieser Seite');
  expect((await send('{"family":"x"}', 'application/json')).status).toBe(400);
  expect((await send('x', 'text/xml')).status).toBe(415);
  expect((await send('x', 'multipart/form-data; boundary=x')).status).toBe(415);
  const stale = await ask(hospital.openClient, goodFields, { language: 'de', token: 'A'.repeat(48) });
  expect(stale.status).toBe(422);
  expect(stale.bytes.toString('utf8')).toContain('Die Seite war lange offen');
  const cross = await ask(hospital.openClient, goodFields, {
    language: 'de',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(cross.status).toBe(422);
  expect(await rows()).toEqual([]);
});

test('takes no word of its addresses from the Host header [R01]', async () => {
  const app = await buildOpenApp(hospital.deps);
  const headers = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const { payload } = await app.inject({ method: 'GET', url: '/acces', headers });
  const form = new URLSearchParams({ ...goodFields, token: readToken(payload) });
  const answer = await app.inject({ method: 'POST', url: '/acces', headers, payload: form.toString() });
  const first = await app.inject({ method: 'GET', url: '/access-request', headers });
  await app.close();
  expect([answer.statusCode, answer.headers.location?.slice(0, 7), first.headers.location]).toEqual([
    303,
    '/acces/',
    '/acces',
  ]);
  expect(payload).not.toContain('evil');
  await empty();
});

test('hands out blank form, conditions and regulations as French PDF/A [R01] [R12]', async () => {
  for (const [path, said] of [
    ['/access-request/consentement.pdf', 'Consentement à l’accès de mon médecin'],
    ['/access-request/conditions.pdf', 'L’accès sert uniquement à soigner le patient'],
    ['/access-request/reglement.pdf', 'sans le consentement écrit de ce patient'],
  ] as const) {
    const { status, headers, bytes } = await hospital.openClient.ask('GET', path);
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    const pdf = await readPdf(bytes);
    expect(pdf).toMatchObject({ xmp: { part: '2', conformance: 'B' }, fontsMissing: [], language: 'fr-BE' });
    expect(pdf.text).toContain(said);
    expect(pdf.text).toContain('Hôpital des essais');
    expect(pdf.text).not.toContain('Dr Claire');
  }
});
