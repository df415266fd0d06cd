import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { PixelAnswer } from '../../../contracts/imaging.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { aDayPatient, type DayPatient, isWhole, linkWith, untilStanding } from '../agenda/a-day.ts';
import { openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let hospital: TestHospital;
let practice: TestPractice;
beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(async () => hospital.close());
afterEach(() => practice.close());

/** Fourteen images of 128 KiB: 1.9 MB a patient, of which some kilobytes are documents. */
const one = [{ date: '20260312', images: 14, pixels: 256 }];

async function aPractice(diskBytes: number): Promise<void> {
  practice = openTestPractice(hospital, { ahead: { diskBytes } });
  await practice.signIn('physician');
}

/** Images and documents of a copy that lie on this PC. */
async function lying({ id }: DayPatient): Promise<{ images: number; documents: number }> {
  const state = await practice.desk.obey('read-state', { patient: id });
  const count = (kind: 'instance' | 'resource'): number => state.shown.filter((item) => item.kind === kind).length;
  return { images: count('instance'), documents: count('resource') };
}
const syncOf = async ({ id }: DayPatient) => (await practice.records.readIndex(id)).sync;

async function look(patient: DayPatient): Promise<void> {
  await practice.records.open(patient.id);
  await until('the copy is whole', async () => (await syncOf(patient)).state === 'up-to-date', 30_000);
  await practice.records.close(patient.id);
}

it('gives up the images looked at longest ago, never those of the day or of the open record before others’, and no document [C5] [X02]', async () => {
  await aPractice(4_600_000);
  const [first, second, day] = [
    await aDayPatient(hospital, 'VERBIST', one),
    await aDayPatient(hospital, 'WAUTERS', one),
    await aDayPatient(hospital, 'YERNAUX', one),
  ];
  for (const patient of [first, second, day]) await linkWith(practice, patient);
  await look(first);
  await look(second);
  const documents = (await lying(first)).documents;
  expect(documents).toBeGreaterThan(3);
  expect([(await lying(first)).images, (await lying(second)).images]).toEqual([14, 14]);

  await practice.agenda.take('Yernaux');
  await untilStanding(practice, ['Yernaux'], isWhole, 60_000);
  expect([await lying(first), (await lying(second)).images]).toEqual([{ images: 0, documents }, 14]);

  // The record that is opened takes from whom nobody expects, not from the day.
  await look(first);
  expect([(await lying(first)).images, (await lying(second)).images, (await lying(day)).images]).toEqual([14, 0, 14]);
  await practice.agenda.clear();
  await look(second);
  expect([(await lying(first)).images, (await lying(second)).images, (await lying(day)).images]).toEqual([14, 14, 0]);
  expect(existsSync(join(practice.userData, 'journal'))).toBe(true);
  await practice.sendJournal();
  const { pc } = practice.station.stored().enrolment;
  const [row] = await hospital.test.sql<{ looks: string }>(
    'select count(*) as looks from trace.journal where pc = $1',
    [pc],
  );
  expect(Number(row?.looks)).toBe(4);
});

it('lets those who were seen make room for those still to come, and says so of them [C5] [X02]', async () => {
  await aPractice(4_600_000);
  const morning = [await aDayPatient(hospital, 'ZEGERS', one), await aDayPatient(hospital, 'ADAMS', one)];
  const noon = await aDayPatient(hospital, 'BERTIN', one);
  for (const patient of [...morning, noon]) await linkWith(practice, patient);
  await practice.agenda.take('Zegers\nAdams');
  await untilStanding(practice, ['Zegers', 'Adams'], isWhole, 60_000);
  await look(morning[0]!);
  await practice.agenda.take('Bertin');
  await untilStanding(practice, ['Bertin', 'Adams'], isWhole, 60_000);
  await untilStanding(practice, ['Zegers'], (standing) => !isWhole(standing));
  expect((await practice.agenda.read()).halted).toBe(null);
  expect([(await lying(morning[0]!)).images < 14, (await lying(morning[1]!)).images]).toEqual([true, 14]);
});

it('says once a comparison that there is no room, and goes on showing documents and whatever image is looked at [C5]', async () => {
  await aPractice(700_000);
  const patient = await aDayPatient(hospital, 'CLOSSET', one);
  await linkWith(practice, patient);
  await practice.records.open(patient.id);
  await until(
    'no room is said',
    async () => JSON.stringify(await syncOf(patient)) === '{"state":"waiting","reason":"disk-budget"}',
    30_000,
  );
  const { entries } = await practice.records.readIndex(patient.id);
  const letter = entries.find(({ document }) => document === `DocumentReference/${patient.letter}`);
  expect((await practice.records.openDocument(patient.id, letter?.document ?? '')).parts.length).toBeGreaterThan(0);
  const before = await lying(patient);
  expect(before.images).toBeLessThan(14);
  // Once for a comparison, however many images found no room; news of the hospital may have asked for a second one.
  const told = practice.log.lines.filter(({ event }) => event === 'sync/item-failed').length;
  expect([told > 0, told < 3, 14 - before.images > 3]).toEqual([true, true, true]);

  const { missing } = await practice.desk.obey('read-state', { patient: patient.id });
  const image = missing.find((item) => item.kind === 'instance');
  if (image?.kind !== 'instance') throw new Error('nothing is missing');
  const answers: PixelAnswer[] = [];
  const port = practice.desk.deliver(patient.id, image.study, {
    postMessage: (answer) => void answers.push(answer),
    close: () => undefined,
  });
  port.ask({ kind: 'read', id: 1, sopInstanceUid: image.instance, priority: 'now' });
  await until('the image is there', () => answers.length > 0);
  expect(answers[0]).toMatchObject({ id: 1, bytes: expect.any(Uint8Array) });
});
