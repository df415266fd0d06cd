/** One figure of a benchmark, always beside another of the same run: machines are shared and noisy. */
export interface Ratio {
  readonly what: string;
  /** Median of the runs. */
  readonly value: number;
  readonly unit: 'µs' | 'ms' | 'MB' | 'fps' | '1/s' | 'count';
  /** What it is held against, measured in the same run; null for a figure that stands alone. */
  readonly against: { readonly what: string; readonly value: number } | null;
  /** The number to keep, in words. */
  readonly keep: string;
}

/** What a benchmark's `run()` answers; `npm run bench` prints it and writes it to `bench-results/<name>.json`. */
export interface Table {
  readonly name: string;
  readonly rows: readonly Ratio[];
  /** What holds a figure back, or on what it was measured. */
  readonly notes: readonly string[];
}

/** Middle value; the mean of the two middle ones for an even count. NaN for none. */
export function toMedian(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Value divided by what it is held against, two digits; null when it stands alone. */
export function toRatio(row: Ratio): number | null {
  return row.against === null ? null : Math.round((row.value / row.against.value) * 100) / 100;
}
