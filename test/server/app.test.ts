import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMedicalApp } from '../../server/app.ts';
import { openTestHospital, type SignedIn, testPassword, type TestHospital } from './support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
beforeAll(async () => {
  hospital = await openTestHospital();
  physician = await hospital.signIn('physician');
});
afterAll(() => hospital.close());

const unlock = (headers: Record<string, string> = {}) =>
  physician.ask<{ code?: string; incident?: string }>('POST', '/api/session/unlock', {
    body: { password: testPassword },
    headers,
  });
const readTrace = (requestId: string) =>
  hospital.test.sql<{ kind: string; person: string | null; outcome: string; object: string; pc: string | null }>(
    `select kind, person, body::json ->> 'outcome' as outcome, body::json ->> 'object' as object, body::json ->> 'pc' as pc
     from trace.entry where body::json ->> 'requestId' = $1`,
    [requestId],
  );

test('traces who did what from which PC, under the request id of the client [R21]', async () => {
  const id = randomUUID();
  const { status, headers } = await unlock({ 'x-request-id': id });
  expect([status, headers['x-request-id']]).toEqual([200, id]);
  expect(await readTrace(id)).toEqual([
    {
      kind: 'session',
      person: physician.session.person.id,
      outcome: 'ok',
      object: 'session/unlock',
      pc: physician.enrolment.pc,
    },
  ]);
});

test('traces each refusal with its code before it is answered [R21]', async () => {
  const id = randomUUID();
  const { status, body } = await physician.client.ask<{ code: string }>('POST', '/api/session/unlock', {
    body: { password: testPassword },
    headers: { 'x-request-id': id },
  });
  expect([status, body.code]).toEqual([401, 'session-required']);
  expect(await readTrace(id)).toEqual([
    {
      kind: 'denied',
      person: null,
      outcome: 'session-required',
      object: 'POST /api/session/unlock',
      pc: physician.enrolment.pc,
    },
  ]);
});

test('traces an enrolment with person and PC, and a refused sign-in with the account that was tried [R21]', async () => {
  const id = randomUUID();
  const pc = await hospital.enrolPc('colleague');
  const enrolled = await hospital.test.sql<{ person: string; pc: string }>(
    `select person, body::json ->> 'pc' as pc from trace.entry where body::json ->> 'object' = $1`,
    [`pc/${pc.enrolment.pc}`],
  );
  expect(enrolled).toEqual([{ person: pc.enrolment.person.id, pc: pc.enrolment.pc }]);
  await pc.client.ask('POST', '/api/session', {
    body: { login: physician.session.person.login, password: 'a guess of many words', otp: '123456' },
    headers: { 'x-request-id': id },
  });
  expect(await readTrace(id)).toEqual([
    {
      kind: 'denied',
      person: null,
      outcome: 'credentials-wrong',
      object: `person/${physician.session.person.id}`,
      pc: pc.enrolment.pc,
    },
  ]);
});

test('gives no data and no refusal while the trace cannot be written, and both again afterwards [R21]', async () => {
  await hospital.test.sql('alter table trace.entry rename to entry_gone');
  const [answer, refusal] = [await unlock(), await physician.ask<{ code: string }>('GET', '/api/not-a-route')];
  await hospital.test.sql('alter table trace.entry_gone rename to entry');
  expect([answer.status, answer.body.code]).toEqual([503, 'trace-unavailable']);
  expect([refusal.status, refusal.body.code]).toEqual([503, 'trace-unavailable']);
  expect((await unlock()).status).toBe(200);
});

test('lets no medical route answer that forgot to trace [R21]', async () => {
  const app = await buildMedicalApp(hospital.deps, { readCertificate: () => randomBytes(32) });
  app.get('/forgetful', () => ({ secret: 'of a patient' }));
  app.get('/excused', { config: { untraced: 'it says nothing' } }, () => ({ fine: true }));
  const [forgetful, excused] = [await app.inject('/forgetful'), await app.inject('/excused')];
  await app.close();
  expect([forgetful.statusCode, forgetful.json<{ code: string }>().code]).toEqual([500, 'bug']);
  expect(forgetful.body).not.toContain('patient');
  expect(excused.statusCode).toBe(200);
});

test('answers a bug with an incident number whose cause stands in the log alone [C3]', async () => {
  const app = await buildMedicalApp(hospital.deps, { readCertificate: () => randomBytes(32) });
  app.get('/broken', () => {
    throw new Error('the cause 4711');
  });
  const answer = await app.inject('/broken');
  await app.close();
  const { code, incident, ...rest } = answer.json<{ code: string; incident: string }>();
  expect([answer.statusCode, code, rest]).toEqual([500, 'bug', {}]);
  expect(answer.body).not.toContain('4711');
  const line = hospital.logLines.find((one) => one.includes(incident));
  expect(line).toContain('the cause 4711');
});

test('answers under /fhir as an OperationOutcome without a sentence [C3]', async () => {
  const { status, headers, body } = await physician.ask<{ issue: unknown[] }>('GET', '/fhir/Nothing/of/this');
  expect([status, headers['content-type']]).toEqual([404, 'application/fhir+json; charset=utf-8']);
  expect(body).toEqual({
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: 'not-found',
        details: { coding: [{ system: 'urn:passerelle:failure', code: 'not-found' }] },
        diagnostics: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      },
    ],
  });
});

test('writes neither password, token, name nor one-time code of these sign-ins into the log [R08]', () => {
  const log = hospital.logLines.join('');
  for (const secret of [
    testPassword,
    physician.session.token,
    physician.session.person.name,
    ...physician.recoveryCodes,
  ])
    expect(log).not.toContain(secret);
});
