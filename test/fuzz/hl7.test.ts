import { expect, test } from 'vitest';
import { run } from './hl7.ts';
import { readSeed } from './verdict.ts';

test('files, refuses and keeps whatever a sender spoils, in time, and acknowledges nothing that is not there [R25]', async () => {
  const seed = readSeed();
  console.log(`FUZZ_SEED=${seed}`);
  const { faults, outcomes } = await run(seed, 120);
  expect(faults).toEqual([]);
  expect(Object.keys(outcomes)).toContain('filing');
});
