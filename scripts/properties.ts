import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './check/step.ts';
import { runUnprivileged } from './session/run-unprivileged.ts';

// `npm run properties [-- --seed N --seeds N]`: every property of the tests, by as many seeds as are asked for (ten), each told
// before it is drawn. The tests themselves take one seed, the same each time; ends with 1 when a property fails by any of them.
function readNumber(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  if (at === -1) return otherwise;
  const value = Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} wants a whole number.`);
  return value;
}

const files = execFileSync('git', ['grep', '-l', 'support/property.ts', '--', 'test'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n');
const first = readNumber('seed', Number(new Date().toISOString().slice(0, 10).replaceAll('-', '')) * 100);
const seeds = Array.from({ length: readNumber('seeds', 10) }, (_, place) => first + place);
const failed: number[] = [];
for (const seed of seeds) {
  console.log(`seed ${seed}`);
  const code = await runUnprivileged(
    [process.execPath, join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--reporter=dot', ...files],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'test', PROPERTY_SEED: String(seed % 2 ** 31) },
      processes: 'own',
    },
  );
  if (code !== 0) failed.push(seed);
}
console.log(`${seeds.length} seeds, ${failed.length === 0 ? 'none failed' : `failed: ${failed.join(', ')}`}`);
process.exitCode = failed.length === 0 ? 0 : 1;
