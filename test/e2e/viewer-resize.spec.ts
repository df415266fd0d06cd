import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { aStudyOf } from '../builders/imaging-study.ts';
import { root } from './electron-app.ts';
import { readPicture } from './viewer-picture.ts';
import { openViewerWindow } from './viewer-window.ts';

const phantom = join(root, 'test', 'fixtures', 'dicom', 'ct-phantom');
const paths = Array.from({ length: 64 }, (_, n) => join(phantom, `IM${String(n + 1).padStart(4, '0')}.dcm`));
const radius: number = JSON.parse(readFileSync(join(phantom, 'truth.json'), 'utf8')).water_cylinder_radius_mm;
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
  /** Millimetres of the patient in one screen pixel: by the body on the canvas, by the scale bar, by a measured length. */
  readonly scales: readonly [number, number, number];
  /** Screen pixels from the middle of the body to where the measured length begins, which is the middle of the slice. */
  readonly offset: number;
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
    // The length was measured on the first slice.
    surface?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
    for (let n = 0; n < 20; n += 1) await nextFrame();
  }, through);
}

async function readBody(page: Page): Promise<Body> {
  const { across, down, middle, box, sharpness } = await readPicture(page);
  const drawn = await page.evaluate(() => {
    const line = [...document.querySelectorAll('[role="application"] svg line')].at(-1);
    const label = [...document.querySelectorAll<HTMLElement>('[role="application"] span')].find((one) =>
      /^\d+\scm$/.test(one.textContent ?? ''),
    );
    const bar = label?.parentElement?.querySelector('span:empty')?.getBoundingClientRect();
    if (!line || !label || !bar) throw new Error('no length or no scale');
    const end = (name: string): number => Number(line.getAttribute(name));
    return {
      from: [end('x1'), end('y1')] as const,
      length: Math.hypot(end('x2') - end('x1'), end('y2') - end('y1')),
      bar: { millimetres: Number.parseInt(label.textContent ?? '', 10) * 10, width: bar.width },
    };
  });
  return {
    ratio: across / down,
    part: down / Math.min(...box),
    sharpness,
    scales: [(2 * radius) / across, drawn.bar.millimetres / drawn.bar.width, 30 / drawn.length],
    offset: Math.hypot(middle[0] - drawn.from[0], middle[1] - drawn.from[1]),
  };
}

for (const path of ['cpu', 'gpu'] as const) {
  test(`draws the body, its scale and what was measured on it true at every size of the pane, on the ${path} [C4]`, async () => {
    const { page, close } = await openViewerWindow();
    try {
      await page.evaluate((forced) => window.harness.prepare(forced), path);
      const filed = await aStudyOf(paths, { geometry: true });
      await page.evaluate(({ study, files }) => window.harness.show(study, { files }), filed);
      await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '64');
      await page.getByRole('application').focus();
      for (const key of ['Home', 'm', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter', 'Escape'])
        await page.keyboard.press(key);
      await expect(page.locator('svg').getByText('30,0 mm')).toBeVisible();
      const first = await readBody(page);
      expect(first.part).toBeGreaterThan(0.7);
      const check = async (): Promise<void> => {
        const body = await readBody(page);
        expect(Math.abs(body.ratio - 1)).toBeLessThan(0.02);
        expect(Math.abs(body.part - first.part)).toBeLessThan(0.02);
        const [byBody, byBar, byLength] = body.scales;
        for (const scale of [byBar, byLength]) expect(Math.abs(scale / byBody - 1)).toBeLessThan(0.03);
        // The slice's middle lies between four pixels of 1.5 mm, the length begins in one of them.
        expect(body.offset * byBody).toBeLessThan(1.5);
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
