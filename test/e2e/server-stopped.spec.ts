import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { accounts, tour } from '../../server/demo/accounts.ts';
import { words } from '../../src-renderer/words/words.ts';
import { root } from './electron-app.ts';
import { expect, test, type TestHospital } from './hospital.ts';
import { activate, enrol, password, printAndSign, proposeLink, signIn } from './journey.ts';
import { readCopy } from './read-copy.ts';

const album = join(root, 'test-results', 'screens');
const [{ id: person }] = accounts;
/** What the window says when no hospital answers, whichever way that is noticed. */
const unreached = /L’hôpital n’est pas joignable pour le moment|Le serveur de l’hôpital ne répond pas/;

/** The hospital's server answers nothing from now on: what is asked meanwhile is under way when it is killed. */
function freeze(hospital: TestHospital): void {
  hospital.running().process.kill('SIGSTOP');
}

/** Ends the server's process by its id, in the midst of whatever it was asked. */
async function kill(hospital: TestHospital): Promise<void> {
  const { process: server } = hospital.running();
  const ended = once(server, 'close');
  server.kill('SIGKILL');
  await ended;
}

/** Every file of the profile: Chromium's own, the app's, and the sealed copies. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** As a thief would look for a text in any file. */
function toForms(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const base64 = bytes.toString('base64').replace(/=+$/, '').slice(0, -1);
  return [bytes, Buffer.from(text, 'utf16le'), Buffer.from(bytes.toString('hex')), Buffer.from(base64)];
}

/** Places in the midst of what was copied that say something: no run of one byte. */
function toPieces(contents: ReadonlyMap<string, Buffer>): Buffer[] {
  return [...contents.values()]
    .map((bytes) => bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 48))
    .filter((piece) => piece.length === 48 && new Set(piece).size > 12)
    .filter((_piece, place, all) => place % Math.ceil(all.length / 40) === 0);
}

async function photograph(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(album, `server-stopped-${name}.png`) });
}

test.use({ hospitalOf: 'server stopped' });

test('goes on when the hospital’s server is ended in the midst of a sign-in, a link and a CT, is whole once it is back, and leaves nothing readable in the profile [C5] [R04]', async ({
  hospital,
  startApp,
  userData,
  keyring,
}) => {
  test.setTimeout(240_000);
  mkdirSync(album, { recursive: true });
  const began = Date.now();
  const { file, code } = hospital.invite(tour.login);
  const { page, app } = await startApp({ args: [file], env: { PASSERELLE_PRINT_FOLDER: `${userData}/printed` } });
  await page.setViewportSize({ width: 1366, height: 768 });
  await enrol(page, code);
  const credentials = await activate(page, tour.login);
  await expect(page.getByLabel(words('sign-in.otp'))).toBeVisible();

  await test.step('a sign-in that was under way says that nobody answers, and works once somebody does', async () => {
    freeze(hospital);
    await signIn(page, credentials);
    await expect(page.getByText(unreached)).toHaveCount(0);
    await kill(hospital);
    await expect(page.getByText(unreached).first()).toBeVisible({ timeout: 20_000 });
    await photograph(page, 'sign-in');
    await hospital.mend();
    await signIn(page, credentials);
    await expect(page.getByText(words('home.first.title'))).toBeVisible({ timeout: 20_000 });
  });

  await test.step('a link that was under way is there once, whoever heard of it', async () => {
    const done = page.getByRole('button', { name: words('link.purpose.button') });
    freeze(hospital);
    await proposeLink(page, tour.patient);
    await kill(hospital);
    await expect(page.getByText(unreached).first()).toBeVisible({ timeout: 20_000 });
    await photograph(page, 'link');
    await hospital.mend();
    await done.click();
    // As whoever prints sees it: the line is noticed to be back within half a minute.
    await expect(page.getByRole('button', { name: /: En ligne$/ })).toBeVisible({ timeout: 60_000 });
    await printAndSign(page);
  });

  const timeline = page.getByRole('listbox', { name: words('timeline.title') });
  const whole = page.getByRole('progressbar', { name: words('viewer.loaded.all') });
  await test.step('a CT that was being copied stays readable as far as it came, and so does the rest', async () => {
    await timeline.getByRole('option', { name: /Scanner du thorax/ }).click();
    await expect(page.getByRole('application', { name: /^Image de la coupe/ })).toBeVisible({ timeout: 60_000 });
    // The slice that is looked at comes first, the letters next, the other slices behind them.
    await page.getByRole('radio', { name: /^Lettres/ }).click();
    await expect(timeline.getByText(words('timeline.copy.absent'))).toHaveCount(0, { timeout: 30_000 });
    freeze(hospital);
    await kill(hospital);
    await expect(page.getByText(/Hors ligne/).first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('application', { name: /^Image de la coupe/ })).toBeVisible();
    await photograph(page, 'ct');
    await timeline.getByRole('option').first().click();
    await expect(
      page
        .getByRole('region', { name: words('document.region') })
        .locator('canvas')
        .first(),
    ).toBeVisible();
  });

  await test.step('everything is whole after its return', async () => {
    await hospital.mend();
    await expect(page.getByText(words('record.up-to-date')).first()).toBeVisible({ timeout: 60_000 });
    await page.getByRole('radio', { name: /^Imagerie/ }).click();
    await timeline.getByRole('option', { name: /Scanner du thorax/ }).click();
    await expect(whole).toBeAttached({ timeout: 30_000 });
    await expect(page.locator('[data-patient-row]')).toHaveCount(1);
  });

  await test.step('no file of the profile holds anything of it, Chromium’s own files, settings and dumps included', async () => {
    console.log(`  searching after ${Math.round((Date.now() - began) / 1000)} s`);
    const contents = await readCopy(userData, keyring.environment, person, tour.patient.id);
    expect(contents.size).toBeGreaterThan(50);
    const { family, given, niss } = tour.patient;
    const secrets = [password, credentials.secret, ...credentials.recoveryCodes, code];
    const texts = [family, `${family} ${given}`, niss, 'resourceType', 'Scanner du thorax', ...secrets];
    const forms = [...texts.flatMap(toForms), ...toPieces(contents)];
    expect(forms.length).toBeGreaterThan(80);
    // A renderer that crashes, as by a fault in Chromium, writes no dump of what it held.
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await expect
      .poll(() =>
        app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isCrashed() ?? true),
      )
      .toBe(false);
    const dumps = await app.evaluate(({ app: inside }) => inside.getPath('crashDumps'));
    const files = [...listFiles(userData), ...(dumps.startsWith(userData) ? [] : listFiles(dumps))];
    expect(files.filter((path) => /\.dmp$|\.core$|\/core(\.\d+)?$/i.test(path))).toEqual([]);
    // Chromium has written its own files, and the copy is there: the search looks at something.
    expect(files.some((path) => /Local State|Preferences/.test(path))).toBe(true);
    expect(files.some((path) => path.startsWith(join(userData, 'vault')))).toBe(true);
    const printed = join(userData, 'printed');
    const found = files
      // What the test had printed, and the letter's file that the user was handed, are paper.
      .filter((path) => !path.startsWith(printed))
      .filter((path) => {
        const bytes = readFileSync(path);
        return forms.some((form) => bytes.includes(form));
      });
    expect(found.map((path) => path.slice(userData.length))).toEqual([]);
  });
});
