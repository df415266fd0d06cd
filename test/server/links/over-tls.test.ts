import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConsentForm, TherapeuticLink } from '../../../contracts/link.ts';
import { aNiss, aTransaction } from '../../builders/fhir.ts';
import { openTestHospital, type TestHospital } from '../support/test-hospital.ts';
import { aMeeting, today } from './practice.ts';

let hospital: TestHospital;
const { patient, typed } = aMeeting({
  niss: aNiss('1955-03-12', 702),
  name: [{ use: 'official', family: 'Zwygertstraeten', given: ['Philomène'] }],
  birthDate: '1955-03-12',
});

beforeAll(async () => {
  hospital = await openTestHospital();
  const headers = { 'content-type': 'application/fhir+json' };
  const body = Buffer.from(JSON.stringify(aTransaction(patient)));
  expect((await hospital.system.ask('POST', '/fhir', { body, headers })).status).toBe(200);
});
afterAll(() => hospital.close());

it('goes from the card to the open record over mutual TLS, leaving no name or number in log or trace [R09] [R10] [R13] [R16]', async () => {
  const pc = await hospital.signIn('physician');
  const wrong = await pc.ask<{ code: string }>('POST', '/api/links', {
    body: { ...typed, family: 'Autre', careOnly: true },
  });
  expect([wrong.status, wrong.body.code]).toEqual([403, 'link-not-possible']);
  const proposed = await pc.ask<TherapeuticLink>('POST', '/api/links', { body: { ...typed, careOnly: true } });
  expect([proposed.status, proposed.body.state]).toEqual([200, 'draft']);
  const path = `/api/links/${proposed.body.id}`;
  const form = (await pc.ask<ConsentForm>('POST', `${path}/consent`, { body: {} })).body;
  expect((await pc.ask('GET', `/fhir/Patient/${patient.id}`)).status).not.toBe(200);
  const body = { consentVersion: form.version, consentSha256: form.sha256, signedOn: today() };
  const active = await pc.ask<TherapeuticLink>('POST', `${path}/signature`, { body });
  expect([active.status, active.body.readable]).toEqual([200, true]);
  expect((await pc.ask('GET', `/fhir/Patient/${patient.id}`)).status).toBe(200);

  const traced = await hospital.test.sql<{ row: string }>(
    `select t::text as row from trace.entry t where t::text like '%link/%'`,
  );
  expect(traced.length).toBe(4);
  const kept = JSON.stringify(traced) + hospital.logLines.join('\n');
  for (const secret of [typed.niss, 'Zwygertstraeten', 'Philomène']) expect(kept).not.toContain(secret);
});
