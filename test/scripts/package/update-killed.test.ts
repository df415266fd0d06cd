import { expect, it } from 'vitest';
import { canInstall } from './small-pc.ts';
import { runUpdateKills } from './update-kills.ts';

if (!canInstall) console.log('skipped: killing root’s part of an update needs root and dpkg');

it.skipIf(!canInstall)(
  'starts in the old or the new version, whole, after 20 kills of root’s helper and of dpkg, and goes on being updated [C6]',
  async () => {
    const { rounds, kills, wrong } = await runUpdateKills(20_261_122, 0, 20);
    expect(wrong).toEqual([]);
    expect(rounds).toBe(20);
    // A kill may come a moment after the end; a campaign in which most do kills nothing.
    expect(kills).toBeGreaterThan(10);
  },
);
