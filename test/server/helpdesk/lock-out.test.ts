import { sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import { makePcKey, type PracticePc } from '../support/practice-pc.ts';
import {
  openTestHospital,
  type SignedIn,
  testAccounts,
  testPassword,
  type TestHospital,
} from '../support/test-hospital.ts';

let hospital: TestHospital;
let owner: SignedIn;
/** Somebody with an enrolled PC of their own who wishes the owner harm. */
let other: PracticePc;
beforeAll(async () => {
  hospital = await openTestHospital();
  owner = await hospital.signIn('physician');
  other = await hospital.enrolPc('colleague');
});
afterAll(() => hospital?.close());
beforeEach(() => hospital.test.sql('update identity.person set totp_last_step = 0'));

const { login } = testAccounts.physician;
const otp = (): string => toTotp(owner.totpSecret, toStep(hospital.deps.clock.now()));
const signIn = (pc: PracticePc, password: string) =>
  pc.client.ask<{ code?: string; token: string }>('POST', '/api/session', { body: { login, password, otp: otp() } });

test('never keeps a physician out of the own PC by wrong tries from another, at sign-in and unlock [R06] [R07]', async () => {
  const codes = [];
  for (let n = 0; n < 7; n += 1) codes.push((await signIn(other, 'faux mot de passe 1')).body.code);
  expect(codes.at(-1)).toBe('too-many-attempts');
  // The session goes on, unlocks, and a new one opens.
  const unlocked = await owner.ask('POST', '/api/session/unlock', { body: { password: testPassword } });
  expect(unlocked.status).toBe(200);
  expect((await signIn(owner, testPassword)).status).toBe(200);
});

test('counts no try at a renewal for whoever has the certificate without its key [R06] [R07]', async () => {
  const next = await makePcKey();
  const renew = (keyPem: string, password: string) =>
    hospital.openClient.ask<{ code?: string }>('POST', '/api/renewals', {
      body: {
        oldCertificate: owner.enrolment.certificate,
        csr: next.csr,
        proof: sign('sha256', Buffer.from(next.csr), { key: keyPem, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
        login,
        password,
        otp: otp(),
      },
    });
  const stranger = await makePcKey();
  for (let n = 0; n < 7; n += 1)
    expect((await renew(stranger.keyPem, 'faux mot de passe 1')).body.code).toBe('certificate-foreign');
  expect((await renew(owner.key.keyPem, testPassword)).status).toBe(200);
});

test('keeps nobody from a first sign-in by wrong codes tried on another PC [R02] [R07]', async () => {
  const code = await hospital.invite('desk');
  const pc = await hospital.enrolPc('desk', code);
  const start = (at: PracticePc, typed: string) =>
    at.client.ask<{ code?: string }>('POST', '/api/activation', { body: { code: typed, password: testPassword } });
  for (let n = 0; n < 6; n += 1) await start(other, code);
  expect((await start(other, code)).body.code).toBe('too-many-attempts');
  expect((await start(pc, code)).status).toBe(200);
});

test('lets the helpdesk lock nobody out alone: asking changes nothing, revoking is told with a name and a reason [R02] [X16]', async () => {
  const helpdesk = await hospital.signIn('helpdesk');
  await hospital.test.sql('delete from identity.attempt');
  const asked = await helpdesk.ask<{ reissue: string }>('POST', '/api/reissues', {
    body: { person: testAccounts.physician.id, reason: 'reset', stolen: true, why: 'Téléphone volé' },
  });
  expect(asked.status).toBe(200);
  await hospital.test.sql('update identity.person set totp_last_step = 0');
  const again = await signIn(owner, testPassword);
  expect(again.status).toBe(200);
  const revoked = await helpdesk.ask('POST', `/api/pcs/${owner.enrolment.pc}/revocation`, { body: { reason: 'Volé' } });
  expect(revoked.status).toBe(200);
  const rows = await hospital.test.sql('select by, reason from identity.pc_revocation where pc = $1', [
    owner.enrolment.pc,
  ]);
  expect(rows).toEqual([{ by: testAccounts.helpdesk.id, reason: 'Volé' }]);
});
