import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { type Table, toRatio } from './table.ts';

// `node test/bench/run.ts <name> [--flag …]`: runs one benchmark, prints its table and writes bench-results/<name>.json.
const folder = join(import.meta.dirname, '..', '..', 'bench-results');

function print({ rows, notes }: Table): void {
  for (const row of rows) {
    const ratio = toRatio(row);
    const against = row.against ? `  ${ratio}× ${row.against.what} (${row.against.value.toFixed(1)} ${row.unit})` : '';
    console.log(`${row.what.padEnd(44)} ${row.value.toFixed(1).padStart(9)} ${row.unit}${against}  [keep ${row.keep}]`);
  }
  for (const note of notes) console.log(`  ${note}`);
}

const name = process.argv[2] ?? '';
const { run } = (await import(`./${name}.ts`)) as { run: (flags: readonly string[]) => Promise<Table> };
const table = await run(process.argv.slice(3));
print(table);
mkdirSync(folder, { recursive: true });
const load = loadavg().map((value) => Number(value.toFixed(2)));
const rows = table.rows.map((row) => ({ ...row, ratio: toRatio(row) }));
writeFileSync(
  join(folder, `${name}.json`),
  `${JSON.stringify({ name, at: new Date().toISOString(), load, rows, notes: table.notes }, null, 2)}\n`,
);
