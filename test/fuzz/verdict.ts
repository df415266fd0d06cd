import type { Mutation } from './mutate.ts';

/** What became of one mutation: a word for the table, and what is wrong with it, or null. */
export interface Verdict {
  readonly outcome: string;
  readonly fault: string | null;
}

/** A mutation that was handled wrongly, and the command that makes it again. */
export interface Fault {
  readonly number: number;
  readonly what: string;
  readonly replay: string;
}

/** What a run found. */
export interface Report {
  readonly subject: string;
  readonly seed: number;
  readonly count: number;
  readonly seconds: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly faults: readonly Fault[];
}

/** Judges mutation `number` of a seed. */
export type Judge = (seed: number, number: number) => Promise<Verdict>;

/** A judge at work, with what it opened. */
export interface Court {
  readonly judge: Judge;
  close(): Promise<void>;
}

/** `CPU` milliseconds of this process that a piece of work took, so that a busy machine accuses nobody. */
export async function readCpu<T>(work: () => T | Promise<T>): Promise<{ readonly value: T; readonly cpu: number }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, cpu: (user + system) / 1000 };
}

/** A fault of a mutation, said with what it was made of. */
export function toFault(what: string, { source, how, bytes }: Mutation): string {
  return `${what} (${source}: ${how}; ${bytes.length} bytes)`;
}

/** Runs mutations `first` to `first + count − 1` one after another and counts what became of them. */
export async function tell(subject: string, seed: number, count: number, first: number, judge: Judge): Promise<Report> {
  const began = performance.now();
  const outcomes = new Map<string, number>();
  const faults: Fault[] = [];
  for (let number = first; number < first + count; number += 1) {
    const { outcome, fault } = await judge(seed, number);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (fault !== null)
      faults.push({
        number,
        what: fault,
        replay: `npm run fuzz -- ${subject} --seed ${seed} --first ${number} --count 1`,
      });
  }
  const seconds = (performance.now() - began) / 1000;
  const sorted = Object.fromEntries([...outcomes].sort(([, a], [, b]) => b - a));
  return { subject, seed, count, seconds, outcomes: sorted, faults };
}

/** The day as a seed, YYYYMMDD, unless FUZZ_SEED fixes another. */
export function readSeed(now = new Date()): number {
  const fixed = Number(process.env['FUZZ_SEED'] ?? Number.NaN);
  return Number.isInteger(fixed) && fixed >= 0 ? fixed : Number(now.toISOString().slice(0, 10).replaceAll('-', ''));
}
