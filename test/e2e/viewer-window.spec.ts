import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { aStudyOf, type FiledStudy } from '../builders/imaging-study.ts';
import { root } from './electron-app.ts';
import type { PixelPlan } from './viewer-harness/plan.ts';
import { openViewerWindow, type ViewerWindow } from './viewer-window.ts';

const fixtures = join(root, 'test', 'fixtures', 'dicom');
const paths = Array.from({ length: 64 }, (_, n) =>
  join(fixtures, 'ct-phantom', `IM${String(n + 1).padStart(4, '0')}.dcm`),
);

let opened: ViewerWindow;
let page: Page;
let filed: FiledStudy;

test.beforeAll(async () => {
  opened = await openViewerWindow();
  page = opened.page;
  filed = await aStudyOf(paths, { geometry: true });
});
test.afterAll(() => opened.close());

const show = (study: FiledStudy['study'], plan: PixelPlan): Promise<void> =>
  page.evaluate(({ summary, files }) => window.harness.show(summary, files), { summary: study, files: plan });

/** Slices head first, as the summary places them. */
const inOrder = (study: FiledStudy['study']): readonly string[] =>
  (study.series[0]?.instances ?? [])
    .toSorted((a, b) => (b.geometry?.position[2] ?? 0) - (a.geometry?.position[2] ?? 0))
    .map(({ sopInstanceUid }) => sopInstanceUid);

/** A study nobody remembers a place in: its own UIDs would be those of the test before. */
const image = () => page.getByRole('application');
const canvasShown = () => page.locator('[data-shown]').getAttribute('data-shown');
const loaded = () => expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '64');

test('opens in the middle of the stack with patient, series, slice, scale and marks over the image [C4] [R22]', async () => {
  await show(filed.study, { files: filed.files });
  await loaded();
  await expect(image()).toHaveAccessibleName('Image de la coupe 32 sur 64');
  for (const text of ['DUBOIS Marie', 'Coupe 32 / 64', 'Non destiné au diagnostic primaire', '20 novembre 2026']) {
    await expect(page.getByText(text, { exact: false }).first()).toBeVisible();
  }
  await expect(page.getByText(/^\d+\scm$/)).toBeVisible();
  expect(await page.locator('[data-place]').allTextContents()).toEqual(['A', 'D', 'G', 'P']);
  const tools = await page.getByRole('toolbar').getByRole('button').allTextContents();
  expect(tools.slice(0, 8)).toEqual([
    'Défiler',
    'Contraste',
    'Zoom',
    'Déplacer',
    'Mesurer',
    'Valeur',
    'Inverser',
    'Réinitialiser',
  ]);
});

test('is led by keys alone: slices, pages, ends, windows, tools, a measured length [C4]', async () => {
  const name = async (): Promise<string> => (await image().getAttribute('aria-label')) ?? '';
  const after = async (...keys: string[]): Promise<string> => {
    for (const key of keys) await page.keyboard.press(key);
    return name();
  };
  await image().focus();
  const slices = [
    await after('Home'),
    await after('ArrowDown'),
    await after('PageDown'),
    await after('ArrowUp'),
    await after('End'),
  ];
  expect(slices.map((text) => /coupe (\d+)/.exec(text)?.[1])).toEqual(['1', '2', '12', '11', '64']);
  await page.keyboard.press('2');
  await expect(page.getByText('Poumon · C −600 L 1500')).toBeVisible();
  await page.keyboard.press('Digit3');
  await expect(page.getByText('Os · C 480 L 2500')).toBeVisible();
  await page.keyboard.press('0');
  for (const key of ['Home', 'm', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter'])
    await page.keyboard.press(key);
  await expect(page.locator('svg').getByText('30,0 mm')).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.locator('svg').getByText('UH')).toBeVisible();
  for (const key of ['Delete', 'Escape']) await page.keyboard.press(key);
  await expect(page.locator('svg').getByText('mm')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Défiler' })).toHaveAttribute('aria-pressed', 'true');
});

test('scrolls by the wheel and by dragging, and turns the window by the right button [C4]', async () => {
  await show(filed.study, { files: filed.files });
  await loaded();
  await image().focus();
  const box = await image().boundingBox();
  if (!box) throw new Error('no image');
  await page.keyboard.press('Home');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let n = 0; n < 3; n += 1) await page.mouse.wheel(0, 120);
  await expect(image()).toHaveAccessibleName('Image de la coupe 4 sur 64');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 60, { steps: 6 });
  await page.mouse.up();
  await expect(image()).not.toHaveAccessibleName('Image de la coupe 4 sur 64');
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up({ button: 'right' });
  await expect(page.getByText('réglage manuel', { exact: false }).first()).toBeVisible();
});

test('never waits for loading: a slice that is not there names itself at once, then repaints [X10]', async () => {
  await show(filed.study, { files: filed.files, delay: 400 });
  await expect(page.getByText(/^Coupe \d+ sur 64\s:\schargement…/)).toBeVisible();
  await image().focus();
  await page.keyboard.press('Home');
  const at = await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const shown = document.querySelector('[data-shown]')?.getAttribute('data-shown');
    return { text: document.body.innerText, shown };
  });
  expect(at.text).toMatch(/Coupe 1 sur 64\s:\schargement…/);
  expect(at.text).toMatch(/Coupe 1 \/ 64/);
  expect(at.shown).toBe('false');
  await expect(page.getByText('chargement…')).toHaveCount(0);
  expect(await canvasShown()).toBe('true');
});

test('shows how much is loaded along the slider, and what cannot be read [X10]', async () => {
  const [, second = ''] = inOrder(filed.study);
  const broken = join(mkdtempSync(join(tmpdir(), 'passerelle-cut-')), 'cut.dcm');
  writeFileSync(broken, readFileSync(filed.files[second] ?? '').subarray(0, 20_000));
  await show(filed.study, { files: { ...filed.files, [second]: broken } });
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '63');
  await expect(page.getByRole('progressbar')).toHaveAccessibleName('63 coupes chargées sur 64');
  await image().focus();
  for (const key of ['Home', 'ArrowDown']) await page.keyboard.press(key);
  await expect(page.getByRole('alert')).toContainText('La coupe 2 ne peut pas être affichée');
  await expect(page.getByRole('alert')).toContainText('Le fichier reçu est incomplet.');
  expect(await canvasShown()).toBe('false');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await canvasShown()).toBe('true');
});

test('never shows a file that names another patient, and says so [C4]', async () => {
  const study = { ...filed.study, patient: { ...filed.study.patient, dicomPatientIds: ['SOMEBODY-ELSE'] } };
  await show(study, { files: filed.files });
  await expect(page.getByRole('alert')).toContainText('Le fichier porte l’identité d’un autre patient');
  expect(await canvasShown()).toBe('false');
});

test('says what is missing from the copy and asks again when told [C4]', async () => {
  const [first = ''] = inOrder(filed.study);
  await show(filed.study, { files: filed.files, failures: { [first]: 'not-copied' } });
  await image().focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('alert')).toContainText('pas encore copiée sur ce PC');
  await expect(page.getByRole('button', { name: 'Redemander cette coupe' })).toBeVisible();
});

test('interrupts a worker that spins, says so of its slice alone, and reads on with a new one [C4] [X10]', async () => {
  const outcome = await page.evaluate(({ study, files }) => window.harness.openSpinning(study, { files }), filed);
  expect(outcome).toEqual({ first: 'unreadable: timeout', others: 63, again: 'ready', replaced: 1 });
});

test('covers everything at once and comes back to the same slice [C4]', async () => {
  await show(filed.study, { files: filed.files });
  await loaded();
  await image().focus();
  for (const key of ['Home', 'PageDown', '2']) await page.keyboard.press(key);
  await page.evaluate(() => window.harness.cover(true));
  const covered = await page.evaluate(() => ({
    text: document.body.innerText.trim(),
    canvas: [...document.querySelectorAll('canvas')].filter((canvas) =>
      canvas.checkVisibility({ visibilityProperty: true }),
    ).length,
  }));
  expect(covered).toEqual({ text: 'Écran masqué', canvas: 0 });
  await page.keyboard.press('PageDown');
  await page.evaluate(() => window.harness.cover(false));
  await expect(image()).toHaveAccessibleName('Image de la coupe 11 sur 64');
  await show(filed.study, { files: filed.files });
  await expect(image()).toHaveAccessibleName('Image de la coupe 11 sur 64');
  await expect(page.getByText('Poumon · C −600 L 1500')).toBeVisible();
});

test('takes the images away when the vault ends the port, and says why [C4]', async () => {
  const last = inOrder(filed.study).at(-1) ?? '';
  await show(filed.study, { files: filed.files, failures: { [last]: 'closed' } });
  await expect(page.getByRole('status')).toContainText('Le délai de lecture sur ce PC est terminé');
  expect(await page.locator('canvas').count()).toBe(0);
});

test('marks an image that was compressed with loss [C4]', async () => {
  const lossy = await aStudyOf([join(fixtures, 'samples', 'JPEGLSNearLossless_08.dcm')]);
  await show(lossy.study, { files: lossy.files });
  await expect(page.getByText('Compression avec perte', { exact: false })).toBeVisible();
});

test('was allowed everything it did by the policy of the window', async () => {
  expect(await page.evaluate(() => window.harness.violations)).toEqual([]);
});
