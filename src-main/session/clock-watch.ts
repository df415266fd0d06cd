import type { AppState } from '../../contracts/app-state.ts';
import { largestSkew } from '../hospital/standing.ts';
import type { AppStateHolder } from './app-state.ts';

/** So often is it looked at, in milliseconds: one comparison of two numbers. */
const EVERY = 1_000;

/** What a difference hospital − PC means for whoever reads the hours on the screen; null is not known yet. */
export function toClock(skew: number | null): AppState['clock'] {
  if (skew === null || Math.abs(skew) <= largestSkew) return 'right';
  return skew < 0 ? 'ahead' : 'behind';
}

/**
 * Keeps saying whether this PC's clock agrees with the hospital's, so that a clock set in the middle of a session is told while it matters [C5].
 * Nothing depends on it: leases and copies go by the later of the PC's clock and their own. Returns its end.
 */
export function watchClock(readSkew: () => number | null, state: Pick<AppStateHolder, 'change'>): () => void {
  const look = (): void => {
    let skew: number | null = null;
    try {
      skew = readSkew();
    } catch {
      // No hospital is known yet.
    }
    state.change({ clock: toClock(skew) });
  };
  const timer = setInterval(look, EVERY);
  timer.unref();
  return () => clearInterval(timer);
}
