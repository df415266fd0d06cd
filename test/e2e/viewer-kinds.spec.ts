import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { toCalendar } from '../../server/demo/calendar.ts';
import { type ObjectStudyKey, toObjectInstances } from '../../server/demo/objects/index.ts';
import { aStudyOf, type FiledStudy } from '../builders/imaging-study.ts';
import { openSharedTestdata } from '../support/shared-testdata.ts';
import { readViolations } from './window-page.ts';
import { openViewerWindow, type ViewerWindow } from './viewer-window.ts';

let opened: ViewerWindow;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'passerelle-kinds-'));
const calendar = toCalendar('2026-11-22');

test.beforeAll(async () => {
  opened = await openViewerWindow();
  page = opened.page;
  await page.evaluate(
    (forced) => window.harness.prepare(forced),
    process.env['VIEWER_PATH'] as 'cpu' | 'gpu' | undefined,
  );
});
test.afterAll(() => opened.close());

function fileObjects(key: ObjectStudyKey): readonly string[] {
  return toObjectInstances(key, calendar).map((bytes, n) => {
    const path = join(folder, `${key}-${n}.dcm`);
    writeFileSync(path, bytes);
    return path;
  });
}

async function show(filed: FiledStudy): Promise<void> {
  await page.evaluate(({ study, files }) => window.harness.show(study, { files }), filed);
}

/** Looked at by a person when something of it changed: `VIEWER_SHOTS=<folder>` keeps a picture of each kind. */
async function keep(name: string): Promise<void> {
  const shots = process.env['VIEWER_SHOTS'];
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
}

async function expectAccessible(): Promise<void> {
  expect(await readViolations(page)).toEqual([]);
}

/** CSS pixels of a millimetre of paper. */
const millimetre = 96 / 25.4;

test('draws an ECG on its grid: 25 mm/s and 10 mm/mV in the screen’s millimetres, by the leads’ names [R22] [C4]', async () => {
  await show(await aStudyOf(fileObjects('ecg'), { description: 'Électrocardiogramme de repos' }));
  const drawing = page.getByRole('img', { name: /^ECG, dérivations/ });
  await expect(drawing).toBeVisible();
  expect(
    await drawing.locator('[data-lead]').evaluateAll((all) => all.map((one) => one.getAttribute('data-lead'))),
  ).toEqual('I II III aVR aVL aVF V1 V2 V3 V4 V5 V6 II'.split(' '));
  const fit = page.getByRole('button', { name: 'Ajuster à la largeur' });
  if (await fit.isVisible()) await fit.click();
  const size = await drawing.evaluate((svg: SVGSVGElement) => {
    const box = (selector: string): DOMRect | undefined =>
      svg.querySelector<SVGGraphicsElement>(selector)?.getBoundingClientRect();
    const grid = [...svg.querySelectorAll('pattern')].map((one) => one.width.baseVal.value);
    return {
      pulse: box('[data-pulse]')?.height ?? 0,
      grid,
      unit: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
    };
  });
  expect(size.grid).toEqual([1, 5]);
  expect(size.unit).toBeCloseTo(millimetre, 2);
  expect(size.pulse).toBeGreaterThan(10 * millimetre - 0.1);
  expect(size.pulse).toBeLessThan(10 * millimetre + 2);
  await expect(page.getByText('échelle à l’écran approximative')).toBeVisible();
  await expect(page.getByText('Fibrillation auriculaire')).toBeVisible();
  await keep('ecg');
  await expectAccessible();
});

test('measures on an ECG by the mouse and by keys alone: time, rate, amplitude [R22] [X17]', async () => {
  const paper = page.getByRole('application', { name: /^Papier de l’ECG/ });
  const drawing = page.getByRole('img', { name: /^ECG, dérivations/ });
  const box = await drawing.boundingBox();
  if (!box) throw new Error('no drawing');
  const reading = page.locator('#ecg-reading');
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 100 + 20 * millimetre, box.y + 100 - 5 * millimetre, { steps: 4 });
  await page.mouse.up();
  await expect(reading).toHaveText(/^800\sms75\s\/min0,50\smV$/);
  await keep('ecg-calipers');
  await paper.focus();
  await page.keyboard.press('Escape');
  await expect(reading).toContainText('Glissez sur le tracé');
  for (const key of ['c', 'ArrowLeft', 'ArrowLeft', 'Shift+ArrowUp']) await page.keyboard.press(key);
  await expect(reading).toHaveText(/^960\sms63\s\/min0,50\smV$/);
  await page.getByRole('radio', { name: '50 mm/s' }).click({ force: true });
  await page.getByRole('radio', { name: '12 × 1' }).click({ force: true });
  expect(await drawing.locator('[data-lead]').count()).toBe(12);
  await keep('ecg-12x1');
});

test('plays a film in color, frame by frame too, and never before it is asked [R22] [X10]', async () => {
  await show(await aStudyOf(fileObjects('echo'), { description: 'Échocardiographie', sopClasses: true }));
  const image = page.getByRole('application', { name: /sur 20$/ });
  await expect(image).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '20');
  const bar = page.getByRole('group', { name: 'Lecture du film' });
  const count = () => bar.getByText(/^Image \d+ \/ 20$/).textContent();
  const first = await count();
  await page.waitForTimeout(300);
  expect(await count()).toBe(first);
  await bar.getByRole('button', { name: 'Image suivante' }).click();
  expect(await count()).not.toBe(first);
  await keep('film');
  await image.focus();
  await page.keyboard.press(' ');
  await expect(bar.getByRole('button', { name: 'Pause' })).toBeVisible();
  const seen = new Set<string | null>();
  for (let n = 0; n < 12; n += 1) {
    seen.add(await count());
    await page.waitForTimeout(60);
  }
  expect(seen.size).toBeGreaterThan(4);
  await page.keyboard.press(' ');
  await expect(bar.getByRole('button', { name: 'Lire' })).toBeVisible();
  const stopped = await count();
  await page.waitForTimeout(200);
  expect(await count()).toBe(stopped);
  await expect(bar.getByText('celle de l’appareil : 20 images/s')).toBeAttached();
  await expectAccessible();
});

test('reads a structured report as a document, and opens the image that it measured [R22] [X06]', async () => {
  await page.getByRole('button', { name: /^Mesures/ }).click();
  const report = page.getByRole('region', { name: 'Compte rendu structuré' });
  await expect(report.getByRole('heading', { name: 'Ventricule gauche' })).toBeVisible();
  await expect(report.getByText(/^54\s%$/)).toBeVisible();
  await expect(report.getByText('Non vérifié')).toBeVisible();
  await keep('report');
  await expectAccessible();
  await report.getByRole('button', { name: /image 6/ }).click();
  await expect(page.getByRole('application', { name: 'Image de la coupe 6 sur 20' })).toBeVisible();
});

test('names what no viewer shows, and what a document needs, in its place [R22] [X03]', async () => {
  const data = openSharedTestdata();
  test.skip(data === null, '../shared/testdata.tar.xz is not there');
  const refusals = [
    ['highdicom/seg_image_ct_binary.dcm', 'segmentation (SEG)'],
    ['pydicom/rtplan.dcm', 'plan de radiothérapie'],
    ['generated/video/h264-102.dcm', 'Cette vidéo (MPEG-4 AVC/H.264)'],
  ] as const;
  for (const [file, name] of refusals) {
    await show(await aStudyOf([join(data ?? '', 'dicom', file)]));
    await expect(page.getByRole('alert')).toContainText(name);
  }
  await keep('refused');
});

test('lays a saved presentation over its image, and takes it away [R22]', async () => {
  const data = openSharedTestdata();
  test.skip(data === null, '../shared/testdata.tar.xz is not there');
  const paths = ['gsps/pr-devphantom.dcm', ...['0024', '0025', '0026'].map((n) => `ct-phantom-dev/IM${n}.dcm`)];
  await show(await aStudyOf(paths.map((path) => join(data ?? '', 'dicom/generated', path))));
  await page.getByRole('navigation').getByRole('button', { name: /PR/ }).click();
  await expect(page.getByRole('region', { name: 'Présentation enregistrée' })).toBeVisible();
  await keep('presentation');
  await page.getByRole('button', { name: /^Ouvrir avec cette présentation/ }).click();
  await expect(page.locator('[data-presentation] path')).toBeVisible();
  await keep('presentation-applied');
  await page.getByRole('button', { name: 'Revenir à l’image sans présentation' }).click();
  await expect(page.locator('[data-presentation]')).toHaveCount(0);
});

test('compares two photographs with a slider, by mouse and by keys, each under its own date [X15] [X17]', async () => {
  const [before, after] = await Promise.all(
    (['wound-before', 'wound-after'] as const).map((key) => aStudyOf(fileObjects(key))),
  );
  if (!before || !after) throw new Error('no photographs');
  await page.evaluate(
    ({ one, other }) =>
      window.harness.showPhotographs(
        { ...one, date: '28 avril 2026', title: 'Plaie' },
        { ...other, date: '12 juin 2026', title: 'Cicatrice' },
      ),
    { one: before, other: after },
  );
  const slider = page.getByRole('slider', { name: 'Partage entre les deux photos' });
  await expect(slider).toHaveAttribute('aria-valuetext', /^50\s%\s: 28 avril 2026 à gauche, 12 juin 2026 à droite$/);
  await keep('photographs');
  await slider.focus();
  for (let n = 0; n < 10; n += 1) await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-share]')).toHaveAttribute('data-share', '60');
  const box = await page.locator('[data-share]').boundingBox();
  if (!box) throw new Error('no picture');
  // The pictures are 400 × 300: neither is ever stretched.
  expect(box.width / box.height).toBeCloseTo(4 / 3, 1);
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.25, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(slider).toHaveValue('25');
  await expectAccessible();
  await page.getByText('Côte à côte').click();
  expect(await page.locator('figure canvas').count()).toBe(2);
  await expect(page.getByText('Échelle inconnue', { exact: false })).toBeVisible();
  await keep('photographs-side');
});

test('turns a photograph upright as its Exif says [X15]', async () => {
  const data = openSharedTestdata();
  test.skip(data === null, '../shared/testdata.tar.xz is not there');
  const base64 = readFileSync(join(data ?? '', 'docs/scans/scan-nl-exif6.jpg')).toString('base64');
  const { width, height } = await page.evaluate((text) => window.harness.readPicture(text), base64);
  expect(height / width).toBeGreaterThan(1.3);
});

test('was allowed everything it did by the policy of the window', async () => {
  expect(await page.evaluate(() => window.harness.violations)).toEqual([]);
});
