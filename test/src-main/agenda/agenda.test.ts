import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestHospital, type TestHospital, testPassword } from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { openTestPractice, type TestPractice, until } from '../support/test-practice.ts';
import { aDayPatient, type DayPatient, isReady, isWhole, lineOf, linkWith, readTrace, untilStanding } from './a-day.ts';

let hospital: TestHospital;
let line: Line;
let practice: TestPractice;
let marie: DayPatient;
let jean: DayPatient;
const all: TestPractice[] = [];

beforeAll(async () => {
  hospital = await openTestHospital();
  line = await openLine(hospital);
  const first = openTestPractice(hospital, { urls: line });
  await first.signIn('physician');
  marie = await aDayPatient(hospital, 'DUBOIS', [{ date: '20260312', images: 20 }]);
  jean = await aDayPatient(hospital, 'PETIT');
  await linkWith(first, marie);
  await linkWith(first, jean);
  first.close();
}, 90_000);
afterAll(async () => {
  await line.close();
  await hospital.close();
});
beforeEach(async () => {
  line.mend();
  practice = openTestPractice(hospital, { urls: line });
  all.push(practice);
  await practice.signIn('physician');
});
afterEach(() => {
  for (const one of all.splice(0)) one.close();
});

describe('the day', () => {
  it('makes the records of its patients ready before anybody opens them, and they are copied, never looked at [X02] [R21]', async () => {
    const before = (await readTrace(hospital, marie, jean)).length;
    const taken = await practice.agenda.take('9:20 Dubois\n9:40 PETIT Marie 12/03/1955\n10:00 Inconnu Luc');
    expect(taken).toEqual({ added: 3, moved: 0, cancelled: 0, known: 0, elsewhere: 0, unread: [] });
    await untilStanding(practice, ['Dubois', 'PETIT'], isWhole);
    const { entries, halted } = await practice.agenda.read();
    expect(entries.map(({ at, patient, standing, seen }) => [at, patient?.id ?? null, standing.state, seen])).toEqual([
      ['09:20', marie.id, 'ready', false],
      ['09:40', jean.id, 'ready', false],
      ['10:00', null, 'no-link', false],
    ]);
    expect(halted).toBeNull();
    const traced = (await readTrace(hospital, marie, jean)).slice(before);
    expect(new Set(traced.map(({ kind }) => kind))).toEqual(new Set(['searched', 'copied']));
    await practice.sendJournal();
    const { pc } = practice.station.stored().enrolment;
    expect(await hospital.test.sql('select 1 from trace.journal where pc = $1', [pc])).toEqual([]);
  });

  it('begins right after the sign-in of an app that was closed, and is gone with the day [C7] [X02]', async () => {
    await practice.agenda.take('09:20 Dubois');
    await untilStanding(practice, ['Dubois'], isReady);
    await practice.session.signOut();
    const again = practice.reopen();
    all.push(again);
    await again.station.start([]);
    await again.signIn('physician');
    await untilStanding(again, ['Dubois'], isReady);
    again.moveClock(86_400_000);
    expect((await again.agenda.read()).entries).toEqual([]);
    const days = () =>
      readdirSync(join(again.userData, 'vault'), { recursive: true }).filter((name) => String(name).includes('day-'));
    expect(days()).toEqual([]);
  });

  it('is removed before anybody signs in when the app was not running at midnight [X02]', async () => {
    await practice.agenda.take('09:20 Dubois');
    const days = () =>
      readdirSync(join(practice.userData, 'vault'), { recursive: true }).filter((name) =>
        String(name).includes('day-'),
      );
    expect(days()).toHaveLength(1);
    await practice.session.signOut();
    await practice.purgeEnded();
    expect(days()).toHaveLength(1);
    practice.moveClock(86_400_000);
    await practice.purgeEnded();
    expect(days()).toEqual([]);
  });

  it('leaves no name, hour, birth date or national number in the profile folder [X02]', async () => {
    await practice.agenda.take(`09:20;DUBOIS Marie;12/03/1955;${marie.niss}\n09:40;ZZYZX Inconnue;55.03.12-214.20`);
    await untilStanding(practice, ['DUBOIS'], isWhole);
    await practice.session.signOut();
    const files = readdirSync(practice.userData, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.some(({ name }) => name.startsWith('day-'))).toBe(true);
    for (const file of files) {
      const bytes = readFileSync(join(file.parentPath, file.name));
      for (const text of [`${file.name} ${bytes.toString('latin1')}`, bytes.toString('utf16le')])
        for (const word of [
          'DUBOIS',
          'Dubois',
          'ZZYZX',
          'Inconnue',
          marie.niss,
          '55.03.12',
          '1955-03-12',
          '12/03/1955',
          marie.id,
        ])
          expect(text.includes(word), `${file.name} holds ${word}`).toBe(false);
    }
    for (const { event, facts } of practice.log.lines)
      expect(JSON.stringify([event, facts])).not.toMatch(/DUBOIS|Dubois|ZZYZX/);
  });

  it('knows a patient by the number he was linked with, without keeping it, and asks where two may be meant [X02]', async () => {
    const [one, namesake] = [await aDayPatient(hospital, 'LAMBERT'), await aDayPatient(hospital, 'LAMBERT')];
    for (const patient of [one, namesake]) await linkWith(practice, patient);
    await practice.agenda.take(`09:20 Lambert\n09:40 ${namesake.niss}\n10:00 Lambert ${one.niss}`);
    const { entries } = await practice.agenda.read();
    expect(entries.map(({ patient, standing }) => patient?.id ?? standing.state)).toEqual([
      'choose',
      namesake.id,
      one.id,
    ]);
    await practice.agenda.choose(entries[0]?.id ?? '', namesake.id);
    expect((await practice.agenda.read()).entries[0]?.patient?.id).toBe(namesake.id);
    await practice.agenda.clear();
    expect((await practice.agenda.read()).entries).toEqual([]);
  });

  it('opens a ready record from the vault at once while the hospital has not answered yet [C7]', async () => {
    await practice.agenda.take('09:20 Dubois');
    await untilStanding(practice, ['Dubois'], isWhole);
    line.hold();
    const began = performance.now();
    const index = await practice.records.open(marie.id);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(index.entries.length).toBeGreaterThan(2);
    line.release();
    await until('confirmed', async () => (await practice.records.readIndex(marie.id)).sync.state === 'up-to-date');
    expect((await lineOf(practice, 'Dubois')).seen).toBe(true);
  });

  it('goes on after a lock, and says offline instead of ready while the line is cut [X02]', async () => {
    await practice.agenda.take('09:20 Dubois');
    await untilStanding(practice, ['Dubois'], isReady);
    await practice.session.lock();
    await expect(practice.agenda.read()).rejects.toMatchObject({ code: 'vault-locked' });
    await practice.session.unlock(testPassword);
    await untilStanding(practice, ['Dubois'], isReady);
    line.cut();
    await untilStanding(
      practice,
      ['Dubois'],
      (one) => one.state === 'waiting' && one.reason === 'offline' && one.asOf !== null,
    );
    line.mend();
    await untilStanding(practice, ['Dubois'], isReady);
  });
});
