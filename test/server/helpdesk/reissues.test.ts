import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Session } from '../../../contracts/session.ts';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import { fromBase32 } from '../support/authenticator.ts';
import type { PracticePc } from '../support/practice-pc.ts';
import { testAccounts, testPassword } from '../support/test-hospital.ts';
import { openPhoneCall, type PhoneCall } from './phone-call.ts';

let call: PhoneCall;
beforeAll(async () => {
  call = await openPhoneCall();
});
afterAll(() => call?.hospital.close());
beforeEach(async () => {
  await call.hospital.test.sql('delete from identity.attempt');
  await call.hospital.test.sql("update identity.reissue set state = 'withdrawn' where state = 'waiting'");
});

const signIn = async (pc: PracticePc, password: string, otp: string) => {
  await call.hospital.test.sql('delete from identity.attempt');
  const body = { login: testAccounts.physician.login, password, otp };
  return pc.client.ask<Session & { code?: string }>('POST', '/api/session', { body });
};
const codeOf = (secret: Buffer, away = 0): string => toTotp(secret, toStep(call.hospital.deps.clock.now()) + away);
/** A one-time code that was not used yet: the hospital forgets the step of the last. */
const freshCode = async (secret: Buffer): Promise<string> => {
  await call.hospital.test.sql('update identity.person set totp_last_step = 0');
  return codeOf(secret);
};

test('lets the helpdesk find a person by name and ask once; the Director reads who asks, why, and where the person works now [R02] [X16]', async () => {
  const [found] = await call.people('claire');
  expect(found).toMatchObject({ name: 'Dr Claire Essai', role: 'physician', activated: true, pcs: 1, waiting: false });
  expect(JSON.stringify(found)).not.toContain(testAccounts.physician.login);
  expect(await call.people('c')).toEqual([]);
  expect(await call.people('zoé')).toEqual([]);

  const id = await call.wait();
  expect((await call.ask()).body.code).toBe('conflict');
  expect(await call.find(id)).toMatchObject({
    person: { name: 'Dr Claire Essai', role: 'physician' },
    reason: 'reset',
    askedBy: 'Zoé Essai',
    why: 'A perdu son téléphone, rappelé au cabinet',
    state: 'waiting',
    own: false,
    openOn: 'PC du cabinet',
    lastOn: 'PC du cabinet',
    letter: null,
  });
  const { expiresAt, askedAt } = await call.find(id);
  expect((Date.parse(expiresAt) - Date.parse(askedAt)) / 86_400_000).toBeCloseTo(7, 3);
  expect(await call.waitingLetters()).toEqual([]);
  expect(await call.notices()).toMatchObject([{ id, reason: 'reset', approvedAt: null }]);
});

test('tells the person on the open screen within two seconds, at the request and at the decision [R07]', async () => {
  const { physician } = call;
  const heard: string[] = [];
  const read = await call.listen(physician, (line) => void (line.includes('account-changed') && heard.push(line)));
  const id = await call.wait();
  await expect.poll(() => heard.length, { timeout: 2_000 }).toBe(1);
  expect((await call.refuse(id)).status).toBe(200);
  await expect.poll(() => heard.length, { timeout: 2_000 }).toBe(2);
  read();
  expect(await call.notices()).toEqual([]);
  expect(await call.find(id)).toMatchObject({
    state: 'refused',
    decision: 'Voix inconnue',
    decidedBy: 'Dr Anne Essai',
  });
  expect((await call.approve(id)).body.code).toBe('conflict');
});

test('decides once, in time, and nothing after seven days [R02]', async () => {
  const id = await call.wait();
  await call.hospital.test.sql("update identity.reissue set expires_at = now() - interval '1 second' where id = $1", [
    id,
  ]);
  expect((await call.find(id)).state).toBe('expired');
  expect((await call.approve(id)).body.code).toBe('conflict');
  expect(await call.notices()).toEqual([]);
  // What is over does not stand in the way of the next.
  const next = await call.wait({ reason: 'new-pc' });
  const both = await Promise.all([call.approve(next), call.approve(next), call.refuse(next)]);
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('enrols a second PC by the letter, again with the same key when the answer was lost, and with no other [R02]', async () => {
  const id = await call.wait({ reason: 'new-pc' });
  expect((await call.approve(id)).status).toBe(200);
  const code = await call.printCode();
  const { pc, again, other } = await call.enrolTwice(code);
  expect([again.status, again.body.pc, again.body.activated]).toEqual([200, pc, true]);
  expect(other.body.code).toBe('invitation-code-used');
  expect((await call.find(id)).usedOn).toBe('PC du cabinet');
  // The person reads it on the old PC, and may throw the new one out.
  expect(await call.notices()).toMatchObject([{ id, reason: 'new-pc', usedOn: 'PC du cabinet' }]);
  expect((await call.contest(id)).status).toBe(200);
  const [row] = await call.hospital.test.sql<{ standing: number }>(
    'select count(*)::int as standing from identity.certificate where pc = $1 and revoked_at is null',
    [pc],
  );
  expect([row?.standing, (await call.find(id)).state]).toEqual([0, 'stopped']);
});

test('stops a letter by “not me”: it is not printed, its code is worth nothing, the Director reads it [R02] [R07]', async () => {
  const queued = await call.wait();
  await call.approve(queued);
  expect((await call.waitingLetters()).map(({ reason }) => reason)).toEqual(['reset']);
  expect((await call.contest(queued, call.desk)).status).toBe(404);
  expect((await call.contest(queued)).status).toBe(200);
  expect(await call.waitingLetters()).toEqual([]);
  expect(await call.find(queued)).toMatchObject({ state: 'stopped', letter: 'cancelled' });
  expect((await call.notices(call.director)).find(({ id }) => id === queued)?.contestedBy).toBe('Dr Claire Essai');
  expect(await call.notices(call.helpdesk)).toEqual([]);

  const printed = await call.wait({ stolen: true });
  await call.approve(printed);
  const code = await call.printCode();
  const pc = await call.hospital.enrolPc('physician', code);
  expect((await call.contest(printed)).status).toBe(200);
  await expect(pc.client.ask('POST', '/api/activation', { body: { code, password: testPassword } })).rejects.toThrow();
  expect((await call.contest(printed)).body.code).toBe('conflict');
  // Nothing of the old access was lost by it.
  expect((await signIn(call.physician, testPassword, await freshCode(call.physician.totpSecret))).status).toBe(200);
});

test('lets a lost authenticator go on until the new one is confirmed, and a stolen one not a second more [R07]', async () => {
  const lost = await call.wait();
  await call.approve(lost);
  expect((await signIn(call.physician, testPassword, await freshCode(call.physician.totpSecret))).status).toBe(200);
  const stolen = await call.wait({ stolen: true });
  // Asking alone locks nobody out.
  expect((await signIn(call.physician, testPassword, await freshCode(call.physician.totpSecret))).status).toBe(200);
  await call.approve(stolen);
  // Nor does a code for a PC take the place of the letter that brings the new one.
  expect((await call.ask({ reason: 'new-pc' })).body.code).toBe('conflict');
  expect((await signIn(call.physician, testPassword, await freshCode(call.physician.totpSecret))).body.code).toBe(
    'otp-wrong',
  );
  // Whoever kept the sheet of recovery codes goes on working.
  const [recovery = ''] = call.physician.recoveryCodes;
  expect((await signIn(call.physician, testPassword, recovery)).status).toBe(200);
});

test('sets both factors anew by a reset letter: old sessions end, old recovery codes and passwords open nothing [R02] [R07]', async () => {
  const { hospital, physician } = call;
  const [row] = await hospital.test.sql<{ id: string }>(
    "select id from identity.reissue where state = 'approved' order by decided_at desc limit 1",
  );
  const code = await call.printCode();
  const pc = await hospital.enrolPc('physician', code);
  expect(pc.enrolment.activated).toBe(false);
  const password = 'cinq moutons rapides 8';
  const started = await pc.client.ask<{ secret: string }>('POST', '/api/activation', { body: { code, password } });
  expect(started.status).toBe(200);
  const [, recovery = ''] = physician.recoveryCodes;
  const again = await signIn(physician, testPassword, recovery);
  expect(again.status).toBe(200);
  const secret = fromBase32(started.body.secret);
  const done = await pc.client.ask<{ recoveryCodes: string[] }>('POST', '/api/activation/confirm', {
    body: { code, otp: codeOf(secret) },
  });
  expect(done.status).toBe(200);
  const { token } = again.body;
  expect((await physician.client.ask<{ code: string }>('GET', '/api/links', { token })).body.code).toBe(
    'session-ended',
  );
  const [, , third = ''] = physician.recoveryCodes;
  expect((await signIn(physician, testPassword, await freshCode(secret))).body.code).toBe('credentials-wrong');
  expect((await signIn(physician, password, third)).body.code).toBe('otp-wrong');
  expect((await signIn(physician, password, codeOf(physician.totpSecret))).body.code).toBe('otp-wrong');
  expect((await signIn(physician, password, await freshCode(secret))).status).toBe(200);
  // The code is used up, on this PC and on any other.
  const replay = await pc.client.ask<{ code: string }>('POST', '/api/activation', { body: { code, password } });
  expect(replay.body.code).toBe('invitation-code-used');
  await expect(hospital.enrolPc('physician', code)).rejects.toThrow(/invitation-code-used/);
  expect((await call.find(row?.id ?? '')).letter).toBe('printed');
});

test('gives who never activated an account their first factors by a letter again [R02]', async () => {
  const id = await call.wait({ person: testAccounts.colleague.id, reason: 'new-pc', why: 'Courrier jamais arrivé' });
  expect((await call.ask({ person: testAccounts.colleague.id })).body.code).toBe('conflict');
  await call.approve(id);
  const pc = await call.hospital.enrolPc('colleague', await call.printCode());
  expect([pc.enrolment.person.name, pc.enrolment.activated]).toEqual(['Dr Luc Essai', false]);
});
