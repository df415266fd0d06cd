import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxiosError, AxiosHeaders } from 'axios';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { AppState } from '../../../contracts/app-state.ts';
import { type ConnectionReport, Diagnostics } from '../../../contracts/connection-check.ts';
import { checkSteps } from '../../../contracts/connection-steps.ts';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { PcReport } from '../../../contracts/pc-report.ts';
import { UpdateOutcome, UpdateQuestion } from '../../../contracts/updates.ts';
import { toDiagnostics } from '../../../src-main/connection-check/diagnostics.ts';
import { toFailure } from '../../../src-main/ipc/answer.ts';
import { openLogFile } from '../../../src-main/log/log-file.ts';
import type { Facts } from '../../../src-main/log/log.ts';
import { openPcReports } from '../../../src-main/session/pc-report.ts';
import { findIn, shaped, unshaped } from '../../support/identifiers.ts';
import { readLogCalls } from '../../support/log-calls.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-identifiers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const poured = [...shaped, ...unshaped];
const calls = readLogCalls('src-main', new Set(['write']), 'first', ['src-main/log/']);

/** What a library or our own code may throw about a value. */
function toCauses(one: string): readonly unknown[] {
  const headers = new AxiosHeaders({ authorization: one });
  const read = (): unknown => {
    try {
      return JSON.parse(`{"name": ${one}}`);
    } catch (cause) {
      return cause;
    }
  };
  return [
    new Error(`no such thing: ${one}`, { cause: new ExpectedFailure('bug', { cause: new Error(one) }) }),
    Object.assign(new Error('x'), {
      name: one,
      code: one,
      path: one,
      stack: `Error: ${one}\n    at ${one} (${one}:1:1)`,
    }),
    new AxiosError(one, 'ECONNRESET', { url: one, headers, data: one }, { path: one }),
    z.strictObject({ a: z.number() }).safeParse({ [one]: one, a: one }).error,
    read(),
    one,
  ];
}

it('names every line of the client’s log by a fixed word: none is written by a text from outside [X16]', () => {
  expect(calls.length).toBeGreaterThan(60);
  for (const event of ['ipc/bug', 'hospital/failed', 'vault/purge-failed', 'report/not-sent'])
    expect(calls.flatMap(({ words }) => words ?? [])).toContain(event);
  expect(calls.filter(({ words }) => words === null || words.some((one) => !/^[a-z-]+\/[a-z-]+$/.test(one)))).toEqual(
    [],
  );
});

it('lets no identifier into any line of the client’s log, by whichever event, fact or cause it is poured [X16]', () => {
  const events = new Map<string, Set<string>>();
  for (const { words, facts } of calls)
    for (const event of words ?? []) events.set(event, new Set([...(events.get(event) ?? []), ...facts]));
  // Each event takes some of them, the next event the next ones; every one of them comes by many events.
  for (const [turn, [event, names]] of [...events].entries()) {
    const path = join(folder, `${event.replace('/', '-')}.log`);
    const log = openLogFile(path);
    for (const place of Array.from({ length: 8 }, (_none, step) => turn * 8 + step)) {
      const one = poured[place % poured.length] ?? '';
      const facts: Facts = Object.fromEntries([...names, 'reason'].map((name) => [name, one]));
      const causes = toCauses(one);
      log.write(event, facts, causes[place % causes.length]);
    }
    const written = readFileSync(path, 'utf8');
    expect([event, written.trim().split('\n').length, findIn(written, poured)]).toEqual([event, 8, []]);
  }
});

it('lets no cause of any kind carry an identifier into the log [X16]', () => {
  const path = join(folder, 'causes.log');
  const log = openLogFile(path);
  for (const one of poured) for (const cause of toCauses(one)) log.write('ipc/bug', { code: one }, cause);
  expect(findIn(readFileSync(path, 'utf8'), poured)).toEqual([]);
});

it('lets no identifier into the PC’s report, whatever fails and however it is called [X16]', () => {
  const sent: PcReport[] = [];
  const reports = openPcReports({
    version: '0.1.0',
    send: async (report) => void sent.push(PcReport.parse(report)),
    isOnline: () => true,
    now: () => new Date(),
    log: { write: () => undefined },
  });
  const tapped = reports.tap({ write: () => undefined });
  for (const one of poured) {
    for (const cause of toCauses(one)) toFailure(cause, 'record/open', tapped);
    tapped.write('ipc/bug', { code: 'bug', incident: one, channel: one }, one);
    tapped.write('ipc/bug', { code: one, incident: 'KLMNP-RSTVW', channel: one });
    tapped.write('hospital/answered', { route: one, bytes: 1, milliseconds: 1 });
    reports.reached();
  }
  reports.stop();
  expect(sent.length).toBeGreaterThan(poured.length / 2);
  expect(findIn(JSON.stringify(sent), poured)).toEqual([]);
});

it('lets no identifier into the diagnostics file, whatever the hospital, the proxy or the account is called [X16]', () => {
  const written = poured.map((one) => {
    const report: ConnectionReport = {
      at: '2026-11-22T08:00:00.000Z',
      address: one,
      proxy: one,
      issuer: one,
      clockSeconds: 2,
      steps: checkSteps.map((step) => ({ step, finding: 'not-reached' })),
    };
    const service = { name: one, phone: one, hours: one };
    const state: AppState = {
      version: '0.1.0',
      testBuild: false,
      hospital: { name: one, address: [one], director: one, helpdesk: service, itDepartment: service },
      connection: { state: 'offline', since: '2026-11-22T08:00:00.000Z', reason: 'offline' },
      stage: { stage: 'signed-out', login: one },
      language: 'fr',
      idleSeconds: 300,
      clock: 'right',
    };
    return JSON.stringify(toDiagnostics(report, state));
  });
  expect(findIn(written.join('\n'), poured)).toEqual([]);
});

it('has no field in what a PC reports, asks or saves in which an identifier could stand [X16]', () => {
  const fault = { at: '2026-11-22T08:00:00.000Z', incident: 'KLMNP-RSTVW', code: 'bug', route: 'record/open' };
  const samples: readonly (readonly [z.ZodType, Readonly<Record<string, unknown>>])[] = [
    [
      PcReport,
      {
        version: '0.1.0',
        platform: 'linux',
        systemVersion: '6.1.0',
        record: { median: 1, count: 1 },
        document: null,
        bytesPerSecond: 1,
        error: fault,
        errors: [fault],
      },
    ],
    [UpdateQuestion, { version: '0.1.0', counter: 1, kind: 'linux-x64-deb' }],
    [UpdateOutcome, { counter: 1, end: 'failed', reason: 'busy', at: '2026-11-22T08:00:00.000Z' }],
    [
      Diagnostics,
      {
        ...toDiagnostics(
          {
            at: '2026-11-22T08:00:00.000Z',
            address: null,
            proxy: null,
            issuer: null,
            clockSeconds: null,
            steps: checkSteps.map((step) => ({ step, finding: 'not-reached' })),
          },
          {
            version: '0.1.0',
            testBuild: false,
            hospital: null,
            connection: { state: 'connecting' },
            stage: { stage: 'starting' },
            language: 'fr',
            idleSeconds: 300,
            clock: 'right',
          },
        ),
      },
    ],
  ];
  for (const [schema, sample] of samples) {
    expect(schema.safeParse(sample).error).toBeUndefined();
    for (const one of poured)
      for (const spoilt of spoil(sample, one))
        expect([spoilt, schema.safeParse(spoilt).success]).toEqual([spoilt, false]);
  }
});

/** The same value with one text more, or with one leaf replaced by it, in turn. */
function spoil(value: unknown, one: string): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((item, place) => spoil(item, one).map((other) => value.with(place, other)));
  if (typeof value !== 'object' || value === null) return [one];
  return [
    { ...value, [one]: 1 },
    { ...value, note: one },
    // The program's own version and that of the system are figures: the contract cannot tell a day among them.
    ...Object.entries(value)
      .filter(([name]) => !/version/i.test(name))
      .flatMap(([name, inner]) => spoil(inner, one).map((other) => ({ ...value, [name]: other }))),
  ];
}
