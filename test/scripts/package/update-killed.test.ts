import { expect, it } from 'vitest';
import { canInstall } from './small-pc.ts';
import { runUpdateKills } from './update-kills.ts';

if (!canInstall) console.log('skipped: killing root’s part of an update needs root and dpkg');

it.skipIf(!canInstall).for([0, 10])(
  'starts in the old or the new version, whole, after ten kills of root’s helper and of dpkg from the %s. on, and goes on being updated [C6]',
  async (first) => {
    const { rounds, kills, wrong } = await runUpdateKills(20_261_122, first, 10);
    expect(wrong).toEqual([]);
    expect(rounds).toBe(10);
    // A kill may come a moment after the end; a campaign in which most do kills nothing.
    expect(kills).toBeGreaterThan(5);
  },
);
