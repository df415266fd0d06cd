import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { aStudyOf, type FiledStudy } from '../builders/imaging-study.ts';
import { root } from './electron-app.ts';
import { openViewerWindow, type ViewerWindow } from './viewer-window.ts';

const phantom = join(root, 'test', 'fixtures', 'dicom', 'ct-phantom');
const paths = Array.from({ length: 64 }, (_, n) => join(phantom, `IM${String(n + 1).padStart(4, '0')}.dcm`));

/** The phantom's own statement of itself; coordinates are millimetres from its middle. */
const truth: {
  rows: number;
  cols: number;
  pixel_spacing: [number, number];
  spheres: { name: string; centre: [number, number, number]; radius_mm: number; hu: number }[];
  rod: { a: [number, number, number]; b: [number, number, number]; length_mm: number };
} = JSON.parse(readFileSync(join(phantom, 'truth.json'), 'utf8'));

for (const path of ['cpu', 'gpu'] as const) {
  test.describe(path === 'cpu' ? 'on the processor' : 'on software GL', () => {
    let opened: ViewerWindow;
    let filed: FiledStudy;
    test.beforeAll(async () => {
      opened = await openViewerWindow();
      filed = await aStudyOf(paths);
      await opened.page.evaluate((forced) => window.harness.prepare(forced), path);
      // An element whose sides are no multiple of the image's, so that every point goes through a real transformation.
      await opened.page.evaluate(({ study, files }) => window.harness.open(study, { files }, [611, 487]), filed);
      await opened.page.waitForFunction(() => window.harness.session()?.store.getState().loaded === 'r'.repeat(64));
    });
    test.afterAll(() => opened.close());

    /** Brings the slice nearest to `z` on the screen and gives the element point of a phantom coordinate. */
    const goTo = (centre: readonly [number, number, number]) =>
      opened.page.evaluate(
        async ({ centre: [x, y, z], spacing, rows, cols }) => {
          const session = window.harness.session();
          if (!session) throw new Error('no session');
          let best = { index: 0, distance: Number.POSITIVE_INFINITY };
          for (let index = 0; index < session.store.getState().count; index += 1) {
            session.moveTo(index);
            const position = session.store.getState().position ?? Number.POSITIVE_INFINITY;
            if (Math.abs(position - z) < best.distance) best = { index, distance: Math.abs(position - z) };
          }
          await window.harness.moveTo(best.index);
          const pixel = [x / spacing[1] + (cols - 1) / 2, y / spacing[0] + (rows - 1) / 2] as const;
          return { index: best.index, distance: best.distance, point: session.screen?.toPoint(pixel), pixel };
        },
        { centre, spacing: truth.pixel_spacing, rows: truth.rows, cols: truth.cols },
      );

    test('puts the slices in the order of the patient, head first, whatever their numbers [C4]', async () => {
      const positions = await opened.page.evaluate(() => {
        const session = window.harness.session();
        return Array.from({ length: 64 }, (_, index) => (session?.moveTo(index), session?.store.getState().position));
      });
      expect(positions).toEqual(Array.from({ length: 64 }, (_, n) => (positions[0] ?? 0) - 2 * n));
    });

    for (const sphere of truth.spheres) {
      test(`reads ${sphere.hu} UH in the middle of the ${sphere.name} and at six tenths of its radius [C4]`, async () => {
        const at = await goTo(sphere.centre);
        const read = await opened.page.evaluate(
          ({ point: [x, y], reach }) => {
            const session = window.harness.session();
            const frame = session?.frameOf(session.store.getState().key);
            if (!frame || frame.pixels.color) throw new Error('no frame');
            const scale = Math.hypot(
              ...([0, 1].map(
                (i) => (session?.screen?.toPoint([1, 0])?.[i] ?? 0) - (session?.screen?.toPoint([0, 0])?.[i] ?? 0),
              ) as [number, number]),
            );
            session?.use('probe');
            return [
              [0, 0],
              [1, 0],
              [-1, 0],
              [0, 1],
              [0, -1],
            ].map(([dx = 0, dy = 0]) => {
              const pixel = session?.screen?.toPixel([x + dx * reach * scale, y + dy * reach * scale]);
              if (!pixel) throw new Error('no pixel');
              session?.aim(pixel);
              const cursor = session?.store.getState().cursor;
              return cursor && frame.pixels.values[Math.round(cursor[1]) * frame.facts.columns + Math.round(cursor[0])];
            });
          },
          { point: at.point ?? [0, 0], reach: (0.6 * sphere.radius_mm) / truth.pixel_spacing[0] },
        );
        expect(read).toEqual([sphere.hu, sphere.hu, sphere.hu, sphere.hu, sphere.hu]);
      });
    }

    test('names the pixel that is drawn under the pointer, to a quarter of a pixel [C4]', async () => {
      const bone = truth.spheres[0];
      if (!bone) throw new Error('no sphere');
      const at = await goTo(bone.centre);
      const row = Math.round(at.pixel[1]);
      const found = await opened.page.evaluate(async (middle) => {
        const session = window.harness.session();
        const frame = session?.frameOf(session.store.getState().key);
        const screen = session?.screen;
        if (!session || !screen || !frame || frame.pixels.color) throw new Error('no frame');
        const { values } = frame.pixels;
        const columns = frame.facts.columns;
        const { width, pixels } = await window.harness.readCanvas({ lower: 0, upper: 1000 });
        const canvas = atob(pixels);
        const y = Math.floor(screen.toPoint([0, middle])?.[1] ?? 0);
        // Where the data step from water to bone and back, half way between two columns.
        const inData = [...Array(columns - 1).keys()]
          .filter((c) => (values[middle * columns + c] === 1000) !== (values[middle * columns + c + 1] === 1000))
          .map((c) => c + 0.5);
        const gray = (x: number): number => canvas.charCodeAt((y * width + x) * 3);
        const onCanvas = [...Array(width - 1).keys()]
          .filter((x) => gray(x) > 127 !== gray(x + 1) > 127)
          .map((x) => screen.toPixel([x + 1, y + 0.5])?.[0] ?? Number.NaN);
        return { inData, onCanvas };
      }, row);
      expect(found.inData.length).toBe(2);
      expect(found.onCanvas.map((column, index) => Math.abs(column - (found.inData[index] ?? 0)) < 0.25)).toEqual([
        true,
        true,
      ]);
    });

    test('measures the true diameter of a sphere to within a pixel, dragged on the screen [C4]', async () => {
      const bone = truth.spheres[0];
      if (!bone) throw new Error('no sphere');
      const at = await goTo(bone.centre);
      const edge = bone.radius_mm / truth.pixel_spacing[0];
      const ends = await opened.page.evaluate(
        ({ pixel: [column, row], reach }) => {
          const screen = window.harness.session()?.screen;
          window.harness.session()?.use('length');
          return [screen?.toPoint([column - reach, row]), screen?.toPoint([column + reach, row])];
        },
        { pixel: at.pixel, reach: edge },
      );
      const [from, to] = ends;
      if (!from || !to) throw new Error('no points');
      const length = await opened.page.evaluate(
        ({ from: a, to: b }) => {
          const session = window.harness.session();
          const aim = (point: readonly [number, number]): void => {
            const pixel = session?.screen?.toPixel([Math.round(point[0]), Math.round(point[1])]);
            if (pixel) session?.aim(pixel);
            session?.setPoint();
          };
          aim(a);
          aim(b);
          const key = session?.store.getState().key ?? '';
          const measure = session?.store.getState().measures[key]?.at(-1);
          const facts = session?.frameOf(key)?.facts;
          if (!measure || !facts?.spacing) throw new Error('no measure');
          return Math.hypot(
            (measure.to[0] - measure.from[0]) * facts.spacing[1],
            (measure.to[1] - measure.from[1]) * facts.spacing[0],
          );
        },
        { from, to },
      );
      expect(Math.abs(length - 2 * bone.radius_mm)).toBeLessThanOrEqual(truth.pixel_spacing[0]);
    });
  });
}
