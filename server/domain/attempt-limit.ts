import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Clock } from '../deps.ts';

const REMEMBERED = 10_000;

/** Counts failures by key in a sliding window; success costs nothing. Memory of this process alone. */
export interface AttemptLimit {
  /** Refuses `too-many-attempts` when the key has used up its failures. */
  check(key: string): void;
  fail(key: string): void;
}

/** At most `max` failures within `windowMs`. */
export function openAttemptLimit(max: number, windowMs: number, clock: Clock): AttemptLimit {
  const failures = new Map<string, number[]>();
  const recent = (key: string): number[] => {
    const since = clock.now().getTime() - windowMs;
    return (failures.get(key) ?? []).filter((at) => at > since);
  };
  return {
    check: (key) => {
      if (recent(key).length >= max) throw new ExpectedFailure('too-many-attempts');
    },
    fail: (key) => {
      const left = [...recent(key), clock.now().getTime()];
      failures.delete(key);
      if (failures.size >= REMEMBERED) failures.delete(failures.keys().next().value ?? '');
      failures.set(key, left);
    },
  };
}
