import type { Clock, TraceEntry, TraceWriter } from '../deps.ts';

const MINUTE_MS = 60_000;
/** Denials of one minute that are written one by one. */
const ONE_BY_ONE = 30;

/** Where denials of nobody in particular go. */
export interface StrangerCount {
  /** Durable when it resolves for the first thirty of a minute; what follows is counted in memory. */
  note(entry: TraceEntry): Promise<void>;
  /** Writes what is counted and not yet written. */
  close(): Promise<void>;
}

/**
 * Keeps strangers from filling the trace, and their number in it: what exceeds thirty a minute becomes one entry a minute and outcome,
 * whose `count` says for how many it stands. A process that is killed loses at most the count of that minute; never data, since nothing
 * leaves for a stranger.
 */
export function countStrangers(trace: TraceWriter, clock: Clock, failed: (error: unknown) => void): StrangerCount {
  let began = clock.now().getTime();
  let written = 0;
  let counted = new Map<TraceEntry['outcome'], { readonly last: TraceEntry; readonly count: number }>();
  const writeCounts = async (): Promise<void> => {
    const sums = counted;
    counted = new Map();
    began = clock.now().getTime();
    written = 0;
    await Promise.all(
      [...sums.values()].map(async ({ last, count }) => trace.append({ ...last, object: 'unknown', count })),
    );
  };
  const timer = setInterval(() => void writeCounts().catch(failed), MINUTE_MS);
  timer.unref();
  return {
    note: async (entry) => {
      if (clock.now().getTime() - began >= MINUTE_MS) await writeCounts();
      if (written < ONE_BY_ONE) {
        written += 1;
        await trace.append(entry);
        return;
      }
      const known = counted.get(entry.outcome);
      counted.set(entry.outcome, { last: entry, count: (known?.count ?? 0) + 1 });
    },
    close: async () => {
      clearInterval(timer);
      await writeCounts();
    },
  };
}
