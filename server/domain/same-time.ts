import { setTimeout as delay } from 'node:timers/promises';

/** Much more than the work takes, much less than anybody notices. */
const stepMs = 150;

/**
 * Does the work and settles only at a multiple of 150 ms after the start, whether it succeeds or fails: how long it took then
 * says nothing of what was found.
 */
export async function inSameTime<T>(work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    const end = start + Math.ceil((performance.now() - start) / stepMs) * stepMs;
    // A timer may fire a fraction of a millisecond early.
    for (let left = end - performance.now(); left > 0; left = end - performance.now()) await delay(Math.ceil(left));
  }
}
