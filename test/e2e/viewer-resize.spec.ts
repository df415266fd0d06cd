import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { aStudyOf } from '../builders/imaging-study.ts';
import { root } from './electron-app.ts';
import { openViewerWindow } from './viewer-window.ts';

const phantom = join(root, 'test', 'fixtures', 'dicom', 'ct-phantom');
const paths = Array.from({ length: 64 }, (_, n) => join(phantom, `IM${String(n + 1).padStart(4, '0')}.dcm`));
/** Width and height of the viewer, there and back, with the pane hidden once. */
const sizes = [
  [1200, 700],
  [760, 700],
  [1250, 760],
  [560, 700],
  [0, 0],
  [760, 700],
  [1000, 300],
  [760, 700],
] as const;

/** How the canvas shows the body of the phantom, which is a cylinder: a circle on every slice. */
interface Body {
  /** Width by height on the screen. */
  readonly ratio: number;
  /** Part of the shorter side of the pane that it fills. */
  readonly part: number;
  /** Canvas pixels by screen pixels, across and down. */
  readonly sharpness: readonly [number, number];
}

/** Gives the viewer one size after the other, a slice and a size a frame, and waits for the last. */
async function sizeTo(page: Page, through: readonly (readonly [number, number])[]): Promise<void> {
  await page.evaluate(async (list) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const surface = document.querySelector('[role="application"]');
    const pane = document.getElementById('root');
    for (const [width, height] of list) {
      surface?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
      Object.assign(pane?.style ?? {}, { width: `${width}px`, height: `${height}px` });
      await nextFrame();
    }
    for (let n = 0; n < 20; n += 1) await nextFrame();
  }, through);
}

async function readBody(page: Page): Promise<Body> {
  return page.evaluate(() => {
    const canvas = [...document.querySelectorAll<HTMLCanvasElement>('[data-shown="true"] canvas')].findLast((one) =>
      one.checkVisibility(),
    );
    const copy = canvas && new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy?.getContext('2d');
    if (!canvas || !context) throw new Error('no image');
    context.drawImage(canvas, 0, 0);
    const { data, width } = context.getImageData(0, 0, canvas.width, canvas.height);
    const columns = new Set<number>();
    const rows = new Set<number>();
    for (let at = 0; at < data.length; at += 4) {
      if ((data[at] ?? 0) <= 40) continue;
      columns.add((at / 4) % width);
      rows.add(Math.floor(at / 4 / width));
    }
    const box = canvas.getBoundingClientRect();
    const sharpness = [canvas.width / box.width, canvas.height / box.height] as const;
    const [across, down] = [columns.size / sharpness[0], rows.size / sharpness[1]];
    return { ratio: across / down, part: down / Math.min(box.width, box.height), sharpness };
  });
}

for (const path of ['cpu', 'gpu'] as const) {
  test(`draws the body as round and as large at every size of the pane, on the ${path} [C4]`, async () => {
    const { page, close } = await openViewerWindow();
    try {
      await page.evaluate((forced) => window.harness.prepare(forced), path);
      const filed = await aStudyOf(paths, { geometry: true });
      await page.evaluate(({ study, files }) => window.harness.show(study, { files }), filed);
      await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '64');
      const first = await readBody(page);
      expect(first.part).toBeGreaterThan(0.7);
      const check = async (): Promise<void> => {
        const body = await readBody(page);
        expect(Math.abs(body.ratio - 1)).toBeLessThan(0.02);
        expect(Math.abs(body.part - first.part)).toBeLessThan(0.02);
        for (const one of body.sharpness) expect(Math.abs(one - 1)).toBeLessThan(0.01);
      };
      for (const size of sizes) {
        await sizeTo(page, [size]);
        if (size[0] > 0) await check();
      }
      await sizeTo(page, sizes);
      await check();
    } finally {
      await close();
    }
  });
}
