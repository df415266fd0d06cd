import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Clock, Database, TraceEntry, TraceWriter } from '../deps.ts';
import { CHAIN_START, type ChainState, toEntryHash, toStateMac } from './chain.ts';

const BATCH = 256;
/** While several ask at once, batches begin no closer than this: a commit costs more than the entries in it. */
const PACE_MS = 3;

interface Waiting {
  readonly entry: TraceEntry;
  readonly at: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A writer that tells where its chain stands. */
export interface ChainWriter extends TraceWriter {
  /** Number of the writer in use; null before the first entry. */
  writer(): number | null;
}

/**
 * Group commit: at most one multi-row insert is in flight, and every entry that arrives meanwhile goes with the next. `opened` is
 * awaited once a new chain stands and before its first entry is written, so that its signed head comes first. A batch that fails takes
 * its writer with it: nobody knows whether it became durable, so the next entry opens a new chain. Entries of a failed batch may
 * thus stand in the trace although their data never left, never the other way round.
 */
export function openTraceWriter(
  database: Database,
  key: Buffer,
  clock: Clock,
  opened: () => Promise<void> = () => Promise.resolve(),
): ChainWriter {
  let waiting: Waiting[] = [];
  let state: ChainState | null = null;
  let flushing: Promise<void> | null = null;
  let closed = false;
  let earliest = 0;

  const openChain = async (): Promise<ChainState> => {
    for (;;) {
      const [last] = await database.ask<{ number: string }>(
        'trace-last',
        'select api.trace_last_writer() as number',
        [],
      );
      const next: ChainState = { number: Number(last?.number ?? 0) + 1, seq: 0, hash: CHAIN_START };
      const [row] = await database.ask<{ opened: boolean }>('trace-open', 'select api.trace_open($1, $2) as opened', [
        next.number,
        toStateMac(key, next),
      ]);
      if (row?.opened === true) {
        await opened();
        return next;
      }
    }
  };

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    const from = state ?? (await openChain());
    // Until the batch is durable nobody may build on what follows.
    state = null;
    let { seq, hash } = from;
    const bodies: string[] = [];
    const hashes: Buffer[] = [];
    for (const { entry, at } of batch) {
      seq += 1;
      const body = toStorable(JSON.stringify({ writer: from.number, seq, at, ...entry }));
      hash = toEntryHash(hash, body);
      bodies.push(body);
      hashes.push(hash);
    }
    const next: ChainState = { number: from.number, seq, hash };
    await database.ask('trace-append', 'select api.trace_append_lines($1, $2, $3, $4, $5)', [
      next.number,
      from.seq + 1,
      bodies.join('\n'),
      Buffer.concat(hashes),
      toStateMac(key, next),
    ]);
    state = next;
  };

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const pause = earliest - performance.now();
      if (pause > 0 && waiting.length < BATCH) await delay(pause);
      const began = performance.now();
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      try {
        await write(batch);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(new ExpectedFailure('trace-unavailable', { cause: error }));
      }
      // Whoever asks alone never waits.
      earliest = batch.length > 1 ? began + PACE_MS : 0;
    }
    flushing = null;
  };

  return {
    append: (entry) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new ExpectedFailure('trace-unavailable'));
          return;
        }
        waiting.push({ entry, at: clock.now().toISOString(), resolve, reject });
        // One turn later, so that the requests of this turn share the commit.
        flushing ??= nextTurn().then(flush);
      }),
    writer: () => state?.number ?? null,
    close: async () => {
      closed = true;
      await flushing;
    },
  };
}

/** PostgreSQL reads neither U+0000 nor half a surrogate pair out of JSON: one such text would refuse its whole batch. */
function toStorable(json: string): string {
  return json.replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (found) => (found === '\\\\' ? found : '\\ufffd'));
}
