import { ExpectedFailure } from '../../contracts/failure.ts';

/** Packages on their way to one PC, and to all of them: records come first, and a PC asks again later. */
const OF_ONE = 2;
const OF_ALL = 24;

/** Counts the packages that are being sent by this process. */
export interface Downloads {
  /** Refuses one too many of this PC or of all; returns its undo, which may be called twice. */
  enter(pc: string): () => void;
}

/** None yet. */
export function openDownloads(): Downloads {
  const running = new Map<string, number>();
  let all = 0;
  return {
    enter: (pc) => {
      const own = running.get(pc) ?? 0;
      if (own >= OF_ONE) throw new ExpectedFailure('too-many-attempts');
      if (all >= OF_ALL) throw new ExpectedFailure('server-unavailable');
      running.set(pc, own + 1);
      all += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        all -= 1;
        const rest = (running.get(pc) ?? 1) - 1;
        if (rest === 0) running.delete(pc);
        else running.set(pc, rest);
      };
    },
  };
}
