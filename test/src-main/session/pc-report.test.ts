import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PcReport } from '../../../contracts/pc-report.ts';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { toFailure } from '../../../src-main/ipc/answer.ts';
import { openPcReports, toPace, toSystemVersion } from '../../../src-main/session/pc-report.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { openMemoryLog, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

const open = (isOnline: () => boolean = () => true) => {
  const sent: PcReport[] = [];
  let now = new Date('2026-11-22T08:00:00Z');
  const log = openMemoryLog();
  const reports = openPcReports({
    version: '0.1.0',
    send: async (report) => void sent.push(PcReport.parse(report)),
    isOnline,
    now: () => now,
    log,
  });
  return { sent, reports, tapped: reports.tap(log), log, setNow: (at: string) => (now = new Date(at)) };
};
const soon = () => new Promise((resolve) => setTimeout(resolve, 2_100));

describe('what a PC tells of itself', () => {
  it('is the median of the day’s clicks and the speed of the last copying, in numbers alone [X16]', async () => {
    const { sent, reports, tapped } = open();
    for (const milliseconds of [900, 400, 650]) reports.painted({ what: 'record', milliseconds });
    // Two answers at the same time: the line was busy for half a second, not for one.
    tapped.write('hospital/answered', { route: 'fhir', bytes: 1_000_000, milliseconds: 500, status: 200 });
    tapped.write('hospital/answered', { route: 'dicomweb', bytes: 1_000_000, milliseconds: 500, status: 200 });
    tapped.write('hospital/answered', { route: 'link/list', bytes: 9_000_000, milliseconds: 1, status: 200 });
    reports.opened();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ version: '0.1.0', record: { median: 650, count: 3 }, document: null, error: null });
    expect(sent[0]?.bytesPerSecond).toBeGreaterThan(3_500_000);
    expect(sent[0]?.bytesPerSecond).toBeLessThanOrEqual(4_000_000);
    // Unlocking a minute later says nothing new.
    reports.opened();
    expect(sent).toHaveLength(1);
    reports.stop();
  });

  it('forgets yesterday’s clicks [X16]', async () => {
    const { sent, reports, setNow } = open();
    reports.painted({ what: 'document', milliseconds: 300 });
    setNow('2026-11-22T23:30:00Z');
    reports.opened();
    expect(sent[0]?.document).toBeNull();
    reports.stop();
  });

  it('names a fault by incident, kind and question, and no refusal, no message, no cause [X16]', async () => {
    const { sent, reports, tapped } = open();
    const refused = toFailure(new ExpectedFailure('link-ended'), 'record/open', tapped);
    await soon();
    expect(sent).toEqual([]);
    const told = toFailure(new Error('Dubois Marie 93.05.18-223.61'), 'document/open', tapped);
    toFailure(new ExpectedFailure('printer-absent'), 'document/print', tapped);
    await soon();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.error).toMatchObject({ code: 'printer-absent', route: 'document/print' });
    expect(JSON.stringify(sent)).not.toMatch(/Dubois|93\.05/);
    expect(told.incident).not.toBe(refused.incident);
    reports.stop();
  });

  it('tells of its last five faults, also of those that came while the line was cut, as soon as it is back [X16]', () => {
    let online = false;
    const { sent, reports, tapped } = open(() => online);
    reports.opened();
    const shown = Array.from({ length: 6 }, () => toFailure(new ExpectedFailure('disk-full'), 'record/open', tapped));
    reports.reached();
    expect(sent).toEqual([]);
    online = true;
    reports.reached();
    expect(sent.map(({ errors }) => errors.map(({ incident }) => incident))).toEqual([
      shown
        .toReversed()
        .slice(0, 5)
        .map(({ incident }) => incident),
    ]);
    expect(sent[0]?.error).toEqual(sent[0]?.errors[0]);
    reports.reached();
    expect(sent).toHaveLength(1);
    reports.stop();
  });

  it('waits for the line, and keeps no figure of the system but its version [X16]', async () => {
    const { sent, reports } = open(() => false);
    reports.opened();
    expect(sent).toEqual([]);
    expect([toSystemVersion('6.1.0-18-amd64'), toSystemVersion('10.0.22631'), toSystemVersion('x')]).toEqual([
      '6.1.0',
      '10.0.22631',
      '0',
    ]);
    expect([toPace([]), toPace([3, 1, 2, 10])]).toEqual([null, { median: 2, count: 4 }]);
    reports.stop();
  });
});

describe('a practice PC', () => {
  let hospital: TestHospital;
  let practice: TestPractice;
  beforeAll(async () => {
    hospital = await openTestHospital();
    practice = openTestPractice(hospital);
  });
  afterAll(async () => {
    practice?.close();
    await hospital?.close();
  });

  it('reports at sign-in, hears of a letter asked in its person’s name, and goes dark when it is revoked [X16] [R06] [R07]', async () => {
    await practice.signIn('physician');
    await until('the report is there', async () => {
      const rows = await hospital.test.sql<{ version: string }>('select version from identity.pc_report');
      return rows[0]?.version === '0.0.0';
    });
    await hospital.test.sql(
      "select push.emit('account-changed', id, null) from identity.person where role = 'physician'",
    );
    await until('the window hears', () => practice.heard.some(({ event }) => event === 'account/changed'), 2_000);
    await hospital.test.sql('select identity.revoke_pc($1)', [practice.station.stored().enrolment.pc]);
    await until('the screen is gone', () => practice.state.read().stage.stage === 'certificate-problem', 5_000);
    expect(practice.state.read().stage).toMatchObject({ code: 'certificate-revoked' });
  });
});
