import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { tour } from '../../server/demo/accounts.ts';
import { words } from '../../src-renderer/words/words.ts';
import { type StartOptions, root } from './electron-app.ts';
import { type TestHospital, expect, test } from './hospital.ts';
import { activate, enrol, printAndSign, proposeLink, signIn } from './journey.ts';
import { goTo, keys, openLine } from './keyboard.ts';
import { readPicture } from './viewer-picture.ts';

const folder = process.env['TOUR_FOLDER'] ?? join(root, 'tour');

/** One numbered screenshot a step, as `npm run tour` leaves them in `tour/`. */
function openAlbum(page: Page): (name: string) => Promise<void> {
  mkdirSync(folder, { recursive: true });
  let number = 0;
  return async (name) => {
    number += 1;
    await page.screenshot({
      path: join(folder, `${String(number).padStart(2, '0')}-${name}.png`),
      animations: 'disabled',
    });
  };
}

/** What the tour walks through: a hospital of its own, and an app that has never been enrolled. */
export interface TourParts {
  readonly hospital: TestHospital;
  readonly startApp: (options: Pick<StartOptions, 'args' | 'env'>) => Promise<{ readonly page: Page }>;
  readonly userData: string;
}

/** From the invitation to a CT that stays when the line is cut, by keys alone; the checkout's app and the installed one walk the same way. */
export async function walkTour({ hospital, startApp, userData }: TourParts): Promise<void> {
  test.setTimeout(240_000);
  const printed = join(userData, 'printed');
  const invitation = hospital.invite(tour.login);
  const { page } = await startApp({
    args: [invitation.file],
    env: { PASSERELLE_PRINT_FOLDER: printed },
  });
  await page.setViewportSize({ width: 1366, height: 768 });
  const take = openAlbum(page);
  const timeline = page.getByRole('listbox', { name: words('timeline.title') });
  const reading = page.getByRole('region', { name: words('document.region') });

  await test.step('enrols the PC', async () => {
    await expect(page.getByText(words('welcome.fingerprint.label'))).toBeVisible();
    await take('invitation');
    await enrol(page, invitation.code, keys);
  });

  const credentials = await test.step('chooses a password and a second factor', async () => {
    await expect(page.getByRole('heading', { name: /Bienvenue/ })).toBeVisible();
    await take('bienvenue');
    return activate(page, tour.login, keys);
  });

  await test.step('signs in', async () => {
    await expect(page.getByRole('heading', { name: words('sign-in.title') })).toBeVisible();
    await take('connexion');
    await signIn(page, credentials, undefined, keys);
    await expect(page.getByText(words('home.first.title'))).toBeVisible();
    await take('premier-jour');
  });

  await test.step('links a new patient', async () => {
    await proposeLink(page, tour.patient, keys);
    await expect(page.getByRole('button', { name: words('link.print.button') })).toBeVisible();
    await take('lien-propose');
  });

  await test.step('prints the consent and confirms the signature', async () => {
    await printAndSign(page, keys);
    expect(readFileSync(join(printed, 'page-1.pdf')).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    await expect(timeline.getByRole('option').first()).toBeVisible();
    await take('dossier-ouvert');
    await expect(page.getByText(words('record.up-to-date'))).toBeVisible({ timeout: 60_000 });
    await take('dossier-copie');
  });

  await test.step('opens a laboratory report and a curve', async () => {
    await keys.press(page, page.getByRole('radio', { name: /^Labo/ }));
    await openLine(page, timeline, /./);
    await expect(reading.getByRole('table').first()).toBeVisible();
    await take('laboratoire');
    await keys.press(page, reading.getByRole('table').first().getByRole('button').first());
    await expect(reading.getByRole('img', { name: /mesures de/ })).toBeVisible();
    await take('courbe');
  });

  await test.step('opens a letter', async () => {
    await keys.press(page, page.getByRole('radio', { name: /^Lettres/ }));
    await openLine(page, timeline, /./);
    await expect(reading.locator('canvas').first()).toBeVisible();
    await take('lettre');
  });

  await test.step('opens the CT and scrolls it', async () => {
    await keys.press(page, page.getByRole('radio', { name: /^Imagerie/ }));
    await openLine(page, timeline, /Scanner du thorax/);
    await expect(page.getByRole('progressbar', { name: words('viewer.loaded.all') })).toBeAttached({ timeout: 60_000 });
    await take('scanner');
    const slider = page.getByRole('slider', { name: words('viewer.slider') });
    const before = await slider.inputValue();
    await goTo(page, page.getByRole('application', { name: /^Image de la coupe/ }));
    for (let turn = 0; turn < 20; turn++) await page.keyboard.press('ArrowDown');
    await expect(slider).not.toHaveValue(before);
    await expect(page.getByRole('application', { name: /^Image de la coupe/ })).toBeVisible();
    await take('scanner-defile');
  });

  await test.step('gives the CT the whole window and comes back, at every size as square as it was', async () => {
    const square = async (): Promise<void> =>
      expect(async () => {
        const { across, down, box, sharpness } = await readPicture(page);
        const pane = await page.getByRole('application', { name: /^Image de la coupe/ }).boundingBox();
        expect([box[0], box[1]]).toEqual([pane?.width, pane?.height]);
        for (const one of [across / down, ...sharpness]) expect(Math.abs(one - 1)).toBeLessThan(0.02);
        expect(down / Math.min(...box)).toBeGreaterThan(0.95);
      }).toPass({ timeout: 10_000 });
    await square();
    await page.keyboard.press('f');
    await expect(page.getByRole('button', { name: words('document.full.leave') })).toBeVisible();
    await square();
    await take('scanner-pleine-fenetre');
    await page.setViewportSize({ width: 1000, height: 640 });
    await square();
    await page.keyboard.press('f');
    await expect(page.locator('article[data-full="false"]')).toBeVisible();
    await square();
    await page.setViewportSize({ width: 1366, height: 768 });
    await square();
  });

  await test.step('cuts the line: everything is still there', async () => {
    await hospital.cut();
    await expect(page.getByText(/Hors ligne/).first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(words('record.waiting'))).toBeVisible();
    await take('ligne-coupee');
    await keys.press(page, page.getByRole('radio', { name: /^Lettres/ }));
    await openLine(page, timeline, /./);
    await expect(reading.locator('canvas').first()).toBeVisible();
    await keys.press(page, page.getByRole('radio', { name: /^Imagerie/ }));
    await openLine(page, timeline, /Scanner du thorax/);
    await expect(page.getByRole('progressbar', { name: words('viewer.loaded.all') })).toBeAttached({ timeout: 30_000 });
    await take('hors-ligne');
  });

  await test.step('speaks Dutch at once, without the line: record, document and slice stay', async () => {
    const slice = await page.getByRole('slider', { name: words('viewer.slider') }).inputValue();
    await keys.press(page, page.getByRole('button', { name: /^Menu de/ }));
    await keys.press(page, page.getByRole('menuitem', { name: 'Langue : Français'.replace(' :', '\u00a0:') }));
    await keys.press(page, page.getByRole('menuitemradio', { name: 'Nederlands' }));
    await expect(page.getByRole('article', { name: /^Dossier van/ })).toBeVisible();
    await expect(page.getByRole('slider', { name: 'De snede kiezen' })).toHaveValue(slice);
    await expect(page.getByText('In afwachting van het ziekenhuis')).toBeVisible();
    await expect(page.getByText('net door het ziekenhuis bijgewerkt')).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('nl');
    expect(JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8'))).toMatchObject({ language: 'nl' });
    await take('in-het-nederlands');
    await hospital.mend();
  });
}
