import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCtSeries } from '../builders/ct-series.ts';
import { openViewerWindow } from '../e2e/viewer-window.ts';
import { type Table, toMedian } from './table.ts';

const slices = 300;

/** First slice of a copied CT, and scrolling through it with one slice a frame, in the real window on the path it chooses itself. */
export async function run(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const { study, files } = await aCtSeries(folder, slices);
  const opened = await openViewerWindow();
  try {
    const { page } = opened;
    const path = await page.evaluate(() => window.harness.warm());
    const plan = { files, inMemory: true };
    const firsts: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { first } = await page.evaluate(([s, p, n]) => window.harness.timeOpening(s, p, n), [
        study,
        plan,
        slices,
      ] as const);
      if (round > 0) firsts.push(first);
    }
    const scrolled = await page.evaluate((steps) => window.harness.scroll(steps), slices - 1);
    const idle = await page.evaluate((steps) => window.harness.idle(steps), slices - 1);
    const fps = (frames: readonly number[]): number =>
      (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);
    return {
      name: 'viewer',
      rows: [
        { what: 'first slice of a cached CT', value: toMedian(firsts), unit: 'ms', against: null, keep: '≤ 150 ms' },
        {
          what: 'scrolling 300 slices',
          value: fps(scrolled.frames),
          unit: 'fps',
          against: { what: 'a window that does nothing', value: fps(idle) },
          keep: '60 fps',
        },
        {
          what: 'slices drawn while scrolling',
          value: scrolled.drawn,
          unit: 'count',
          against: { what: 'slices', value: slices - 1 },
          keep: 'every one',
        },
      ],
      notes: [
        `drawn on the ${path.path} (${path.renderer}); 512 × 512, 16 bits, uncompressed; keys pressed once a frame through the whole viewer`,
      ],
    };
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
