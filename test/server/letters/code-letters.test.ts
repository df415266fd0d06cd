import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '../support/test-hospital.ts';
import { testAccounts } from '../support/test-hospital.ts';
import { type Deed, openPostRoom, type PostRoom, readPaper } from './post-room.ts';

let room: PostRoom;
let others: SignedIn[];
beforeAll(async () => {
  room = await openPostRoom();
  others = [];
  for (const name of ['director', 'helpdesk', 'physician'] as const) others.push(await room.hospital.signIn(name));
});
afterAll(() => room.hospital.close());

const sql = <Row extends object>(text: string, values?: readonly unknown[]) =>
  room.hospital.test.sql<Row>(text, values);
const told = ({ status, body }: Deed) => [status, body.code];
const readCode = async (deed: Deed) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec((await readPaper(deed)).text)?.[0] ?? '';
const enrol = (code: string) =>
  room.hospital.enrolPc('physician', code).then(
    () => 'enrolled',
    (error: Error) => /"code":"([\w-]+)"/.exec(error.message)?.[1],
  );

describe('letters that carry a code', () => {
  it('get their code when they are printed: it enrols one PC, once [R02]', async () => {
    const letter = await room.queueCode();
    expect(await room.findCode(letter)).toMatchObject({
      state: 'queued',
      approvedBy: 'Dr Anne Essai',
      codeEndsAt: null,
    });
    const printed = await room.code('print', letter, { prints: 0 });
    const { text, pages, xmp } = await readPaper(printed);
    expect({ pages, xmp }).toEqual({ pages: 1, xmp: { part: '2', conformance: 'B' } });
    expect(text).toContain(
      new X509Certificate(room.hospital.rootPem).fingerprint256.replace(/(..):(..):?/g, '$1$2 ').trim(),
    );
    expect((await room.code('post', letter, { registered: 'RR123456789BE' })).status).toBe(200);
    const code = await readCode(printed);
    expect([await enrol(code), await enrol(code)]).toEqual(['enrolled', 'invitation-code-used']);
    expect(await room.findCode(letter)).toMatchObject({
      state: 'posted',
      postedBy: 'Paul Essai',
      registered: 'RR123456789BE',
    });
  });

  it('end the former code when they are printed again, and are never printed after they were posted [R02]', async () => {
    const letter = await room.queueCode('new-pc');
    const first = await readCode(await room.code('print', letter, { prints: 0 }));
    expect(told(await room.code('print', letter, { prints: 0 }))).toEqual([409, 'conflict']);
    const second = await readCode(await room.code('print', letter, { prints: 1 }));
    expect(await enrol(first)).toBe('invitation-code-expired');
    await room.code('post', letter, { registered: null });
    expect(told(await room.code('print', letter, { prints: 2 }))).toEqual([409, 'conflict']);
    expect(await enrol(second)).toBe('enrolled');
  });

  it('make one code when two desks print at the same moment [R02] [R16]', async () => {
    const letter = await room.queueCode();
    const deeds = await Promise.all([0, 0, 0].map((prints) => room.code('print', letter, { prints })));
    expect(deeds.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(await sql('select prints from identity.letter where id = $1', [letter])).toEqual([{ prints: 1 }]);
  });

  it('work for fourteen days from the printing, until the end of the last day in Brussels [R02]', async () => {
    const letter = await room.queueCode();
    await room.code('print', letter, { prints: 0 });
    const [row] = await sql<{ days: number; hour: string }>(
      `select (i.expires_at at time zone 'Europe/Brussels')::date - (now() at time zone 'Europe/Brussels')::date as days,
         to_char(i.expires_at at time zone 'Europe/Brussels', 'HH24:MI:SS') as hour
         from identity.letter l join identity.invitation i on i.id = l.invitation where l.id = $1`,
      [letter],
    );
    expect(row).toEqual({ days: 15, hour: '00:00:00' });
  });

  it('that a newer one replaces, or that the desk keeps back, bring nothing any more [R02]', async () => {
    const [first, second] = [await room.queueCode(), await room.queueCode('reset')];
    expect(await room.findCode(first)).toMatchObject({ state: 'cancelled', cancelReason: 'replaced' });
    expect(told(await room.code('print', first, { prints: 0 }))).toEqual([409, 'conflict']);
    const code = await readCode(await room.code('print', second, { prints: 0 }));
    expect((await room.code('cancellation', second, { reason: 'Adresse inconnue' })).status).toBe(200);
    expect(await enrol(code)).toBe('invitation-code-expired');
    const third = await room.queueCode();
    const posted = await readCode(await room.code('print', third, { prints: 0 }));
    await room.code('post', third, { registered: null });
    await room.queueCode('new-pc');
    expect(await enrol(posted)).toBe('invitation-code-expired');
  });

  it('are not sent when the code was used before they left, nor to a suspended physician [R02] [R15]', async () => {
    const letter = await room.queueCode();
    const code = await readCode(await room.code('print', letter, { prints: 0 }));
    expect(await enrol(code)).toBe('enrolled');
    expect((await room.findCode(letter)).doubt).toBe('code-used');
    expect(told(await room.code('post', letter, { registered: null }))).toEqual([409, 'conflict']);
    expect(told(await room.code('print', letter, { prints: 1 }))).toEqual([409, 'conflict']);
    const next = await room.queueCode();
    await sql('insert into care.suspension (person, since_by) values ($1, $2)', [
      testAccounts.physician.id,
      testAccounts.director.id,
    ]);
    expect((await room.findCode(next)).doubt).toBe('suspended');
    expect(told(await room.code('print', next, { prints: 0 }))).toEqual([409, 'conflict']);
    await sql('update care.suspension set lifted_at = now(), lifted_by = since_by');
  });

  it('exist by the Director’s approval alone, never for the approver [R02]', async () => {
    const { physician, director, helpdesk, desk } = testAccounts;
    const queue = (person: string, by: string) =>
      sql('select identity.queue_letter($1, $2, $3)', [person, 'reset', by]);
    for (const by of [helpdesk, desk, physician])
      await expect(queue(physician.id, by.id)).rejects.toThrow('forbidden-for-role');
    await expect(queue(director.id, director.id)).rejects.toThrow('forbidden-for-role');
  });

  it('leave no code in the log, the trace or the database [R02] [R21]', async () => {
    const letter = await room.queueCode();
    const code = await readCode(await room.code('print', letter, { prints: 0 }));
    const bare = code.replaceAll('-', '');
    const held = [
      ...room.hospital.logLines,
      ...(await sql<{ body: string }>('select body from trace.entry')).map(({ body }) => body),
      ...(await sql<{ row: string }>('select to_jsonb(l)::text as row from identity.letter l')).map(({ row }) => row),
      ...(await sql<{ row: string }>('select to_jsonb(i)::text as row from identity.invitation i')).map(
        ({ row }) => row,
      ),
    ].join('\n');
    expect(code).toMatch(/^.{4}-.{4}-.{4}-.{4}$/);
    expect(held.includes(code) || held.includes(bare)).toBe(false);
  });
});

describe('the post room', () => {
  it('is the desk’s alone: every other role gets one and the same refusal [R08] [R16]', async () => {
    const code = await room.queueCode();
    const { letter } = await room.queue();
    const questions: [string, string, object?][] = [
      ['GET', '/api/letters'],
      ['POST', '/api/letters/print', { letters: [{ id: letter, prints: 0 }] }],
      ['POST', '/api/letters/post', { letters: [letter], registered: null }],
      ['POST', `/api/letters/${letter}/cancellation`, { reason: 'essai' }],
      ['POST', `/api/code-letters/${code}/print`, { prints: 0 }],
      ['POST', `/api/code-letters/${code}/post`, { registered: null }],
      ['POST', `/api/code-letters/${code}/cancellation`, { reason: 'essai' }],
    ];
    for (const one of others)
      for (const [method, path, body] of questions) {
        const reply = await one.ask<{ code: string }>(method, path, body === undefined ? {} : { body });
        expect([path, reply.status, reply.body.code]).toEqual([path, 403, 'forbidden-for-role']);
      }
    expect([(await room.find(letter)).state, (await room.findCode(code)).state]).toEqual(['queued', 'queued']);
  });
});
