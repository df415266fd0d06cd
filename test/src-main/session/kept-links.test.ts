import { afterAll, beforeAll, expect, it } from 'vitest';
import { aNiss, aPatient } from '../../builders/fhir.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

let hospital: TestHospital;
let line: Line;
let practice: TestPractice;

beforeAll(async () => {
  hospital = await openTestHospital();
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line });
  await practice.signIn('physician');
});
afterAll(async () => {
  practice.close();
  await line.close();
  await hospital.close();
});

async function sign(family: string, serial: number): Promise<void> {
  const niss = aNiss('1955-03-12', serial);
  const patient = aPatient({ niss, number: `HOSP-${serial}`, name: [{ family, given: ['Marie'] }] });
  await feedResources(hospital, patient);
  const typed = { niss, family, given: 'Marie', birthDate: '1955-03-12', careOnly: true } as const;
  const { id } = await practice.links.propose(typed);
  await practice.links.printConsent(id);
  // The hospital's notice of the changed list may come between any two of these.
  practice.links.refresh();
  await practice.links.confirmSignature(id);
}

it('lists every patient when the line is cut right after a signature, before the list was read again [R09] [C5]', async () => {
  await sign('AUBRY', 342);
  await sign('BODART', 344);
  practice.links.refresh();
  line.cut();
  await until('the cut is known', () => practice.state.read().connection.state !== 'online');
  const kept = await practice.links.list();
  expect(new Map(kept.map(({ patient, state }) => [patient.family, state]))).toEqual(
    new Map([
      ['AUBRY', 'active'],
      ['BODART', 'active'],
    ]),
  );
});
