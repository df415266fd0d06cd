import { holdTestPostmaster } from './test-postmaster.ts';

/** Vitest's global set-up: the shared PostgreSQL starts with the first test that needs it and ends with the last run. */
export function setup(): () => Promise<void> {
  return holdTestPostmaster();
}
