import { join } from 'node:path';
import { root, test } from '../e2e/electron-app.ts';
import { reportRatios, toMedian } from './ratio-table.ts';

const ROUNDS = 7;
const bareApp = join(root, 'test', 'e2e', 'fixtures', 'bare-app');

test('start: the ready window against a bare Electron window', async ({ startApp }, testInfo) => {
  const measure = async (folder: string, round: number): Promise<number> => {
    const began = performance.now();
    const { app, page } = await startApp({
      folder,
      userData: testInfo.outputPath(`${folder === root ? 'app' : 'bare'}-${round}`),
    });
    await page.locator('h1, [data-ready]').first().waitFor();
    const ready = performance.now() - began;
    await app.close();
    return ready;
  };
  const app: number[] = [];
  const bare: number[] = [];
  // Turn about, so that what else the machine does weighs on both alike; the first round fills the caches.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [bareReady, appReady] = [await measure(bareApp, round), await measure(root, round)];
    if (round === 0) continue;
    bare.push(bareReady);
    app.push(appReady);
  }
  reportRatios('start', [
    {
      what: 'window ready to use',
      measured: toMedian(app),
      base: toMedian(bare),
      unit: 'ms',
      limit: 1.35,
      should: 'most',
    },
  ]);
});
