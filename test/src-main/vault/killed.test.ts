import { expect, it } from 'vitest';
import { runKills } from './kill-campaign.ts';

/** `npm run kill -- --seed N --count N` goes on with as many as one likes. */
const SEED = 20261122;

it('leaves a readable vault and a whole journal wherever a write is cut: what was acknowledged is there, nothing half is shown, every look is sent once [C5] [R21]', async () => {
  const { kills, stored, looked, wrong } = await runKills(SEED, 0, 10);
  expect(wrong).toEqual([]);
  expect(kills).toBe(10);
  // The kills fell into work that was under way.
  expect([stored > 20, looked > 20]).toEqual([true, true]);
}, 240_000);
