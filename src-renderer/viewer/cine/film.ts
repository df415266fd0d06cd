/** A film of the stack: the run of slices that are frames of one object, first and last index. */
export interface FilmRange {
  readonly from: number;
  readonly to: number;
}

/** Images a second when the file says nothing: slow enough to follow, fast enough to see movement. */
export const assumedRate = 15;

/** The rates offered beside the film's own. */
export const rates = [5, 10, 15, 25, 30, 50] as const;

/** The frames around `index` that belong to its object; null when it has only one. */
export function toFilmRange(uids: readonly string[], index: number): FilmRange | null {
  const own = uids[index];
  let [from, to] = [index, index];
  while (from > 0 && uids[from - 1] === own) from -= 1;
  while (to + 1 < uids.length && uids[to + 1] === own) to += 1;
  return to > from ? { from, to } : null;
}

/** The rate to play at: the one chosen, else the file's, else an assumed one; between 1 and 120 images a second. */
export function toRate(chosen: number | null, told: number | null): number {
  return Math.min(Math.max(chosen ?? told ?? assumedRate, 1), 120);
}

/**
 * Where a playing film goes after `elapsed` ms: as many frames on as that time holds, so that a slow PC skips rather than slows the heart
 * down, but never onto a frame that is not there (`loaded`, a letter a slice: `r` is ready): it then waits. `done` at the end without loop.
 */
export function toNextFrame(
  index: number,
  range: FilmRange,
  elapsed: number,
  rate: number,
  loop: boolean,
  loaded: string,
): { readonly index: number; readonly done: boolean } {
  const length = range.to - range.from + 1;
  const steps = Math.floor((elapsed * rate) / 1000);
  for (let step = Math.min(steps, length - 1); step > 0; step -= 1) {
    const on = index - range.from + step;
    if (!loop && on >= length) {
      if (loaded[range.to] === 'r') return { index: range.to, done: true };
      continue;
    }
    const next = range.from + (on % length);
    if (loaded[next] === 'r') return { index: next, done: false };
  }
  return { index, done: !loop && index === range.to };
}
