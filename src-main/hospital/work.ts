/** Counts what is under way, so that whatever is less urgent may wait for its end. */
export interface Work {
  /** Counts `one` until it ends, well or ill. */
  during<T>(one: Promise<T>): Promise<T>;
  isQuiet(): boolean;
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>;
}

/** Starts with nothing under way. */
export function openWork(): Work {
  let underWay = 0;
  const waiting = new Set<() => void>();
  function ended(): void {
    underWay -= 1;
    if (underWay > 0) return;
    const go = [...waiting];
    waiting.clear();
    for (const one of go) one();
  }
  return {
    async during(one) {
      underWay += 1;
      try {
        return await one;
      } finally {
        ended();
      }
    },
    isQuiet: () => underWay === 0,
    async quiet() {
      while (underWay > 0) await new Promise<void>((resolve) => waiting.add(resolve));
    },
  };
}
