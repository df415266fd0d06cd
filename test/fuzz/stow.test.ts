import { expect, test } from 'vitest';
import { run } from './stow.ts';
import { readSeed } from './verdict.ts';

test('takes or refuses a spoilt image with its reason, and gives back what it took [R25]', async () => {
  const seed = readSeed();
  console.log(`FUZZ_SEED=${seed}`);
  const { faults, outcomes } = await run(seed, 100);
  expect(faults).toEqual([]);
  expect(Object.keys(outcomes)).toContain('409');
});
