import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { aBinary, aLetter, aNiss, aPatient } from '../../builders/fhir.ts';
import { activateLink } from '../../server/fhir/activate-link.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import {
  type AccountName,
  openTestHospital,
  type TestHospital,
  testAccounts,
} from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { codeOf, openTestPractice, stageOf, type TestPractice, until, withFactors } from '../support/test-practice.ts';

const HALF_DAY = 13 * 3_600_000;
let hospital: TestHospital;
let line: Line;
let practice: TestPractice;
let counter = 800;

beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(async () => hospital.close());
beforeEach(async () => {
  // From the beginning: a vault reads the clock that it was opened with.
  vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line });
  await practice.signIn('physician');
});
afterEach(async () => {
  vi.useRealTimers();
  await suspend(false);
  practice.close();
  await line.close();
});

const suspend = async (suspended: boolean): Promise<unknown> =>
  hospital.test.sql('update identity.person set suspended_at = case when $2 then now() end where id = $1', [
    testAccounts.physician.id,
    suspended,
  ]);

/** A patient with a letter, copied whole to this PC by whoever is signed in, and closed again. */
async function aCopy(name: AccountName = 'physician'): Promise<string> {
  counter += 2;
  const patient = aPatient({ niss: aNiss('1955-03-12', counter), number: `HOSP-${counter}` });
  const file = aBinary('Cher confrère, tout va bien.');
  await feedResources(hospital, patient, file, aLetter(patient, file));
  await activateLink(hospital.test, testAccounts[name].id, patient.id);
  practice.links.refresh();
  await practice.records.open(patient.id);
  await until('the copy is whole', async () => (await readState(patient.id)) === 'up-to-date');
  await practice.records.close(patient.id);
  return patient.id;
}
const readState = async (patient: string): Promise<string> => (await practice.records.readIndex(patient)).sync.state;

/** Files of any patient's copy on this PC, whoever's. */
const copies = (): string[] =>
  existsSync(join(practice.userData, 'vault'))
    ? readdirSync(join(practice.userData, 'vault'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && dirname(entry.parentPath).endsWith('patients'))
        .map((entry) => entry.parentPath)
    : [];

/** The PC's clock shows half a day more: every lease is over. */
function halfADayLater(): void {
  vi.setSystemTime(Date.now() + HALF_DAY);
}
async function restart(): Promise<void> {
  practice = practice.reopen();
  await practice.purgeEnded();
}

describe('a copy whose lease ends', () => {
  it('goes while its physician works on something else: no screen shows it [C5]', async () => {
    const patient = await aCopy();
    await practice.purgeEnded();
    expect(copies()).not.toEqual([]);
    line.cut();
    halfADayLater();
    await practice.purgeEnded();
    expect(copies()).toEqual([]);
    expect(await codeOf(practice.desk.obey('read-state', { patient }))).toBe('not-copied-yet');
  });

  it('is copied anew and readable when the physician opens the patient again after it went [C5]', async () => {
    const patient = await aCopy();
    await practice.desk.obey('purge', { patient });
    expect(copies()).toEqual([]);
    await practice.records.open(patient);
    await until('the copy is whole again', async () => (await readState(patient)) === 'up-to-date');
    await practice.purgeEnded();
    expect(copies()).not.toEqual([]);
    expect(await readState(patient)).toBe('up-to-date');
  });

  it.each(['locked', 'signed-out'] as const)('goes while the PC stands %s [C5]', async (stage) => {
    await aCopy();
    await (stage === 'locked' ? practice.session.lock() : practice.session.signOut());
    await until(stage, () => stageOf(practice) === stage);
    await practice.purgeEnded();
    expect(copies()).not.toEqual([]);
    halfADayLater();
    await practice.purgeEnded();
    expect(copies()).toEqual([]);
  });

  it('goes at the next start, before the first screen, though the keychain is locked [C5]', async () => {
    await aCopy();
    halfADayLater();
    practice = practice.reopen();
    practice.keychain.read = async () => {
      throw new ExpectedFailure('keychain-locked');
    };
    const first = stageOf(practice);
    await practice.purgeEnded();
    expect(stageOf(practice)).toBe(first);
    expect(copies()).toEqual([]);
    await practice.station.start([]);
    await practice.purgeEnded();
  });

  it('goes at the start by the time that the keychain knows, whatever the clock was set back to [C5]', async () => {
    await aCopy();
    line.cut();
    halfADayLater();
    // What was known of the time before the app was closed: the vault wrote its mark at the lock.
    await practice.session.lock();
    await until('the mark is kept', async () => {
      const { time } = await practice.session.readMark(testAccounts.physician.id);
      return time > Date.now() - 60_000;
    });
    vi.useRealTimers();
    await restart();
    expect(copies()).not.toEqual([]);
    await practice.station.start([]);
    await practice.purgeEnded();
    expect(copies()).toEqual([]);
  });
});

describe('a copy of a suspended physician', () => {
  it('goes at the sign-in that is refused, and no cut line opens anything afterwards [C5] [R13]', async () => {
    await aCopy();
    await practice.session.signOut();
    await suspend(true);
    const { login } = testAccounts.physician;
    await practice.forgetCodes();
    const factors = practice.factors('physician');
    expect(await codeOf(practice.session.signIn({ ...factors, login: login.toUpperCase() }))).toBe('account-suspended');
    expect(copies()).toEqual([]);
    line.cut();
    expect(await codeOf(practice.session.signIn(factors))).toBe('offline');
    expect(stageOf(practice)).toBe('signed-out');
  });

  it('goes when the hospital ends the session, before anybody types anything [C5] [R13]', async () => {
    await aCopy();
    await practice.session.lock();
    await suspend(true);
    await hospital.test.sql('update identity.session set ended_at = now() where person = $1 and ended_at is null', [
      testAccounts.physician.id,
    ]);
    await until('signed out', () => stageOf(practice) === 'signed-out');
    expect(copies()).toEqual([]);
  });

  it('stays when the hospital ended the session alone [C5]', async () => {
    await aCopy();
    await practice.session.end('session-ended', false);
    expect(copies()).not.toEqual([]);
  });

  it('goes behind the lock, and the password opens nothing without a line [C5] [R13]', async () => {
    await aCopy();
    await practice.session.lock();
    await suspend(true);
    const { password } = practice.factors('physician');
    // The hospital's news may be there before the password is typed.
    expect(await codeOf(practice.session.unlock(password))).toMatch(/^(account-suspended|session-required)$/);
    await until('signed out', () => stageOf(practice) === 'signed-out');
    line.cut();
    expect(await codeOf(practice.session.unlock(password))).toBe('session-required');
    expect(copies()).toEqual([]);
  });
});

describe('a revoked PC', () => {
  const revoke = async (): Promise<unknown> =>
    hospital.test.sql('select identity.revoke_pc($1)', [practice.station.stored().enrolment.pc]);

  it('keeps nobody’s copy, not those of a colleague who signed in before either [C5] [R06]', async () => {
    const elsewhere = openTestPractice(hospital);
    await elsewhere.signIn('colleague');
    elsewhere.close();
    await aCopy();
    await practice.session.signOut();
    await withFactors(practice, (factors) => practice.session.signIn(factors), 'colleague');
    await aCopy('colleague');
    expect(new Set(copies().map((folder) => dirname(folder))).size).toBe(2);
    await revoke();
    await until('revoked', () => stageOf(practice) === 'certificate-problem');
    await until('no copy is left', () => copies().length === 0);
  });

  it.each(['locked', 'signed-out', 'closed'] as const)(
    'keeps nothing when it was %s at that time [C5] [R06]',
    async (how) => {
      await aCopy();
      if (how === 'locked') await practice.session.lock();
      else await practice.session.signOut();
      if (how === 'closed') {
        practice.stop();
        await revoke();
        await restart();
        await practice.station.start([]);
      } else await revoke();
      await until('revoked', () => stageOf(practice) === 'certificate-problem', 30_000);
      await until('no copy is left', () => copies().length === 0);
      expect(copies()).toEqual([]);
    },
  );
});
