import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';

/** One measured figure against the one it is compared with; `limit` is what docs and DESIGN ask of the ratio. */
export interface RatioRow {
  readonly what: string;
  readonly measured: number;
  readonly base: number;
  readonly unit: string;
  readonly limit: number;
  /** `most`: the ratio should stay below the limit; `least`: above it. */
  readonly should: 'most' | 'least';
}

/** The middle value; of an even number of them the upper one. */
export function toMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Prints the table and writes bench-results/<name>.json with the machine's load, without which a figure says little. */
export function reportRatios(name: string, rows: readonly RatioRow[]): void {
  const table = rows.map((row) => {
    const ratio = row.measured / row.base;
    const reached = row.should === 'most' ? ratio <= row.limit : ratio >= row.limit;
    return { ...row, ratio: Number(ratio.toFixed(3)), reached };
  });
  for (const { what, measured, base, unit, ratio, should, limit, reached } of table)
    console.log(
      `${reached ? '✓' : '✗'} ${what}: ${measured.toFixed(1)} ${unit} / ${base.toFixed(1)} ${unit} = ${ratio.toFixed(2)} (at ${should} ${limit})`,
    );
  const folder = join(import.meta.dirname, '..', '..', 'bench-results');
  mkdirSync(folder, { recursive: true });
  const load = loadavg().map((value) => Number(value.toFixed(2)));
  writeFileSync(
    join(folder, `${name}.json`),
    `${JSON.stringify({ name, at: new Date().toISOString(), load, rows: table }, null, 2)}\n`,
  );
}
