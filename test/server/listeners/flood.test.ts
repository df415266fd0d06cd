import { sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { buildOpenApp } from '../../../server/app.ts';
import type { Deps } from '../../../server/deps.ts';
import { aForeignKey, aJournal, flood, floodEveryRoute, toProof } from '../support/neighbour.ts';
import { makePcKey } from '../support/practice-pc.ts';
import {
  openTestHospital,
  type SignedIn,
  testAccounts,
  testPassword,
  type TestHospital,
} from '../support/test-hospital.ts';

vi.setConfig({ testTimeout: 60_000 });

let hospital: TestHospital;
let physician: SignedIn;
beforeAll(async () => {
  hospital = await openTestHospital();
  physician = await hospital.signIn('physician');
});
afterAll(() => hospital?.close());
beforeEach(() => hospital.test.sql('delete from identity.attempt'));

const post = (pc: SignedIn, path: string, body: unknown) =>
  hospital.openClient.ask<{ code?: string; held?: number; statement?: string }>('POST', path, {
    body,
    headers: toProof(pc.enrolment.certificate, pc.key.keyPem, 'POST', path),
  });
let recovery = 0;
async function renew(pc: SignedIn): Promise<number> {
  const next = await makePcKey();
  recovery += 1;
  const answer = await post(pc, '/api/renewals', {
    oldCertificate: pc.enrolment.certificate,
    csr: next.csr,
    proof: sign('sha256', Buffer.from(next.csr), { key: pc.key.keyPem, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    ),
    login: testAccounts.physician.login,
    password: testPassword,
    otp: pc.recoveryCodes[recovery],
  });
  return answer.status;
}

test('lets a PC that proves itself upload, renew, ask its standing and work while a neighbour on its address floods every route [R06] [R21]', async () => {
  const flooded = await floodEveryRoute(hospital.openClient, physician.enrolment);
  for (const statuses of Object.values(flooded)) expect(statuses['429']).toBeGreaterThanOrEqual(10);

  const { certificate } = physician.enrolment;
  const journal = await post(physician, '/api/journal', aJournal(physician.enrolment, physician.key.keyPem));
  expect([journal.status, journal.body.held]).toEqual([200, 1]);
  expect((await post(physician, '/api/statements', { certificate })).status).toBe(200);
  expect(await renew(physician)).toBe(200);
  expect((await physician.ask('GET', '/api/links')).status).toBe(200);
});

test('enrols who has a right code while a neighbour on the same address floods with wrong ones [R02] [R06]', async () => {
  const statuses = await flood(150, (n) =>
    hospital.openClient.ask('POST', '/api/enrolments', {
      body: {
        code: `ZZZZ ZZZZ ZZZZ ${String(n).padStart(4, '0')}`,
        csr: '-----BEGIN CERTIFICATE REQUEST-----',
        pcName: 'PC',
      },
    }),
  );
  expect(Object.keys(statuses)).toContain('429');
  await expect(hospital.enrolPc('colleague')).resolves.toBeDefined();
});

test('counts the flood of an enrolled neighbour against that PC alone, also when it names another [R06] [R21]', async () => {
  const neighbour = await hospital.signIn('desk');
  const body = aJournal(physician.enrolment, aForeignKey(), 2);
  const headers = toProof(neighbour.enrolment.certificate, neighbour.key.keyPem, 'POST', '/api/journal');
  const statuses = await flood(60, () => hospital.openClient.ask('POST', '/api/journal', { body, headers }));
  expect(statuses['429']).toBeGreaterThan(20);
  const journal = await post(physician, '/api/journal', aJournal(physician.enrolment, physician.key.keyPem));
  expect(journal.body).toEqual({ held: 1 });
});

test('gives no route another one’s budget, and the budget of a PC to no proof that is forged, old or of another request [R06]', async () => {
  const app = await buildOpenApp(hospital.deps);
  const { certificate } = physician.enrolment;
  const { keyPem } = physician.key;
  const ask = async (headers: Record<string, string>) =>
    (await app.inject({ method: 'POST', url: '/api/statements', payload: { certificate }, headers })).statusCode;
  for (let n = 0; n < 121; n += 1) await ask({});
  expect(await ask({})).toBe(429);
  expect((await app.inject({ method: 'POST', url: '/api/journal', payload: {} })).statusCode).toBe(400);
  expect((await app.inject({ method: 'GET', url: '/access-request/fr' })).statusCode).not.toBe(429);

  const path = '/api/statements';
  const now = hospital.deps.clock.now();
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const right = toProof(certificate, keyPem, 'POST', path, now);
  const [header = '', value = ''] = Object.entries(right)[0] ?? [];
  const forged = [
    toProof(certificate, aForeignKey(), 'POST', path, now),
    toProof(certificate, keyPem, 'POST', '/api/journal', now),
    toProof(certificate, keyPem, 'GET', path, now),
    toProof(certificate, keyPem, 'POST', path, at(-301)),
    toProof(certificate, keyPem, 'POST', path, at(301)),
    toProof(hospital.rootPem, keyPem, 'POST', path, now),
    ...[value.slice(0, -1), `${value}A`, value.replace('.', '..'), 'A'.repeat(5_000), '..', ''].map((text) => ({
      [header]: text,
    })),
  ];
  for (const headers of forged) expect(await ask(headers)).toBe(429);
  expect(await ask(right)).toBe(200);
  // Asked once more, without the work over the certificate.
  expect(await ask(right)).toBe(200);
  await app.close();
});

test('spends neither the database nor a signature on what exceeds a stranger’s budget [R06] [R21]', async () => {
  let [asked, signed] = [0, 0];
  const { deps } = hospital;
  const counted: Deps = {
    ...deps,
    database: {
      ...deps.database,
      ask: (...question: Parameters<Deps['database']['ask']>) => {
        asked += 1;
        return deps.database.ask(...question) as never;
      },
    },
    pki: {
      ...deps.pki,
      signStatement: (claims) => {
        signed += 1;
        return deps.pki.signStatement(claims);
      },
    },
  };
  const app = await buildOpenApp(counted);
  const { certificate } = physician.enrolment;
  const journal = aJournal(physician.enrolment, aForeignKey());
  for (let n = 0; n < 300; n += 1) {
    await app.inject({ method: 'POST', url: '/api/journal', payload: journal });
    await app.inject({ method: 'POST', url: '/api/statements', payload: { certificate } });
  }
  // Twenty wrong journals are each looked at, then none; a hundred and twenty statements are signed.
  expect([asked <= 20 + 120, signed]).toEqual([true, 120]);
  await app.close();
});
