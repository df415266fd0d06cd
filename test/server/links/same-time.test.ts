import { afterAll, beforeAll, expect, it } from 'vitest';
import { aNiss } from '../../builders/fhir.ts';
import { aMeeting, openPractice, type Practice, type Typed } from './practice.ts';

/** Of 150: what a load on the machine may add to one kind's lower quartile and not to another's. */
const toleranceMs = 25;
const rounds = 12;
let practice: Practice;

beforeAll(async () => {
  practice = await openPractice();
});
afterAll(() => practice.close());

it('takes the same time to refuse a stranger, a mismatch, a refusing and an excluding patient [R10]', async () => {
  const meet = (counter: number) => aMeeting({ niss: aNiss('1955-03-12', counter), number: `T${counter}` });
  const [known, refusing, excluding, stranger] = [meet(502), meet(504), meet(506), meet(508)];
  const [desk, physician] = [await practice.staff('desk'), await practice.physician()];
  await practice.admit(known.patient, refusing.patient, excluding.patient);
  await practice.db.sql('update care.setting set attempts_per_hour = 100');
  await practice.decide(desk, 'set_refusal', refusing.patient.id, true);
  await practice.decide(desk, 'set_exclusion', excluding.patient.id, physician.person, true);
  const kinds: Record<string, Typed> = {
    stranger: stranger.typed,
    name: { ...known.typed, family: 'Autre' },
    birth: { ...known.typed, birthDate: '1955-03-13' },
    refusing: refusing.typed,
    excluding: excluding.typed,
  };
  for (const typed of Object.values(kinds)) await practice.propose(physician, typed);
  const times: Record<string, number[]> = {};
  // By turns, so that whatever slows the machine slows every kind.
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, typed] of Object.entries(kinds)) {
      const start = performance.now();
      const reply = await practice.propose(physician, typed);
      (times[kind] ??= []).push(performance.now() - start);
      expect(reply.status).toBe(403);
    }
  }
  // Who measures from outside takes the quick answers, since those are the least disturbed.
  const quartiles = Object.values(times).map((all) => all.toSorted((a, b) => a - b)[Math.floor(rounds / 4)] ?? 0);
  expect(quartiles).toHaveLength(5);
  expect(Math.min(...quartiles)).toBeGreaterThanOrEqual(149);
  expect(Math.max(...quartiles) - Math.min(...quartiles), JSON.stringify(quartiles)).toBeLessThan(toleranceMs);
}, 60_000);
