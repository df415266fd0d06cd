import type { Log } from './log.ts';

/** A log that keeps its lines until the real one is there: what checks them loads after the window is on its way. */
export function openEarlyLog(): { readonly log: Log; attach(real: Log): void } {
  let real: Log | null = null;
  const kept: Parameters<Log['write']>[] = [];
  return {
    log: {
      write(...line) {
        if (real === null) kept.push(line);
        else real.write(...line);
      },
    },
    attach(opened) {
      real = opened;
      for (const line of kept.splice(0)) opened.write(...line);
    },
  };
}
