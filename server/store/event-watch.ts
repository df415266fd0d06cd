import type { Caller } from '../caller.ts';
import type { Database, Outbox } from '../deps.ts';
import { findConcerned } from './outbox.ts';

/** An open stream, as the watch sees it. */
export interface Watcher {
  readonly caller: Caller;
  /** Asks the gate for itself and sends what it may know. */
  look(): void;
  /** Nothing between these two positions concerns it. */
  pass(after: bigint, upTo: bigint): void;
}

/** One question at each wake-up for all open streams of this process, instead of one for each. */
export interface EventWatch {
  /** Returns its undo. A watcher that joins looks once by itself. */
  join(watcher: Watcher): () => void;
  close(): void;
}

/**
 * Says at each wake-up which streams shall look. It only decides who asks, never what is told: whoever is concerned, or may be,
 * asks the gate for itself; when the question fails, everybody does.
 */
export function openEventWatch(database: Database, outbox: Outbox): EventWatch {
  const watchers = new Set<Watcher>();
  let position: string | null = null;
  let [running, again] = [false, false];

  async function ask(): Promise<void> {
    const asked = [...watchers];
    try {
      const found = await findConcerned(
        database,
        asked.map(({ caller }) => caller),
        position,
      );
      for (const [index, watcher] of asked.entries()) {
        if (!watchers.has(watcher)) continue;
        if (position === null || found.callers.has(index + 1)) watcher.look();
        else watcher.pass(BigInt(position), BigInt(found.position));
      }
      position = found.position;
    } catch {
      // Each stream finds out for itself why.
      position = null;
      for (const watcher of asked) watcher.look();
    }
    // Whoever joined meanwhile may have looked before what this question saw was there.
    const before = new Set(asked);
    for (const watcher of watchers) if (!before.has(watcher)) watcher.look();
  }

  async function wake(): Promise<void> {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      if (watchers.size === 0) position = null;
      else await ask();
    }
    running = false;
  }

  const unwatch = outbox.onWake(() => void wake());
  return {
    join: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    close: unwatch,
  };
}
