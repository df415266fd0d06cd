import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCtSeries } from '../builders/ct-series.ts';
import { openViewerWindow } from '../e2e/viewer-window.ts';
import { type Table, toMedian } from './table.ts';

const slices = 300;
const rounds = 4;

/** A whole series from the pixel port to decoded slices in the viewer, against its bytes alone through the same port, in turns. */
export async function run(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const { study, files } = await aCtSeries(folder, slices);
  const opened = await openViewerWindow();
  try {
    const { page } = opened;
    await page.evaluate(() => window.harness.warm());
    const plan = { files, inMemory: true };
    const uids = Object.keys(files);
    const bytes: number[] = [];
    const series: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const alone = await page.evaluate(([u, p]) => window.harness.timeBytes(u, p), [uids, plan] as const);
      const { all } = await page.evaluate(([s, p, n]) => window.harness.timeOpening(s, p, n), [
        study,
        plan,
        slices,
      ] as const);
      if (round === 0) continue;
      bytes.push(alone);
      series.push(all);
    }
    return {
      name: 'series',
      rows: [
        {
          what: '300 slices loaded',
          value: toMedian(series),
          unit: 'ms',
          against: { what: 'their bytes through the port', value: toMedian(bytes) },
          keep: '≤ 2',
        },
      ],
      notes: [
        `${rounds - 1} rounds in turns; files held in memory by a utility process, as a vault that has decrypted them; 300 × 512 kB`,
      ],
    };
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
