import { expect, test } from '@playwright/test';
import { run } from '../fuzz/html.ts';
import { readSeed } from '../fuzz/verdict.ts';

test('cleans spoilt letters in HTML so that nothing in them runs, fetches or leads elsewhere [R22] [C4]', async () => {
  const seed = readSeed();
  console.log(`FUZZ_SEED=${seed}`);
  const { faults } = await run(seed, 150);
  expect(faults).toEqual([]);
});
