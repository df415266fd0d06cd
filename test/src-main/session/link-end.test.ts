import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { aBinary, aLetter, aNiss, aPatient } from '../../builders/fhir.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { signLink, untilWhole } from '../support/linked-patient.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

let hospital: TestHospital;
let line: Line;
let practice: TestPractice;
let counter = 300;

beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(async () => hospital.close());
/** A PC that is signed in; its clocks are those of the moment in which it is opened. */
async function openPc(): Promise<void> {
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line });
  await practice.signIn('physician');
}
afterEach(async () => {
  vi.useRealTimers();
  practice.close();
  await line.close();
});

/** A record that is open and copied, and its link. */
async function anOpenRecord(): Promise<{ patient: string; link: string }> {
  counter += 2;
  const niss = aNiss('1955-03-12', counter);
  const patient = aPatient({ niss, number: `HOSP-${counter}` });
  const file = aBinary('Cher confrère, tout va bien.');
  await feedResources(hospital, patient, file, aLetter(patient, file));
  const { id } = await signLink(practice, { niss });
  await practice.records.open(patient.id);
  await settled(patient.id);
  return { patient: patient.id, link: id };
}

const settled = async (patient: string): Promise<void> => untilWhole(practice, patient);

/** Changes a signed link past its guard, and lets the PC compare until its lease ends with the link. */
async function endAt(link: string, patient: string, change: string): Promise<number> {
  await hospital.test.sql(
    `do $$ begin set local session_replication_role = replica; update care.link set ${change} where id = '${link}'; end $$`,
    [],
  );
  const [row] = await hospital.test.sql<{ at: Date }>('select ends_at as at from care.link where id = $1', [link]);
  const end = row?.at.getTime() ?? 0;
  // As the hospital's notice of a changed link does.
  practice.links.refresh();
  practice.records.compareAgain(patient);
  await until('the lease ends with the link', async () => {
    const { leaseUntil } = await practice.records.readIndex(patient);
    return leaseUntil !== null && Date.parse(leaseUntil) === Math.floor(end / 1000) * 1000;
  });
  await settled(patient);
  return end;
}

const closed = (patient: string) =>
  practice.heard.find(
    ({ event, value }) => event === 'record/closed' && (value as { patient: string }).patient === patient,
  );

/** What the window would show of a link, whoever of hospital and PC knows it first. */
async function stateOf(link: string): Promise<unknown[]> {
  const own = (await practice.links.list()).find(({ id }) => id === link);
  return [own?.state, own?.readable];
}

/** Files of any patient's copy on this PC; the sealed list of whom there is one lies above them. */
const copies = (): string[] =>
  readdirSync(join(practice.userData, 'vault'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && dirname(entry.parentPath).endsWith('patients'))
    .map((entry) => entry.parentPath);

describe('a link that ends', () => {
  it('closes its open record in that second and destroys the copy; the hospital refuses from then on [R11]', async () => {
    await openPc();
    const { patient, link } = await anOpenRecord();
    const end = await endAt(link, patient, "ends_at = clock_timestamp() + interval '6 seconds'");
    expect([closed(patient), copies().length > 0]).toEqual([undefined, true]);
    await until('the record closed', () => closed(patient) !== undefined);
    const late = (closed(patient)?.at ?? 0) - end;
    // A lease counts whole seconds and never ends after its link.
    expect(late).toBeGreaterThan(-1_100);
    expect(late).toBeLessThan(2_000);
    await until('the copy is gone', () => copies().length === 0);
    await until('that second is over', () => Date.now() > end);
    expect(await codeOf(practice.station.client().ask('mirror/manifest', { params: { patient } }))).toBe(
      'record-not-available',
    );
    expect(await codeOf(practice.records.open(patient))).toMatch(/^(link-not-active|record-not-available)$/);
  });

  it('closes its open record in that second with the hospital out of reach, and opens it no more [R11]', async () => {
    await openPc();
    const { patient, link } = await anOpenRecord();
    const end = await endAt(link, patient, "ends_at = clock_timestamp() + interval '6 seconds'");
    line.cut();
    await until('the record closed', () => closed(patient) !== undefined);
    const late = (closed(patient)?.at ?? 0) - end;
    expect(late).toBeGreaterThan(-1_100);
    expect(late).toBeLessThan(2_000);
    await until('the copy is gone', () => copies().length === 0);
    expect(await codeOf(practice.records.open(patient))).toMatch(/^(not-copied-yet|lease-ended|link-not-active)$/);
  });

  it('is over at midnight in Brussels, in the open record and in the list, whatever the line does [R11]', async () => {
    vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
    await openPc();
    const { patient, link } = await anOpenRecord();
    const today = "(now() at time zone 'Europe/Brussels')::date";
    const midnight = await (async () => {
      const [row] = await hospital.test.sql<{ at: Date }>(`select care.end_of_day(${today}) as at`, []);
      return row?.at.getTime() ?? 0;
    })();
    vi.setSystemTime(Math.max(Date.now(), midnight - 3_600_000));
    await endAt(link, patient, `valid_until = ${today}, ends_at = care.end_of_day(${today})`);
    line.cut();
    vi.setSystemTime(midnight - 5_000);
    await new Promise((done) => setTimeout(done, 1_500));
    expect([closed(patient), await stateOf(link)]).toEqual([undefined, ['active', true]]);
    vi.setSystemTime(midnight);
    await until('the record closed', () => closed(patient) !== undefined);
    expect(closed(patient)?.value).toEqual({ patient, reason: 'link-ended' });
    expect(await stateOf(link)).toEqual(['expired', false]);
    expect(practice.heard.slice(practice.heard.indexOf(closed(patient)!)).map(({ event }) => event)).toContain(
      'link/list-changed',
    );
  });
});
