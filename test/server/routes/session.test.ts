import { createHash, X509Certificate } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Session } from '../../../contracts/session.ts';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import {
  type AccountName,
  openTestHospital,
  type SignedIn,
  testAccounts,
  testPassword,
  type TestHospital,
} from '../support/test-hospital.ts';
import type { PracticePc } from '../support/practice-pc.ts';

let hospital: TestHospital;
let physician: SignedIn;
beforeAll(async () => {
  hospital = await openTestHospital();
  physician = await hospital.signIn('physician');
});
afterAll(() => hospital.close());

/** Forgets which steps were used and the failures, as half a minute and a quarter of an hour would. */
const wait = () =>
  hospital.test.sql('with a as (delete from identity.attempt) update identity.person set totp_last_step = 0');
const codeNow = ({ totpSecret }: SignedIn, away = 0): string =>
  toTotp(totpSecret, toStep(hospital.deps.clock.now()) + away);

const signIn = async (pc: PracticePc, changes: Partial<Record<'login' | 'password' | 'otp', string>>) => {
  const body = { login: testAccounts.physician.login, password: testPassword, otp: codeNow(physician), ...changes };
  const { status, body: answer } = await pc.client.ask<Session & { code?: string }>('POST', '/api/session', { body });
  return { status, code: answer.code, session: answer };
};
const refusal = async (pc: PracticePc, changes: Parameters<typeof signIn>[1]) => {
  const { status, code } = await signIn(pc, changes);
  return { status, code };
};

test('signs a physician in over mutual TLS with password and one-time code [R07] [C3]', () => {
  const { session } = physician;
  expect({ person: session.person, left: session.recoveryCodesLeft, token: session.token.length }).toEqual({
    person: testAccounts.physician,
    left: 10,
    token: 43,
  });
  expect((Date.parse(session.endsAt) - Date.parse(session.now)) / 3_600_000).toBe(14);
});

test('tells the hospital’s time, so that a wrong clock on the PC is noticed [R07]', () => {
  expect(Math.abs(Date.parse(physician.session.now) - Date.now())).toBeLessThan(30_000);
});

test('refuses a wrong password with the answer of an unknown account [R07]', async () => {
  await wait();
  const wrong = await refusal(physician, { password: 'trois chevaux lents 7' });
  const unknown = await refusal(physician, { login: '19999999999' });
  expect([wrong, unknown]).toEqual([
    { status: 401, code: 'credentials-wrong' },
    { status: 401, code: 'credentials-wrong' },
  ]);
});

test('takes as long over an unknown account as over a wrong password [R07]', async () => {
  const median = async (login: string): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      await wait();
      const start = performance.now();
      await refusal(physician, { login, password: 'trois chevaux lents 7' });
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[2] ?? 0;
  };
  const ratio = (await median('19999999999')) / (await median(testAccounts.physician.login));
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(2.5);
});

test('refuses a wrong one-time code [R07]', async () => {
  await wait();
  const wrong = codeNow(physician) === '123456' ? '654321' : '123456';
  expect(await refusal(physician, { otp: wrong })).toEqual({ status: 401, code: 'otp-wrong' });
});

test('refuses a code of a clock that is two steps away, and takes one step [R07]', async () => {
  const release = hospital.holdClock();
  for (const away of [-2, 2]) {
    await wait();
    expect(await refusal(physician, { otp: codeNow(physician, away) })).toEqual({ status: 401, code: 'otp-wrong' });
  }
  for (const away of [-1, 1]) {
    await wait();
    expect((await signIn(physician, { otp: codeNow(physician, away) })).status).toBe(200);
  }
  release();
});

test('refuses a one-time code that was used, at the same PC or another, and any older one [R07]', async () => {
  await wait();
  const release = hospital.holdClock();
  const otp = codeNow(physician);
  const both = await Promise.all([signIn(physician, { otp }), signIn(physician, { otp })]);
  expect(both.map(({ code }) => code ?? 'ok').sort()).toEqual(['ok', 'otp-replayed']);
  const other = await hospital.enrolPc('physician');
  expect(await refusal(other, { otp })).toEqual({ status: 401, code: 'otp-replayed' });
  expect(await refusal(other, { otp: codeNow(physician, -1) })).toEqual({ status: 401, code: 'otp-replayed' });
  release();
});

test('takes a recovery code once, however it is typed [R07]', async () => {
  await wait();
  const otp = (physician.recoveryCodes[0] ?? '').toLowerCase().replace('-', ' ');
  const first = await signIn(physician, { otp });
  expect([first.status, first.session.recoveryCodesLeft]).toEqual([200, 9]);
  expect(await refusal(physician, { otp })).toEqual({ status: 401, code: 'recovery-code-used' });
  expect(await refusal(physician, { otp: '00000-00000' })).toEqual({ status: 401, code: 'otp-wrong' });
});

test('stops guessing after five tries at one PC without locking the physician out at another [R07]', async () => {
  await wait();
  const attacker = await hospital.enrolPc('colleague');
  const tries = [];
  for (let n = 0; n < 6; n += 1) tries.push((await refusal(attacker, { password: `guess number ${n} of many` })).code);
  expect(tries).toEqual([...Array.from({ length: 5 }, () => 'credentials-wrong'), 'too-many-attempts']);
  expect(await refusal(attacker, {})).toEqual({ status: 429, code: 'too-many-attempts' });
  const traced = await hospital.test.sql(
    `select body::json ->> 'outcome' as outcome, count(*)::int as n from trace.entry
     where kind = 'denied' and body::json ->> 'pc' = $1 group by 1 order by 1`,
    [attacker.enrolment.pc],
  );
  expect(traced).toEqual([
    { outcome: 'credentials-wrong', n: 5 },
    { outcome: 'too-many-attempts', n: 2 },
  ]);
  expect((await signIn(physician, {})).status).toBe(200);
});

test('counts parallel guesses one by one [R07]', async () => {
  await wait();
  const attacker = await hospital.enrolPc('colleague');
  const codes = await Promise.all(
    Array.from({ length: 12 }, (_, n) => refusal(attacker, { password: `parallel guess ${n}` })),
  );
  expect(codes.filter(({ code }) => code === 'credentials-wrong')).toHaveLength(5);
});

test('binds a session to the certificate it was made over [R06] [R07]', async () => {
  await wait();
  const { session } = await signIn(physician, {});
  const colleague = await hospital.signIn('colleague');
  const stolen = await colleague.client.ask<{ code: string }>('POST', '/api/session/unlock', {
    token: session.token,
    body: { password: testPassword },
  });
  expect([stolen.status, stolen.body.code]).toEqual([401, 'session-ended']);
  const own = await physician.client.ask('POST', '/api/session/unlock', {
    token: session.token,
    body: { password: testPassword },
  });
  expect(own.status).toBe(200);
});

test('unlocks with the password alone, and counts wrong ones [R03] [R07]', async () => {
  await wait();
  const { session } = await signIn(physician, {});
  const unlock = async (password: string) => {
    const { status, body } = await physician.client.ask<{ code?: string }>('POST', '/api/session/unlock', {
      token: session.token,
      body: { password },
    });
    return body.code ?? status;
  };
  expect([await unlock(testPassword), await unlock('wrong password here')]).toEqual([200, 'credentials-wrong']);
  for (let n = 0; n < 4; n += 1) await unlock('wrong password here');
  expect(await unlock(testPassword)).toBe('too-many-attempts');
});

test('ends a session at sign-out and after its 14 hours [R07]', async () => {
  await wait();
  const unlock = (token: string | null) =>
    physician.client.ask<{ code?: string }>('POST', '/api/session/unlock', { token, body: { password: testPassword } });
  const first = (await signIn(physician, {})).session;
  expect((await physician.client.ask('DELETE', '/api/session', { token: first.token })).status).toBe(200);
  expect((await unlock(first.token)).body.code).toBe('session-ended');
  await wait();
  const second = (await signIn(physician, {})).session;
  await hospital.test.sql('update identity.session set ends_at = now()');
  expect((await unlock(second.token)).body.code).toBe('session-ended');
  expect((await unlock(null)).body.code).toBe('session-required');
  expect((await unlock('made-up')).body.code).toBe('session-ended');
});

test('wakes the event streams as soon as a session ends, so that its screen closes [R13]', async () => {
  await wait();
  const { session } = await signIn(physician, {});
  await new Promise((resolve) => setTimeout(resolve, 200));
  let wakes = 0;
  const undo = hospital.deps.outbox.onWake(() => {
    wakes += 1;
  });
  const before = Date.now();
  await physician.client.ask('DELETE', '/api/session', { token: session.token });
  while (wakes === 0 && Date.now() - before < 2_000) await new Promise((resolve) => setTimeout(resolve, 10));
  undo();
  expect(wakes).toBeGreaterThan(0);
});

test('refuses a suspended account even with both factors, and ends what it can do with a session [R13]', async () => {
  await wait();
  const { session } = await signIn(physician, {});
  await hospital.test.sql('update identity.person set suspended_at = now(), totp_last_step = 0 where login = $1', [
    testAccounts.physician.login,
  ]);
  try {
    expect(await refusal(physician, {})).toEqual({ status: 403, code: 'account-suspended' });
    const unlock = await physician.client.ask<{ code?: string }>('POST', '/api/session/unlock', {
      token: session.token,
      body: { password: testPassword },
    });
    expect(unlock.body.code).toBe('account-suspended');
  } finally {
    await hospital.test.sql('update identity.person set suspended_at = null');
  }
});

test('tells an account that was never activated so, on the PC of its own invitation alone [R07]', async () => {
  await wait();
  const desk = await hospital.enrolPc('desk');
  const { login } = testAccounts.desk;
  expect(await refusal(desk, { login })).toEqual({ status: 403, code: 'account-not-activated' });
  expect(await refusal(physician, { login })).toEqual({ status: 401, code: 'credentials-wrong' });
});

test('keeps neither token nor password nor one-time secret readable at rest [R07]', async () => {
  await wait();
  const { session } = await signIn(physician, {});
  const dump = (
    await Promise.all(
      ['person', 'session', 'recovery_code'].map((table) =>
        hospital.test.sql<{ dump: string }>(`select json_agg(t)::text as dump from identity.${table} t`),
      ),
    )
  )
    .map(([row]) => row?.dump)
    .join();
  const secrets = [session.token, testPassword, ...physician.recoveryCodes];
  for (const secret of [
    ...secrets,
    ...secrets.map((text) => Buffer.from(text).toString('hex')),
    physician.totpSecret.toString('hex'),
  ])
    expect(dump).not.toContain(secret);
  expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
});

test.each<[AccountName, boolean]>([
  ['helpdesk', true],
  ['desk', false],
])('lets the %s revoke a PC: %s [R06]', async (name, may) => {
  await wait();
  const staff = await hospital.signIn(name);
  const pc = await hospital.enrolPc('physician');
  const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();
  const revoke = hospital.test.database.ask('t-revoke', 'select api.revoke_pc($1, $2, $3, $4)', [
    sha256(staff.session.token),
    sha256(new X509Certificate(staff.enrolment.certificate).raw),
    pc.enrolment.pc,
    'Essai de révocation',
  ]);
  if (may) await revoke;
  else await expect(revoke).rejects.toMatchObject({ code: 'forbidden-for-role' });
});

test('opens no session for somebody who is being suspended at that very moment [R08] [R15]', async () => {
  const somebody = await hospital.signIn('director');
  await wait();
  const hospitalSide = new pg.Client(hospital.test.admin);
  await hospitalSide.connect();
  try {
    await hospitalSide.query('begin');
    await hospitalSide.query('update identity.person set suspended_at = now() where login = $1', [
      testAccounts.director.login,
    ]);
    const answer = refusal(somebody, { login: testAccounts.director.login, otp: codeNow(somebody, 1) });
    const waiting = `select from pg_stat_activity where usename = 'passerelle_api' and datname = current_database() and wait_event_type = 'Lock'`;
    await vi.waitFor(async () => expect(await hospital.test.sql(waiting)).not.toEqual([]), { timeout: 10_000 });
    await hospitalSide.query('commit');
    expect(await answer).toEqual({ status: 403, code: 'account-suspended' });
    const living = `select from identity.session where person = $1 and ended_at is null`;
    expect(await hospital.test.sql(living, [testAccounts.director.id])).toEqual([]);
  } finally {
    await hospitalSide.end();
    await hospital.test.sql('update identity.person set suspended_at = null');
  }
});
