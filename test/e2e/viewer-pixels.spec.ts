import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from './electron-app.ts';
import { readThroughCanvas } from './viewer-canvas.ts';
import { openViewerWindow, type ViewerWindow } from './viewer-window.ts';

const samples = join(root, 'test', 'fixtures', 'dicom', 'samples');
const references: { file: string; sha256: string; decoders: string[] }[] = JSON.parse(
  readFileSync(join(samples, 'reference.json'), 'utf8'),
);

/** Software GL may round a gray level differently: 64 values a window leave four levels for each. */
const paths = [
  { name: 'on the processor', webgl: 'software', path: 'cpu', levels: 256 },
  { name: 'on the processor of a PC without any WebGL', webgl: 'none', path: undefined, levels: 256 },
  { name: 'on software GL', webgl: 'software', path: 'gpu', levels: 64 },
] as const;

for (const { name, webgl, path, levels } of paths) {
  test.describe(name, () => {
    let opened: ViewerWindow;
    test.beforeAll(async () => {
      opened = await openViewerWindow(webgl);
      const chosen = await opened.page.evaluate((forced) => window.harness.prepare(forced), path);
      expect(chosen.path).toBe(path ?? 'cpu');
    });
    test.afterAll(() => opened.close());

    for (const { file, sha256, decoders } of references) {
      test(`shows every pixel of ${file} as ${decoders.join(', ')} decode it [C4]`, async () => {
        expect(await readThroughCanvas(opened.page, join(samples, file), levels)).toEqual({
          phase: 'ready',
          reason: '',
          sha256,
          missing: 0,
        });
      });
    }
  });
}

test('chooses the processor by itself where WebGL is drawn in software, and where there is none [C4]', async () => {
  const chosen = [];
  for (const webgl of ['software', 'none'] as const) {
    const opened = await openViewerWindow(webgl);
    chosen.push(await opened.page.evaluate(() => window.harness.prepare()));
    await opened.close();
  }
  expect(chosen).toEqual([
    { path: 'cpu', webGl: true, renderer: expect.stringMatching(/swiftshader/i) },
    { path: 'cpu', webGl: false, renderer: 'none' },
  ]);
});
