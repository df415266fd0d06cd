import type { Connection } from '../../contracts/app-state.ts';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { PushEvent } from '../../contracts/mirror.ts';
import type { Log } from '../log/log.ts';
import type { HospitalClient } from './client.ts';
import { readEvents } from './event-stream.ts';

/** What the watch over the line tells; the events are ids only, they say "compare again". */
export interface ConnectionNews {
  readonly changed: (connection: Connection) => void;
  readonly pushed: (event: PushEvent) => void;
  /** The line refused us for a reason of standing or session, not of reachability. */
  readonly refused: (code: FailureCode) => void;
}

/** The watch over the line to the hospital: a probe while signed out, the push stream while signed in. */
export interface ConnectionWatch {
  read(): Connection;
  /** `events` while a session runs, `probe` otherwise; starts over at once. */
  watch(mode: 'probe' | 'events' | 'nothing'): void;
  /** Somebody met a broken line, or the PC woke up: look now instead of at the next beat. */
  suspect(): void;
  stop(): void;
}

interface Pace {
  readonly first: number;
  readonly opening: number;
  readonly slowest: number;
  readonly silence: number;
  readonly probe: number;
}

const UNREACHED: ReadonlySet<FailureCode> = new Set([
  'offline',
  'server-unavailable',
  'hospital-untrusted',
  'clock-wrong',
]);

/** Milliseconds: backoff from half a second to fifteen; 40 s without a heartbeat is a cut line; a probe each minute when nobody is signed in. */
export const usualPace: Pace = { first: 500, opening: 8_000, slowest: 15_000, silence: 40_000, probe: 60_000 };

/** Starts watching nothing; `probe` resolves when the hospital answered and throws the reason when not. */
export function openConnectionWatch(
  client: HospitalClient,
  probe: () => Promise<void>,
  news: ConnectionNews,
  log: Log,
  now: () => Date,
  pace: Pace = usualPace,
): ConnectionWatch {
  let connection: Connection = { state: 'connecting' };
  let round = new AbortController();
  let wake: () => void = () => undefined;
  let lastId: string | null = null;

  function set(next: Connection): void {
    const same =
      next.state === connection.state &&
      (next.state !== 'offline' || (connection.state === 'offline' && next.reason === connection.reason));
    if (same) return;
    connection = next;
    log.write('connection/changed', { state: next.state, code: next.state === 'offline' ? next.reason : null });
    news.changed(next);
  }
  const online = (): void => set({ state: 'online', since: now().toISOString() });

  function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const rested = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', rested);
        resolve();
      };
      const timer = setTimeout(rested, milliseconds);
      wake = rested;
      signal.addEventListener('abort', rested, { once: true });
    });
  }

  async function once(mode: 'probe' | 'events', signal: AbortSignal, lived: () => void): Promise<void> {
    if (mode === 'probe') {
      await probe();
      online();
      return;
    }
    const opening = new AbortController();
    const abandon = (): void => opening.abort();
    const timer = setTimeout(abandon, pace.opening);
    signal.addEventListener('abort', abandon, { once: true });
    try {
      const stream = await client.openEvents(lastId, opening.signal).finally(() => clearTimeout(timer));
      if (signal.aborted) return;
      online();
      lived();
      await readEvents(stream, pace.silence, ({ id, event }) => {
        lastId = id ?? lastId;
        if (event !== null && !signal.aborted) news.pushed(event);
      });
    } finally {
      signal.removeEventListener('abort', abandon);
    }
    throw new ExpectedFailure('offline');
  }

  async function run(mode: 'probe' | 'events', signal: AbortSignal): Promise<void> {
    let wait = pace.first;
    while (!signal.aborted) {
      let livedSince = Number.POSITIVE_INFINITY;
      try {
        await once(mode, signal, () => {
          livedSince = performance.now();
        });
        wait = pace.first;
        await rest(pace.probe, signal);
      } catch (cause) {
        if (signal.aborted) return;
        if (performance.now() - livedSince > pace.first) {
          // A stream that lived is resumed at once; only the failure of that says that the line is cut.
          wait = pace.first;
          continue;
        }
        const code: FailureCode = cause instanceof ExpectedFailure ? cause.code : 'offline';
        if (!(cause instanceof ExpectedFailure)) log.write('connection/broken', {}, cause);
        if (UNREACHED.has(code)) set({ state: 'offline', since: now().toISOString(), reason: code });
        else news.refused(code);
        // A certificate refused late looks like a cut line: the open listener's signed word tells them apart.
        if (mode === 'events' && code === 'offline') await probe().catch(() => undefined);
        await rest(wait * (0.75 + Math.random() / 2), signal);
        wait = Math.min(wait * 2, pace.slowest);
      }
    }
  }

  return {
    read: () => connection,
    watch(mode) {
      round.abort();
      round = new AbortController();
      if (mode === 'nothing') return;
      if (mode === 'events') lastId = null;
      void run(mode, round.signal);
    },
    suspect: () => wake(),
    stop: () => round.abort(),
  };
}
