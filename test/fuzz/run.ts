import { writeSync } from 'node:fs';
import { holdTestPostmaster } from '../server/support/test-postmaster.ts';
import type { Report } from './verdict.ts';

// `node test/fuzz/run.ts <seed> <first> <subject>=<count> …`: tells what became of each mutation; ends with 1 when one was handled wrongly.
const [seed = '0', first = '0', ...subjects] = process.argv.slice(2);

function print({ subject, count, seconds, outcomes, faults }: Report): void {
  console.log(`\n── ${subject}: ${count} mutations in ${seconds.toFixed(0)} s, ${faults.length} wrong ──`);
  for (const [outcome, number] of Object.entries(outcomes).slice(0, 40))
    console.log(`${String(number).padStart(7)}  ${outcome}`);
  for (const { what, replay } of faults.slice(0, 20)) writeSync(1, `✗ ${what}\n    ${replay}\n`);
  if (faults.length > 20) console.log(`… and ${faults.length - 20} more`);
}

const release = holdTestPostmaster();
let wrong = 0;
try {
  for (const wish of subjects) {
    const [subject = '', count = '0'] = wish.split('=');
    const { run } = (await import(`./${subject}.ts`)) as {
      run: (seed: number, count: number, first: number) => Promise<Report>;
    };
    try {
      const report = await run(Number(seed), Number(count), Number(first));
      print(report);
      wrong += report.faults.length;
    } catch (error) {
      console.error(`✗ ${subject} could not be run to its end:`, error);
      wrong += 1;
    }
  }
} finally {
  await release();
}
console.log(`\nseed ${seed}: ${wrong === 0 ? 'nothing was handled wrongly' : `${wrong} handled wrongly`}`);
process.exitCode = wrong === 0 ? 0 : 1;
