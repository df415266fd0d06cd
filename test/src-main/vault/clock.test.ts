import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestHospital, type TestHospital, testAccounts } from '../../server/support/test-hospital.ts';
import { activateLink } from '../../server/fhir/activate-link.ts';
import { aDayPatient } from '../agenda/a-day.ts';
import { type Line, openLine } from '../support/line.ts';
import { openTestPractice, type TestPractice } from '../support/test-practice.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const hasFaketime = spawnSync('faketime', ['--version']).status === 0;
if (!hasFaketime) process.stdout.write('skipped: faketime is not installed\n');

interface Told {
  readonly now: number;
  readonly atFirstStage: number;
  readonly afterStart: number;
  readonly signIn: string;
  readonly open: string | null;
}

let hospital: TestHospital;
let line: Line;
let practice: TestPractice;
let patient = '';
let factors: ReturnType<TestPractice['factors']>;
const places: string[] = [];

/** The PC of the first copy as it was left then, under a clock that is `offset` away from ours. */
async function startPc(
  offset: string,
  edit: (keychain: Record<string, string>) => void = () => undefined,
): Promise<Told> {
  const place = mkdtempSync(join(tmpdir(), 'passerelle-clock-'));
  places.push(place);
  cpSync(places[0] ?? '', place, { recursive: true });
  const keychainFile = join(place, 'keychain');
  const keychain = JSON.parse(readFileSync(keychainFile, 'utf8')) as Record<string, string>;
  edit(keychain);
  writeFileSync(keychainFile, JSON.stringify(keychain));
  return await run(place, offset, false);
}

async function run(place: string, offset: string, wait: boolean): Promise<Told> {
  const child = join(import.meta.dirname, 'clock-child.ts');
  const plan = { userData: join(place, 'data'), keychainFile: join(place, 'keychain'), factors, patient, wait };
  // The monotonic clock stays: setting a PC's clock does not move it.
  const { stdout } = await promisify(execFile)(
    'faketime',
    ['-f', offset, process.execPath, child, JSON.stringify(plan)],
    {
      env: { ...process.env, NODE_OPTIONS: '', FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' },
    },
  );
  return JSON.parse(stdout) as Told;
}

beforeAll(async () => {
  hospital = await openTestHospital();
  line = await openLine(hospital);
  const place = mkdtempSync(join(tmpdir(), 'passerelle-clock-'));
  places.push(place);
  practice = openTestPractice(hospital, { urls: line, userData: mkdtempSync(join(place, 'data-')) });
  await practice.enrol('physician');
  const one = await aDayPatient(hospital, 'DELVAUX');
  await activateLink(hospital.test, testAccounts.physician.id, one.id);
  patient = one.id;
  practice.stop();
  cpSync(practice.userData, join(place, 'data'), { recursive: true });
  writeFileSync(join(place, 'keychain'), JSON.stringify(Object.fromEntries(practice.keychain.entries)));
  await practice.forgetCodes();
  factors = practice.factors('physician');
  if (!hasFaketime) return;
  const first = await run(place, '+0', true);
  expect([first.signIn, first.open]).toEqual(['done', 'done']);
  line.cut();
});
afterAll(async () => {
  practice?.close();
  await line?.close();
  await hospital?.close();
  for (const place of places) rmSync(place, { recursive: true, force: true });
});

it.skipIf(!hasFaketime)(
  'keeps the copy across a restart with the clock as it was, and reads it without a line [C5]',
  async () => {
    const told = await startPc('+0');
    expect(Math.abs(told.now - Date.now())).toBeLessThan(60_000);
    expect([told.atFirstStage > 0, told.afterStart > 0, told.signIn, told.open]).toEqual([true, true, 'done', 'done']);
  },
);

it.skipIf(!hasFaketime)(
  'destroys the copy before the first stage is shown when the clock stands past the lease at the next start [C5]',
  async () => {
    const told = await startPc('+13h');
    expect(told.now - Date.now()).toBeGreaterThan(12 * 3_600_000);
    expect([told.atFirstStage, told.afterStart]).toEqual([0, 0]);
    expect(told.open).not.toBe('done');
  },
);

it.skipIf(!hasFaketime)(
  'opens nothing with a clock that was set back, and says to set it right [C5] [R05]',
  async () => {
    const told = await startPc('-6h');
    expect(Date.now() - told.now).toBeGreaterThan(5 * 3_600_000);
    expect([told.atFirstStage > 0, told.signIn, told.open]).toEqual([true, 'clock-wrong', null]);
  },
);

it.skipIf(!hasFaketime)(
  'lets a clock that was set back lengthen no lease: the highest time known destroys the copy at the start [C5]',
  async () => {
    const told = await startPc('-6h', (keychain) => {
      const name = Object.keys(keychain).find((one) => one.includes('mark/')) ?? '';
      const mark = JSON.parse(keychain[name] ?? '') as { time: number; count: number };
      // As after an evening's work, the clock then set back over night.
      keychain[name] = JSON.stringify({ ...mark, time: mark.time + 13 * 3_600_000 });
    });
    expect([told.atFirstStage > 0, told.afterStart]).toEqual([true, 0]);
    expect(told.open).not.toBe('done');
  },
);
