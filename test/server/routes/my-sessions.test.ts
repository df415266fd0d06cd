import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MySession } from '../../../contracts/my-session.ts';
import type { Session } from '../../../contracts/session.ts';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import {
  openTestHospital,
  type SignedIn,
  testAccounts,
  type TestHospital,
  testPassword,
} from '../support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
let colleague: SignedIn;
beforeAll(async () => {
  hospital = await openTestHospital();
  physician = await hospital.signIn('physician');
  colleague = await hospital.signIn('colleague');
});
afterAll(() => hospital.close());

const list = async (who: SignedIn) => (await who.ask<MySession[]>('GET', '/api/my-sessions')).body;

/** The physician signs in at another PC of the practice. */
async function signInElsewhere(): Promise<SignedIn['ask']> {
  const pc = await hospital.enrolPc('physician');
  await hospital.test.sql('update identity.person set totp_last_step = 0');
  const otp = toTotp(physician.totpSecret, toStep(hospital.deps.clock.now()));
  const body = { login: testAccounts.physician.login, password: testPassword, otp };
  const { status, body: session } = await pc.client.ask<Session>('POST', '/api/session', { body });
  if (status !== 200) throw new Error(`sign-in: ${status}`);
  return (method, path, options = {}) => pc.client.ask(method, path, { token: session.token, ...options });
}

test('shows one’s own living sessions, this one marked, and nobody else’s [R07]', async () => {
  const elsewhere = await signInElsewhere();
  await elsewhere('GET', '/api/links');
  const sessions = await list(physician);
  expect(sessions.map(({ pc, thisOne }) => [pc, thisOne])).toEqual([
    ['PC du cabinet', false],
    ['PC du cabinet', true],
  ]);
  expect(Date.parse(sessions[0]!.seenAt)).toBeGreaterThan(Date.parse(sessions[0]!.startedAt));
  expect(sessions.every(({ startedAt, endsAt }) => Date.parse(endsAt) - Date.parse(startedAt) <= 14 * 3_600_000)).toBe(
    true,
  );
  expect((await list(colleague)).map(({ thisOne }) => thisOne)).toEqual([true]);
  expect(JSON.stringify(sessions)).not.toContain(physician.session.token);
});

test('ends another one at once: its screen is told within two seconds and it is asked nothing more [R07]', async () => {
  const elsewhere = await signInElsewhere();
  const events = elsewhere('GET', '/api/events');
  await hospital.test.sql('select 1');
  const [other] = (await list(physician)).filter(({ thisOne }) => !thisOne);
  const started = Date.now();
  expect((await physician.ask('POST', `/api/my-sessions/${other!.id}/end`, { body: {} })).status).toBe(200);
  // The stream ends with the session.
  expect((await events).bytes.toString('utf8')).toContain('session-ended');
  expect(Date.now() - started).toBeLessThan(2_000);
  const refused = await elsewhere<{ code: string }>('GET', '/api/links');
  expect([refused.status, refused.body.code]).toEqual([401, 'session-ended']);
  expect((await physician.ask('GET', '/api/links')).status).toBe(200);
  // Said twice it changes nothing.
  expect((await physician.ask('POST', `/api/my-sessions/${other!.id}/end`, { body: {} })).status).toBe(200);
});

test('ends no session of anybody else, nor one that never was, and says the same of both [R07] [R08]', async () => {
  const [theirs] = await list(colleague);
  for (const id of [theirs!.id, randomUUID()]) {
    const { status, body } = await physician.ask<{ code: string }>('POST', `/api/my-sessions/${id}/end`, { body: {} });
    expect([status, body.code]).toEqual([404, 'not-found']);
  }
  expect(await list(colleague)).toHaveLength(1);
  for (const client of [hospital.system, physician.client]) {
    const { status } = await client.ask('GET', '/api/my-sessions');
    expect([401, 403]).toContain(status);
  }
});
