import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aBinary, aLetter, aNiss, aPatient } from '../../builders/fhir.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import { floodEveryRoute } from '../../server/support/neighbour.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { signLink, untilWhole } from '../support/linked-patient.ts';
import { openTestPractice, type TestPractice, withFactors } from '../support/test-practice.ts';

vi.setConfig({ testTimeout: 60_000 });

let hospital: TestHospital;
let practice: TestPractice;
beforeAll(async () => {
  hospital = await openTestHospital();
  practice = openTestPractice(hospital);
  await practice.signIn('physician');
});
afterAll(async () => {
  practice?.close();
  await hospital?.close();
});

async function aSignedLink(counter: number): Promise<string> {
  const niss = aNiss('1955-03-12', counter);
  const patient = aPatient({ niss, number: `HOSP-${counter}` });
  const file = aBinary('Cher confrère, tout va bien.');
  await feedResources(hospital, patient, file, aLetter(patient, file));
  await signLink(practice, { niss });
  return patient.id;
}

it('opens records, hands in its journal, is told its standing and renews while a neighbour behind the same router floods the hospital [R06] [R21]', async () => {
  const first = await aSignedLink(410);
  const second = await aSignedLink(412);
  const { enrolment } = practice.station.stored();
  await floodEveryRoute(hospital.openClient, enrolment);

  await practice.records.open(first);
  await untilWhole(practice, first);
  await practice.sendJournal();
  const held = await hospital.test.sql<{ lines: number }>(
    'select count(*)::int as lines from trace.journal where pc = $1',
    [enrolment.pc],
  );
  expect(held[0]?.lines).toBeGreaterThan(0);
  expect(await practice.station.checkStanding()).toBeNull();
  await practice.records.open(second);
  expect(practice.log.lines.filter(({ event }) => event === 'journal/not-sent')).toEqual([]);

  await practice.session.signOut();
  await withFactors(practice, (factors) => practice.station.renew(factors));
  expect(practice.station.stored().enrolment.certificate).not.toBe(enrolment.certificate);
});
