import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toMllpFrame } from '../../../server/hl7/mllp-frames.ts';
import { adt, orUR01 } from '../../builders/hl7.ts';
import { openMllpClient } from './mllp-client.ts';
import { openWard, type Ward } from './ward.ts';

let ward: Ward;
beforeAll(async () => {
  ward = await openWard({
    longest: 20_000,
    memory: 30_000,
    frameSeconds: 1,
    connections: 3,
    senders: ['LIS', 'ADT|CHSE'],
  });
  await ward.send(adt('A28', { control: 'KNOWN' }));
});
afterAll(() => ward?.close());

it('answers several messages of one packet in their order [R25]', async () => {
  const client = await ward.connect();
  const messages = ['P1', 'P2', 'P3'].map((control) => orUR01({ control, order: `L-${control}` }));
  client.write(Buffer.concat(messages.map((message) => toMllpFrame(Buffer.from(message)))));
  const answers = [await client.next(), await client.next(), await client.next()];
  expect(answers.map(({ code, control }) => `${code} ${control}`)).toEqual(['AA P1', 'AA P2', 'AA P3']);
  client.end();
});

it('closes a connection whose frame does not end in time, and nothing of it counts as received [R25]', async () => {
  const client = await ward.connect();
  client.write(toMllpFrame(Buffer.from(orUR01({ control: 'SLOW' }))).subarray(0, 200));
  await client.closed;
  expect(await ward.kept('SLOW')).toEqual([]);
});

it('refuses AR what is too long, unreadable or from an unknown application, and keeps what it can for the helpdesk [R25]', async () => {
  const client = await ward.connect();
  expect(await client.send(`${orUR01({ control: 'LONG' })}NTE|1||${'x'.repeat(30_000)}\r`)).toMatchObject({
    code: 'AR',
    control: 'LONG',
    condition: '207',
  });
  expect(await client.send('Bonjour')).toMatchObject({
    code: 'AR',
    condition: '100',
    reason: 'Le message ne commence pas par un segment MSH.',
  });
  expect(await client.send(orUR01({ control: 'ALIEN', application: 'ALIEN' }))).toMatchObject({
    code: 'AR',
    control: 'ALIEN',
  });
  expect(await client.send(orUR01({ control: 'AFTER', order: 'L-AFTER' }))).toMatchObject({
    code: 'AA',
    control: 'AFTER',
  });
  client.end();
  const kept = await ward.hospital.test.sql(
    `select control, kept, exists (select from medical.message_content c where c.message = m.id) as bytes from inbox.message m where state = 'failed' order by place`,
  );
  expect(kept).toEqual([
    { control: 'LONG', kept: false, bytes: false },
    { control: '', kept: true, bytes: true },
    { control: 'ALIEN', kept: true, bytes: true },
  ]);
});

it('keeps as failed what the database cannot take, alone: the others of its batch are filed [R25]', async () => {
  const { sql } = ward.hospital.test;
  await sql(`alter table medical.resource add constraint spoilt check (content not like '%L-SPOILT%') not valid`);
  const client = await ward.connect();
  const controls = ['B1', 'B2', 'SPOILT', 'B4', 'B5'];
  const messages = controls.map((control) => orUR01({ control, order: `L-${control}` }));
  client.write(Buffer.concat(messages.map((message) => toMllpFrame(Buffer.from(message)))));
  const answers = [];
  for (const _one of controls) answers.push(await client.next());
  client.end();
  await sql('alter table medical.resource drop constraint spoilt');
  expect(answers.map(({ code, control }) => `${code} ${control}`)).toEqual([
    'AA B1',
    'AA B2',
    'AE SPOILT',
    'AA B4',
    'AA B5',
  ]);
  expect(answers[2]).toMatchObject({ condition: '207', reason: expect.stringContaining('le message est gardé') });
  expect(
    await sql(
      `select control, state, exists (select from medical.message_content c where c.message = m.id) as bytes from inbox.message m
        where control = any ($1) order by control`,
      [controls],
    ),
  ).toEqual(
    controls.toSorted().map((control) => ({ control, state: control === 'SPOILT' ? 'failed' : 'filed', bytes: true })),
  );
});

it('closes who sends noise, holds too much, or is one too many, and goes on serving the others [R25]', async () => {
  const noisy = await ward.connect();
  noisy.write(Buffer.alloc(100_000, 'x'));
  await noisy.closed;
  const [one, two] = [await ward.connect(), await ward.connect()];
  const four = await ward.connect();
  await four.closed;
  const half = toMllpFrame(Buffer.alloc(19_900, 'x')).subarray(0, -2);
  for (const client of [one, two]) client.write(half);
  await Promise.all([one.closed, two.closed]);
  expect(ward.hospital.logLines.some((line) => line.includes('too much was begun'))).toBe(true);
  expect(await ward.send(orUR01({ control: 'STILL', order: 'L-STILL' }))).toMatchObject({ code: 'AA' });
});

it('demands a system certificate of the hospital where it is set to TLS, and files as that system [R06] [R25]', async () => {
  const secure = await openWard({ tls: true });
  try {
    const { data, rootPem } = secure.hospital;
    const [cert, key] = ['system.pem', 'system.key'].map((name) => readFileSync(join(data, name), 'utf8'));
    const client = await openMllpClient(secure.port, { ca: rootPem, cert, key, servername: 'localhost' });
    expect(await client.send(adt('A28', { control: 'TLS' }))).toMatchObject({ code: 'AA' });
    const pc = await secure.hospital.enrolPc('physician');
    for (const other of [{}, { cert: pc.enrolment.certificate, key: pc.key.keyPem }]) {
      const stranger = await openMllpClient(secure.port, { ca: rootPem, servername: 'localhost', ...other }).catch(
        () => null,
      );
      await expect(
        stranger === null ? Promise.reject(new Error('no handshake')) : stranger.send(adt('A28', { control: 'NO' })),
      ).rejects.toThrow();
    }
    expect(await secure.kept('NO')).toEqual([]);
    await secure.hospital.test.sql(
      `update identity.certificate set revoked_at = now() where kind = 'system' and not_after < now() + interval '2 years'`,
    );
    await client.closed;
  } finally {
    await secure.close();
  }
});

it('lets in only the addresses that are set [R25]', async () => {
  const closed = await openWard({ addresses: ['10.1.0.0/16', '192.0.2.7'] });
  try {
    const client = await closed.connect();
    await expect(client.send(adt('A28', { control: 'OUT' }))).rejects.toThrow('the connection was closed');
    expect(await closed.kept('OUT')).toEqual([]);
  } finally {
    await closed.close();
  }
});
