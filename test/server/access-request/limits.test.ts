import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseOnce } from '../../../server/access-request/keep-erased.ts';
import { buildOpenApp } from '../../../server/app.ts';
import { submitAccessRequest } from '../../../server/store/access-request-store.ts';
import { openTestHospital, type TestHospital } from '../support/test-hospital.ts';
import { ask, file, goodFields, readToken } from './asker.ts';

let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(() => hospital.close());

const declared = {
  family: 'Delvaux',
  given: 'Élise',
  nihdi: '17770001000',
  practice: 'Cabinet',
  address: ['Rue 1', '7000 Essai'],
  phone: '065123456',
  email: 'elise@cabinet.example',
  language: 'fr',
  careOnly: true,
  conditions: 'x',
} as const;
let asked = 0;
const submit = (perHour: number, waiting: number) => {
  asked += 1;
  return submitAccessRequest(hospital.deps.database, Buffer.alloc(32, asked), declared, { perHour, waiting });
};
const count = async (where = 'true') =>
  Number(
    (await hospital.test.sql<{ n: string }>(`select count(*) as n from identity.access_request where ${where}`, []))[0]
      ?.n,
  );
const empty = () => hospital.test.sql('delete from identity.access_request', []);

test('takes ten requests an hour from one network, counts none twice, and leaves every other network alone [R01]', async () => {
  const app = await buildOpenApp(hospital.deps);
  const send = async (remoteAddress: string, used?: string) => {
    const token = used ?? readToken((await app.inject({ method: 'GET', url: '/acces', remoteAddress })).payload);
    const { statusCode, payload } = await app.inject({
      method: 'POST',
      url: '/acces',
      remoteAddress,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ ...goodFields, token }).toString(),
    });
    return { statusCode, payload, token };
  };
  const sent = await Promise.all(Array.from({ length: 14 }, () => send('192.0.2.1')));
  expect(sent.filter(({ statusCode }) => statusCode === 303)).toHaveLength(10);
  const refused = sent.find(({ statusCode }) => statusCode === 429);
  expect(refused?.payload).toContain('Trop d’envois depuis votre connexion');
  expect(refused?.payload).toContain('065 00 00 01');
  const taken = sent.find(({ statusCode }) => statusCode === 303);
  expect((await send('192.0.2.1', taken?.token)).statusCode).toBe(303);
  expect((await send('192.0.2.2')).statusCode).toBe(303);
  expect((await send('2001:db8:0:1::1')).statusCode).toBe(303);
  expect(await count()).toBe(12);
  hospital.moveClock(3_600_001);
  expect((await send('192.0.2.1')).statusCode).toBe(303);
  await app.close();
  await empty();
});

test('takes forty an hour from all the networks of one owner, so that no /48 fills the queue, and leaves its neighbours alone [R01]', async () => {
  const app = await buildOpenApp(hospital.deps);
  const codes: number[] = [];
  const send = async (remoteAddress: string) => {
    const token = readToken((await app.inject({ method: 'GET', url: '/acces', remoteAddress })).payload);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams({ ...goodFields, token }).toString();
    return (await app.inject({ method: 'POST', url: '/acces', remoteAddress, headers, payload })).statusCode;
  };
  for (let n = 0; n < 44; n += 1) codes.push(await send(`2001:db8:7:${n.toString(16)}::1`));
  expect([codes.filter((code) => code === 303).length, codes.slice(40)]).toEqual([40, [429, 429, 429, 429]]);
  expect(await send('2001:db8:8::1')).toBe(303);
  expect(await send('192.0.2.77')).toBe(303);
  hospital.moveClock(3_600_001);
  expect(await send('2001:db8:7:1::1')).toBe(303);
  await app.close();
  await empty();
});

test('believes no address but that of the connection, unless a reverse proxy that the hospital named says another [R01]', async () => {
  const count429 = async (trustedProxies: readonly string[], remoteAddress: string) => {
    const app = await buildOpenApp(hospital.deps, { trustedProxies });
    const codes: number[] = [];
    for (let n = 0; n < 62; n += 1) {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': `198.51.100.9, 192.0.2.${n}`,
      };
      codes.push((await app.inject({ method: 'POST', url: '/acces', remoteAddress, headers, payload: '' })).statusCode);
    }
    await app.close();
    return codes.filter((code) => code === 429).length;
  };
  expect([
    await count429([], '10.0.0.1'),
    await count429(['10.0.0.0/8'], '10.0.0.1'),
    await count429(['10.0.0.0/8'], '203.0.113.5'),
  ]).toEqual([2, 0, 2]);
});

test('sets a flood apart instead of refusing whoever comes during it, and stops only before the disk is full [R01]', async () => {
  for (let n = 0; n < 3; n += 1) await submit(3, 6);
  expect([await count('not crowded'), await count('crowded')]).toEqual([3, 0]);
  for (let n = 0; n < 3; n += 1) await submit(3, 6);
  expect([await count('not crowded'), await count('crowded')]).toEqual([3, 3]);
  await expect(submit(3, 6)).rejects.toMatchObject({ code: 'server-unavailable' });
  await hospital.test.sql("update identity.access_arrival set at = at - interval '61 minutes'", []);
  await submit(3, 100);
  expect(await count('not crowded')).toBe(4);
  await empty();
});

test('erases what is kept no longer, tells the trace how many, and keeps the rest [R01]', async () => {
  const director = (
    await hospital.test.sql<{ id: string }>("select id from identity.person where role = 'director'", [])
  )[0]?.id;
  const make = async (perHour: number, change: string) => {
    const { id } = await submit(perHour, 1000);
    await hospital.test.sql(`update identity.access_request set ${change} where id = $1`, [id]);
    return id;
  };
  const decided = (days: number) =>
    `review_began_at = now(), decided_by = '${director}', decided_at = now() - interval '${days} days'`;
  const refused = (days: number) => `state = 'refused', reason = 'motif', ${decided(days)}`;
  const accepted = (days: number) => `state = 'accepted', person = '${director}', letter = 'access', ${decided(days)}`;
  const gone = [
    await make(100, refused(91)),
    await make(100, "received_at = now() - interval '181 days'"),
    await make(
      100,
      "state = 'review', review_began_at = now() - interval '1 day', received_at = now() - interval '181 days'",
    ),
    await make(0, "received_at = now() - interval '31 days'"),
  ];
  const kept = [
    await make(100, refused(89)),
    await make(100, "received_at = now() - interval '179 days'"),
    await make(0, "received_at = now() - interval '29 days'"),
    await make(100, accepted(89)),
  ];
  const cleared = await make(100, accepted(91));
  await eraseOnce(hospital.deps.database, hospital.deps.trace);
  await eraseOnce(hospital.deps.database, hospital.deps.trace);
  const left = await hospital.test.sql<{ id: string; follow_hash: Buffer | null; phone: string; email: string | null }>(
    'select id, follow_hash, phone, email from identity.access_request',
    [],
  );
  expect(left.map(({ id }) => id).sort()).toEqual([...kept, cleared].sort());
  expect(gone.some((id) => left.some((row) => row.id === id))).toBe(false);
  expect(left.find(({ id }) => id === cleared)).toMatchObject({ follow_hash: null, phone: '', email: null });
  expect(await hospital.test.sql('select from identity.access_arrival where request = any($1)', [gone])).toEqual([]);
  const traced = await hospital.test.sql<{ line: string }>(
    "select t::text as line from trace.entry t where t::text like '%access-request/erase%'",
    [],
  );
  expect(traced).toHaveLength(1);
  await empty();
});

test('keeps a request from everybody but the Director, even from the API’s own role [R01] [R08]', async () => {
  await file(hospital.openClient);
  await expect(hospital.test.database.ask('x', 'select * from identity.access_request', [])).rejects.toThrow(
    /permission denied/,
  );
  // The owner of the table and of every function sees nothing either, unless a Director's session or the secret stands behind it.
  await hospital.test.sql(
    `do $$ declare n integer; begin
       set local role passerelle_owner;
       select count(*) into n from identity.access_request;
       if n > 0 then raise exception 'the owner sees %', n; end if;
     end $$`,
  );
  expect(await count()).toBe(1);
  await empty();
});

test('looks at no account and no number when a request comes in: neither answer nor time can tell [R01]', async () => {
  const [row] = await hospital.test.sql<{ submit: string; follow: string }>(
    `select pg_get_functiondef('api.submit_access_request'::regproc) as submit, pg_get_functiondef('api.follow_access_request'::regproc) as follow`,
  );
  for (const text of [row?.submit ?? '', row?.follow ?? '']) {
    expect(
      [...text.matchAll(/identity\.(\w+)/g)]
        .map(([, name]) => name)
        .filter((name) => !['access_request', 'access_arrival', 'is_overdue'].includes(name ?? '')),
    ).toEqual([]);
    expect(text.length).toBeGreaterThan(500);
    expect(text).not.toMatch(/where[^;]*nihdi/i);
  }
});

test('keeps answering a stranger’s decided request as it stands: nothing typed later changes it [R01]', async () => {
  const token = readToken((await hospital.openClient.ask('GET', '/acces')).bytes.toString('utf8'));
  const first = await ask(hospital.openClient, goodFields, { token });
  await hospital.test.sql("update identity.access_request set state = 'review', review_began_at = now()", []);
  const again = await ask(hospital.openClient, { ...goodFields, given: 'Autre' }, { token });
  expect(again.headers.location).toBe(first.headers.location);
  expect(await count("given = 'Élise'")).toBe(1);
  await empty();
});
