import { describe, expect, it } from 'vitest';
import { toStrips } from '../../../../src-renderer/features/document/paper/cumulative-paper.tsx';
import { toTiles } from '../../../../src-renderer/viewer/paper/ecg-tiles.ts';
import { toPaperSize, toRegion } from '../../../../src-renderer/viewer/paper/region.ts';
import { fc } from '../../../support/property.ts';

/** Strips of a sheet whose rows stand at these heights. */
const rows = (heights: readonly number[]) =>
  heights.map((y) => ({ channel: 0, name: 'II', x: 12, y, width: 250, from: 0, to: 10, path: '' }));

describe('an ECG on pages', () => {
  it('stands whole on one page in its usual layout [X11]', () => {
    const tiles = toTiles({ width: 265, height: 125, strips: rows([20, 50, 80, 110]) });
    expect(tiles).toEqual([{ x: 0, y: 0, width: 265, height: 125 }]);
  });

  it('is cut between rows and after whole fives, never lost, never doubled, never larger than a page [X11]', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 13 }),
        fc.constantFrom(20, 25, 30, 40),
        fc.constantFrom(140, 265, 515),
        (count, between, width) => {
          const heights = Array.from({ length: count }, (_, row) => 20 + row * between);
          const height = 35 + (count - 1) * between;
          const tiles = toTiles({ width, height, strips: rows(heights) });
          expect(tiles.reduce((sum, tile) => sum + tile.width * tile.height, 0)).toBeCloseTo(width * height, 6);
          for (const tile of tiles) {
            expect(tile.width).toBeLessThanOrEqual(277);
            expect(tile.height).toBeLessThanOrEqual(146);
            expect(tile.x % 5).toBe(0);
            for (const row of heights)
              expect(Math.abs(row - tile.y)).toBeGreaterThanOrEqual(tile.y === 0 ? 0 : between / 2);
          }
        },
      ),
    );
  });
});

describe('an image on a page', () => {
  const facts = { columns: 512, rows: 256, spacing: [2, 1] as const };

  it('is what the screen shows of it, within its edges [X11]', () => {
    const from: readonly [number, number] = [-20, 99.5];
    expect(toRegion(facts, [from, [255.5, 199.5]])).toEqual({
      left: 0,
      top: 100,
      width: 256,
      height: 100,
      isPart: true,
    });
    expect(
      toRegion(facts, [
        [-80, -80],
        [900, 900],
      ]),
    ).toMatchObject({ width: 512, height: 256, isPart: false });
  });

  it('is whole where it was moved out of sight, or where nobody knows [X11]', () => {
    const whole = { left: 0, top: 0, width: 512, height: 256, isPart: false };
    expect(toRegion(facts, null)).toEqual(whole);
    expect(
      toRegion(facts, [
        [-900, -900],
        [-600, -600],
      ]),
    ).toEqual(whole);
  });

  it('is never out of proportion, whatever its pixels are, and never larger than its room [X11]', () => {
    expect(toPaperSize(facts, { width: 512, height: 256 })).toEqual({ width: 190, height: 190 });
    expect(toPaperSize({ spacing: null }, { width: 100, height: 400 })).toEqual({ width: 50, height: 200 });
  });
});

it('sets all dates over as many tables as they need, each once and in its order [X11] [X12]', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (dates) => {
      expect(toStrips(dates).flat()).toEqual(dates);
      for (const strip of toStrips(dates)) expect(strip.length).toBeLessThanOrEqual(9);
    }),
  );
});
