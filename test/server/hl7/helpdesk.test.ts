import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MessageList } from '../../../contracts/message.ts';
import { people, toNiss } from '../../../server/demo/people.ts';
import { adt, orUR01 } from '../../builders/hl7.ts';
import type { SignedIn } from '../support/test-hospital.ts';
import { openWard, type Ward } from './ward.ts';

let ward: Ward;
let helpdesk: SignedIn;
beforeAll(async () => {
  ward = await openWard();
  helpdesk = await ward.hospital.signIn('helpdesk');
  await ward.send(
    orUR01({ control: 'H1', patient: 'dubois', application: 'Jeanne', facility: 'DUPONT^Jeanne 93.05.18-223.61' }),
  );
  await ward.send(orUR01({ control: 'H2', patient: 'nguyen', order: 'L-H2' }).replace('|2.5.1|', '|3.0|'));
});
afterAll(() => ward?.close());

const list = async (): Promise<MessageList> => (await helpdesk.ask<MessageList>('GET', '/api/messages')).body;

it('shows the helpdesk headers and reasons of what failed: no name, no number, no content [R25]', async () => {
  const { total, lines } = await list();
  expect(total).toEqual({ failed: 2 });
  expect(
    lines.map(({ control, type, refusal }) => [control, type, refusal.code, refusal.segment, refusal.field]),
  ).toEqual([
    ['H2', 'ORU^R01^ORU_R01', 'AR', 'MSH', 12],
    ['H1', 'ORU^R01^ORU_R01', 'AE', 'PID', 3],
  ]);
  const text = JSON.stringify(lines);
  for (const key of ['dubois', 'nguyen'] as const)
    for (const secret of [
      people[key].family,
      people[key].number,
      toNiss(key),
      people[key].given[0] ?? '',
      '5.9',
      '2823-3',
    ])
      expect(text).not.toContain(secret);
  expect(text).not.toMatch(/DUPONT|Jeanne|223/);
  const logged = ward.hospital.logLines.join('\n');
  for (const secret of [people.dubois.family, toNiss('dubois'), people.dubois.number])
    expect(logged).not.toContain(secret);
});

it('gives the helpdesk no way to any medical row, past the functions either [R08] [R25]', async () => {
  const { createHash } = await import('node:crypto');
  const session = createHash('sha256').update(helpdesk.session.token).digest('hex');
  const [row] = await ward.hospital.test.sql<{ certificate: string }>(
    `select encode(certificate, 'hex') as certificate from identity.session where sha256 = decode($1, 'hex')`,
    [session],
  );
  // As the owner of the tables (row security is forced), inside the helpdesk's own session.
  const counts = await ward.hospital.test.sql<{ counts: string }>(
    `with entered as materialized (
       select set_config('role', 'passerelle_owner', true), set_config('passerelle.session', $1, true), set_config('passerelle.certificate', $2, true))
     select jsonb_object_agg(t.name, (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || t.name, false, true, '')))[1]::text) as counts
       from entered, (select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'r' and n.nspname in ('medical', 'care', 'inbox') and (n.nspname <> 'care' or c.relname in ('patient', 'link', 'letter'))) t`,
    [session, row?.certificate],
  );
  const found = counts[0]?.counts as unknown as Record<string, string>;
  expect(found['inbox.message']).toBe('2');
  const open = Object.entries(found).filter(
    ([name, count]) => name !== 'inbox.message' && count !== '0' && !name.endsWith('quarantine'),
  );
  expect(open).toEqual([]);
  expect(Object.keys(found)).toContain('medical.message_content');
  const grants = await ward.hospital.test.sql(
    `select table_schema, table_name from information_schema.role_table_grants where grantee = 'passerelle_api' and table_schema in ('medical', 'care', 'inbox')`,
  );
  expect(grants).toEqual([]);
});

it('files a message again after the repair, and takes another off the list with its reason; both are traced [R21] [R25]', async () => {
  const [second, first] = (await list()).lines;
  const replay = (id = ''): ReturnType<SignedIn['ask']> =>
    helpdesk.ask('POST', `/api/messages/${id}/replay`, { body: {} });
  expect(await replay(first?.id)).toMatchObject({ status: 200, body: { state: 'failed', refusal: { code: 'AE' } } });
  expect((await list()).lines.find(({ id }) => id === first?.id)?.attempts).toBe(2);
  await ward.send(adt('A28', { control: 'H3' }));
  await expect.poll(async () => (await ward.kept('H1'))[0]?.state, { timeout: 15_000 }).toBe('filed');
  expect((await replay(first?.id)).status).toBe(404);

  const dismiss = (reason: string): ReturnType<SignedIn['ask']> =>
    helpdesk.ask('POST', `/api/messages/${second?.id ?? ''}/dismissal`, { body: { reason } });
  expect((await dismiss('')).status).toBe(400);
  expect((await dismiss('Envoyé une seconde fois en version 2.5.1')).status).toBe(200);
  expect(await list()).toEqual({ total: { failed: 0 }, lines: [] });
  const objects = await ward.hospital.test.sql<{ object: string }>(
    `select distinct split_part(body::jsonb ->> 'object', '#', 1) as object from trace.entry where body::jsonb ->> 'object' like 'message/%' order by 1`,
  );
  expect(objects.map(({ object }) => object)).toEqual(['message/dismiss', 'message/list', 'message/replay']);
});

it('is the helpdesk’s alone [R08]', async () => {
  for (const name of ['physician', 'director', 'desk'] as const) {
    const other = await ward.hospital.signIn(name);
    expect((await other.ask('GET', '/api/messages')).status).toBe(403);
  }
  expect((await ward.hospital.system.ask('GET', '/api/messages')).status).toBe(403);
});

it('takes the same messages by POST under a system certificate, with the same outcome [R25]', async () => {
  const post = (
    body: string,
    type = 'application/hl7-v2',
    by = ward.hospital.system,
  ): Promise<{ status: number; body: unknown }> =>
    by.ask('POST', '/api/inbox', { body: Buffer.from(body), headers: { 'content-type': type } });
  const message = orUR01({ control: 'Q1', order: 'L-Q1' });
  expect(await post(message)).toMatchObject({ status: 200, body: { state: 'filed', refusal: null } });
  expect(await post(message)).toMatchObject({ status: 200, body: { state: 'duplicate' } });
  expect(await ward.send(message)).toMatchObject({ code: 'AA' });
  expect(await post(orUR01({ control: 'Q2', order: 'L-Q2', patient: 'petit' }))).toMatchObject({
    status: 422,
    body: { state: 'failed', refusal: { code: 'AE', segment: 'PID', field: 3 } },
  });
  expect((await post('<kmehr', 'application/kmehr+xml')).status).toBe(422);
  expect((await post(message, 'application/zip')).status).toBe(415);
  const { status } = await helpdesk.ask('POST', '/api/inbox', {
    body: Buffer.from(message),
    headers: { 'content-type': 'application/hl7-v2' },
  });
  expect(status).toBe(403);
});
