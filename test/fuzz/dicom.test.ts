import { expect, test } from 'vitest';
import { run } from './dicom.ts';
import { readSeed } from './verdict.ts';

test('shows of a spoilt file its own pixels or nothing, never those of another slice, and the hospital refuses or reads it [R22] [R25] [C4]', async () => {
  const seed = readSeed();
  console.log(`FUZZ_SEED=${seed}`);
  const { faults, outcomes } = await run(seed, 120);
  expect(faults).toEqual([]);
  expect(Object.keys(outcomes)).toContain('its own pixels');
});
