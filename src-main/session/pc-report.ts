import { release } from 'node:os';
import { faultCodes, mostFaults, type Paint, PcFault, type PcReport } from '../../contracts/pc-report.ts';
import type { Facts, Log } from '../log/log.ts';

/** The collaborators of the PC's report. */
export interface PcReportParts {
  readonly version: string;
  /** Hands one report to the hospital; called only while `isOnline`. */
  readonly send: (report: PcReport) => Promise<unknown>;
  readonly isOnline: () => boolean;
  readonly now: () => Date;
  readonly log: Log;
}

/** What the app tells the hospital of itself: versions, durations, its last faults. No text, no id of a person or a document [X16]. */
export interface PcReports {
  /** The same log; its lines are also counted here. */
  tap(log: Log): Log;
  painted(paint: Paint): void;
  /** Somebody signed in or came back: reports, unless that was done a moment ago. */
  opened(): void;
  /** The line is back: what went wrong meanwhile is told now, since somebody may be reading its number out on the telephone. */
  reached(): void;
  stop(): void;
}

const EVERY = 15 * 60_000;
/** A fault is told soon, but a row of them in one report. */
const AFTER_FAULT = 2_000;
/** Copying is over once nothing was fetched for so long. */
const GAP = 2_000;
/** Less says nothing of a line's speed. */
const LEAST_BYTES = 100_000;
const KEPT = 2_000;

const platforms: ReadonlySet<string> = new Set(['win32', 'darwin', 'linux']);
const knownCodes: ReadonlySet<unknown> = new Set(faultCodes);

function isFaultCode(code: unknown): code is PcFault['code'] {
  return knownCodes.has(code);
}

/** The median of some durations and of how many; null of none. */
export function toPace(durations: readonly number[]): PcReport['record'] {
  const median = durations.toSorted((one, other) => one - other)[Math.floor((durations.length - 1) / 2)];
  return median === undefined ? null : { median: Math.round(median), count: durations.length };
}

/** Figures of the operating system's version: `6.1.0-18-amd64` is `6.1.0`. */
export function toSystemVersion(text: string): string {
  return /^\d{1,5}(?:\.\d{1,6}){0,3}/.exec(text)?.[0] ?? '0';
}

function toDay(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(now);
}

/** Opens the report: nothing is told before somebody signs in. */
export function openPcReports({ version, send, isOnline, now, log }: PcReportParts): PcReports {
  let day = '';
  let durations: Record<Paint['what'], number[]> = { record: [], document: [] };
  /** The last ones, newest first. */
  let faults: readonly PcFault[] = [];
  let isUntold = false;
  let soon: NodeJS.Timeout | undefined;
  let lastSent = Number.NEGATIVE_INFINITY;
  let copying = { bytes: 0, busy: 0, end: Number.NEGATIVE_INFINITY };
  let bytesPerSecond: number | null = null;

  async function report(): Promise<void> {
    if (!isOnline()) return;
    lastSent = performance.now();
    isUntold = false;
    const today = toDay(now()) === day;
    await send({
      version: /^\d{1,4}(\.\d{1,4}){2}/.exec(version)?.[0] ?? '0.0.0',
      platform: platforms.has(process.platform) ? (process.platform as PcReport['platform']) : 'linux',
      systemVersion: toSystemVersion(release()),
      record: today ? toPace(durations.record) : null,
      document: today ? toPace(durations.document) : null,
      bytesPerSecond,
      error: faults[0] ?? null,
      errors: [...faults],
    });
  }
  const tell = (): void =>
    void report().catch((cause: unknown) => {
      isUntold = faults.length > 0;
      log.write('report/not-sent', {}, cause);
    });
  const timer = setInterval(tell, EVERY);
  timer.unref();

  function failed({ code, incident, channel }: Facts): void {
    if (!isFaultCode(code)) return;
    // The contract has no field in which anything but our own words could stand.
    const fault = PcFault.safeParse({ at: now().toISOString(), incident, code, route: channel });
    if (!fault.success) return;
    faults = [fault.data, ...faults].slice(0, mostFaults);
    isUntold = true;
    if (soon !== undefined) return;
    soon = setTimeout(() => {
      soon = undefined;
      tell();
    }, AFTER_FAULT);
    soon.unref();
  }

  /** Answers overlap: what counts is how long at least one was on its way. */
  function fetched(bytes: number, milliseconds: number): void {
    const end = performance.now();
    if (end - milliseconds > copying.end + GAP) copying = { bytes: 0, busy: 0, end: end - milliseconds };
    copying = {
      bytes: copying.bytes + bytes,
      busy: copying.busy + end - Math.max(copying.end, end - milliseconds),
      end,
    };
    if (copying.bytes >= LEAST_BYTES && copying.busy > 0)
      bytesPerSecond = Math.min(10_000_000_000, Math.round((copying.bytes * 1000) / copying.busy));
  }

  function hear(event: string, facts: Facts): void {
    if (event === 'ipc/bug' || event === 'ipc/refused') failed(facts);
    const { route, bytes, milliseconds } = facts;
    if (event !== 'hospital/answered' || (route !== 'fhir' && route !== 'dicomweb')) return;
    if (typeof bytes === 'number' && typeof milliseconds === 'number') fetched(bytes, milliseconds);
  }

  return {
    tap: (inner) => ({
      write(event, facts = {}, cause) {
        hear(event, facts);
        inner.write(event, facts, cause);
      },
    }),
    painted({ what, milliseconds }) {
      const today = toDay(now());
      if (today !== day) [day, durations] = [today, { record: [], document: [] }];
      if (durations[what].length < KEPT) durations[what].push(milliseconds);
    },
    opened() {
      if (performance.now() - lastSent >= EVERY || isUntold) tell();
    },
    reached() {
      if (isUntold) tell();
    },
    stop() {
      clearInterval(timer);
      clearTimeout(soon);
    },
  };
}
