import { expect, test } from 'vitest';
import { run } from './fhir.ts';
import { readSeed } from './verdict.ts';

test('stores a spoilt transaction whole or refuses it whole, with its reason [R25]', async () => {
  const seed = readSeed();
  console.log(`FUZZ_SEED=${seed}`);
  const { faults, outcomes } = await run(seed, 100);
  expect(faults).toEqual([]);
  expect(Object.keys(outcomes)).toContain('200');
});
