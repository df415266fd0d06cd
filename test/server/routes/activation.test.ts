import { afterAll, beforeAll, expect, test } from 'vitest';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import { fromBase32 } from '../support/authenticator.ts';
import type { PracticePc } from '../support/practice-pc.ts';
import { openTestHospital, testFacts, testPassword, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
let code: string;
let pc: PracticePc;
beforeAll(async () => {
  hospital = await openTestHospital();
  code = await hospital.invite('physician');
  pc = await hospital.enrolPc('physician', code);
});
afterAll(() => hospital.close());

const wait = () => hospital.test.sql('delete from identity.attempt');
const start = async (changes: object = {}, at = pc) => {
  await wait();
  const body = { code, password: testPassword, ...changes };
  return at.client.ask<{ code?: string; secret: string; otpauth: string }>('POST', '/api/activation', { body });
};
const confirm = async (otp: string, at = pc) => {
  await wait();
  return at.client.ask<{ code?: string; recoveryCodes: string[] }>('POST', '/api/activation/confirm', {
    body: { code, otp },
  });
};

test.each([
  'short',
  'onze lettre',
  'aaaaaaaaaaaa',
  'abababababab',
  '123456789012',
  'motdepasse123',
  'Passerelle2026',
  'azertyuiopqsd',
  'Motdepasse!!1',
])('refuses the trivial password %s [R07]', async (password) => {
  const { status, body } = await start({ password });
  expect([status, body.code]).toEqual([400, 'password-weak']);
});

test('confirms nothing before it was begun [R07]', async () => {
  expect((await confirm('123456')).body.code).toBe('account-not-activated');
});

test('refuses a wrong code, and the right one on another PC [R02]', async () => {
  expect((await start({ code: '0000-0000-0000-0000' })).body.code).toBe('invitation-code-wrong');
  const other = await hospital.enrolPc('desk');
  expect((await start({}, other)).body.code).toBe('invitation-code-wrong');
});

test('shows the authenticator a secret for this hospital and login, anew at each start [R07]', async () => {
  const [one, two] = [await start(), await start()];
  const url = new URL(one.body.otpauth);
  expect({
    label: decodeURIComponent(url.pathname),
    secret: url.searchParams.get('secret') === one.body.secret,
    issuer: url.searchParams.get('issuer'),
    changed: one.body.secret !== two.body.secret,
  }).toEqual({ label: `/${testFacts.name}:19990001000`, secret: true, issuer: testFacts.name, changed: true });
});

test('activates with a code of the last secret shown, gives ten recovery codes, and never again [R07]', async () => {
  const first = fromBase32((await start()).body.secret);
  const last = fromBase32((await start()).body.secret);
  const release = hospital.holdClock();
  const step = toStep(hospital.deps.clock.now());
  expect((await confirm(toTotp(first, step))).body.code).toBe('otp-wrong');
  const done = await confirm(toTotp(last, step));
  expect([done.status, new Set(done.body.recoveryCodes).size]).toEqual([200, 10]);
  expect((await confirm(toTotp(last, step))).body.code).toBe('invitation-code-used');
  expect((await start()).body.code).toBe('invitation-code-used');
  release();
});

test('needs no second activation for a physician’s second PC [R06]', async () => {
  const second = await hospital.enrolPc('physician');
  expect(second.enrolment.activated).toBe(true);
});

test('refuses to activate with an expired code [R02]', async () => {
  const late = await hospital.invite('colleague');
  const there = await hospital.enrolPc('colleague', late);
  await hospital.test.sql("update identity.invitation set expires_at = now() - interval '1 second' where pc = $1", [
    there.enrolment.pc,
  ]);
  await wait();
  const { body } = await there.client.ask<{ code: string }>('POST', '/api/activation', {
    body: { code: late, password: testPassword },
  });
  expect(body.code).toBe('invitation-code-expired');
});

test('stops guessing at the letter’s code after five tries at one PC [R02]', async () => {
  const desk = await hospital.enrolPc('desk');
  const codes = [];
  for (let n = 0; n < 6; n += 1) {
    const body = { code: '0000-0000-0000-0000', password: testPassword };
    codes.push((await desk.client.ask<{ code: string }>('POST', '/api/activation', { body })).body.code);
  }
  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'invitation-code-wrong'), 'too-many-attempts']);
});
