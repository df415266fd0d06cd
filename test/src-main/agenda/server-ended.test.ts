import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openStoppableHospital, type StoppableHospital } from '../support/stoppable-hospital.ts';
import { openLine, type Line } from '../support/line.ts';
import { openTestPractice, type TestPractice, until } from '../support/test-practice.ts';
import type { TestHospital } from '../../server/support/test-hospital.ts';
import { aDayPatient, isWhole, linkWith, untilStanding } from './a-day.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

let hospital: StoppableHospital;
let line: Line;
let practice: TestPractice;
beforeAll(async () => {
  hospital = await openStoppableHospital();
  line = await openLine(hospital.asHospital);
  practice = openTestPractice(hospital.asHospital, { urls: line });
  await practice.signIn('physician');
});
afterAll(async () => {
  practice?.close();
  await line?.close();
  await hospital?.close();
});

it('says that the hospital is gone when its server is ended in the middle of copying ahead, and goes on once it is back, the app started anew [X02] [C7]', async () => {
  const whole = { ...hospital.asHospital, system: hospital.system } as TestHospital;
  const [first, second] = [
    await aDayPatient(whole, 'SERVAIS', [{ date: '20260312', images: 20, pixels: 256 }]),
    await aDayPatient(whole, 'TOUSSAINT'),
  ];
  for (const one of [first, second]) await linkWith(practice, one);
  line.shape(400_000);
  await practice.agenda.take('Servais\nToussaint');
  await untilStanding(practice, ['Servais'], (one) => one.state === 'ready' && !one.whole, 60_000);
  await hospital.stop();
  await untilStanding(practice, ['Servais', 'Toussaint'], (one) => one.state === 'waiting' && one.reason === 'offline');
  const [ready, waiting] = (await practice.agenda.read()).entries.map(({ standing }) => standing);
  // What was ready is a copy of before; what had not begun is none.
  expect([ready?.state === 'waiting' && ready.asOf !== null, waiting?.state === 'waiting' && waiting.asOf]).toEqual([
    true,
    null,
  ]);
  expect((await practice.records.open(first.id)).entries.length).toBeGreaterThan(2);
  await practice.records.close(first.id);

  // The app is closed and started again while the hospital is still gone: the day is there, and so is the copy.
  const factors = practice.factors('physician');
  practice = practice.reopen();
  await practice.station.start([]);
  await practice.session.signIn(factors);
  await untilStanding(practice, ['Servais'], (one) => one.state === 'waiting' && one.asOf !== null);

  line.shape(null);
  await hospital.start();
  await practice.session.signOut();
  await practice.signIn('physician');
  await untilStanding(practice, ['Servais', 'Toussaint'], isWhole, 60_000);
  await until('whatever was looked at is held', async () => {
    await practice.sendJournal();
    const [row] = await hospital.sql<{ looks: string }>('select count(*) as looks from trace.journal');
    return row?.looks === '1';
  });
});
