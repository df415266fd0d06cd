import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { LetterLists } from '../../contracts/letter.ts';
import { HospitalFile } from '../../contracts/hospital-file.ts';
import { accounts } from '../../server/demo/accounts.ts';
import { languages } from '../../contracts/language.ts';
import { pagePaths } from '../../server/access-request/languages.ts';
import { words } from '../../src-renderer/words/words.ts';
import { readPdf } from '../server/documents/read-pdf.ts';
import { expect, root } from './electron-app.ts';
import { activate, enrol, signIn } from './journey.ts';
import { test } from './public-browser.ts';
import { signInStaff } from './staff-client.ts';

const album = join(root, 'test-results', 'screens');
mkdirSync(album, { recursive: true });
test.use({ hospitalOf: 'requests' });

const nihdi = '1-77766-55-004';
const [, director] = accounts;

/** Fills in the French page by its labels, as whoever reads it does. */
async function fillIn(page: Page, change: Readonly<Record<string, string>> = {}): Promise<void> {
  const fields = {
    Nom: 'Delvaux-Noël',
    Prénom: 'Élise',
    'Numéro INAMI': nihdi,
    'Nom du cabinet': 'Cabinet de l’Étang',
    'Adresse postale': 'Rue de l’Étang 4\n7999 Saint-Exemple',
    Téléphone: '065 12 34 56',
    ...change,
  };
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  for (const box of await page.getByRole('checkbox').all()) await box.check();
}

test('leads from the public page, without a script, to a PC that is enrolled by letter and file [R01] [R02]', async ({
  browserOf: { visitor, readFaults },
  hospital,
  startApp,
  userData,
}) => {
  test.setTimeout(180_000);
  const { openUrl } = hospital.running();
  const page = await visitor.newPage();
  await page.goto(`${openUrl}/access-request`);
  expect(page.url()).toBe(`${openUrl}/acces`);

  const followed = await test.step('the form says what is wrong, keeps what was typed, and is sent', async () => {
    await fillIn(page, { 'Numéro INAMI': '123' });
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    await expect(page.getByRole('alert')).toContainText('n’est pas encore envoyée');
    await page.screenshot({ path: join(album, 'access-errors.png'), fullPage: true });
    await expect(page.getByLabel('Nom', { exact: true })).toHaveValue('Delvaux-Noël');
    await page.getByLabel('Numéro INAMI', { exact: true }).fill(nihdi);
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    await expect(page.getByRole('heading', { name: 'Reçue' })).toBeVisible();
    return page.url();
  });

  await test.step('every state of the page keeps WCAG 2.2 AA in four languages', async () => {
    const secret = followed.split('/').at(-1) ?? '';
    const send = async (form: Page) => {
      await form.locator('button').click();
      await form.getByRole('alert').waitFor();
    };
    const faults = await Promise.all(
      languages.map(async (language) => [
        ...(await readFaults(openUrl + pagePaths[language])),
        ...(await readFaults(openUrl + pagePaths[language], send)),
        ...(await readFaults(`${openUrl}${pagePaths[language]}/${secret}`)),
      ]),
    );
    expect(faults).toEqual(languages.map(() => []));
  });

  const window = await test.step('the Director opens it in the window, declares the check and accepts', async () => {
    const { file, code } = hospital.invite(director.login);
    const { page: one } = await startApp({ args: [file] });
    await enrol(one, code);
    const credentials = await activate(one, director.login);
    await signIn(one, credentials);
    await one.getByRole('button', { name: /DELVAUX-NOËL Élise/ }).click();
    // The list shows the number too: the request is open once its own deeds are there.
    const check = one.getByRole('checkbox', { name: words('request.check') });
    await expect(check).toBeAttached();
    await expect(one.getByText('1‑77766‑55‑004').last()).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'En cours d’examen' })).toBeVisible();
    await check.click({ force: true });
    await one.screenshot({ path: join(album, 'request-deciding.png') });
    await one.getByRole('button', { name: words('request.accept') }).click();
    await expect(one.getByText(words('request.accepted.access'))).toBeVisible();
    return one;
  });

  const letter = await test.step('the desk prints the letter, which alone has code and fingerprint', async () => {
    const desk = await signInStaff(hospital, 'guichet');
    const { codes } = LetterLists.parse((await desk.ask('GET', '/api/letters')).body);
    const [queued] = codes;
    const printed = await desk.ask('POST', `/api/code-letters/${queued?.id ?? ''}/print`, { prints: 0 });
    desk.close();
    const { text } = await readPdf(Buffer.from(HospitalFile.parse(printed.body).base64, 'base64'));
    expect(text).toContain('Cabinet de l’Étang');
    return text;
  });
  const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(letter)?.[0] ?? '';

  const downloaded = await test.step('the follow-up page hands out the file, and no fingerprint', async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Acceptée' })).toBeVisible();
    await page.screenshot({ path: join(album, 'access-accepted.png'), fullPage: true });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link').last().click()]);
    const path = join(userData, download.suggestedFilename());
    await download.saveAs(path);
    expect(path).toMatch(/\.passerelle$/);
    expect(readFileSync(path, 'utf8')).not.toContain(code);
    return path;
  });

  await test.step('the app opens the file, shows the letter’s fingerprint, and enrols with its code', async () => {
    const { page: cabinet } = await startApp({ args: [downloaded], userData: join(userData, 'cabinet') });
    const shown = await cabinet
      .locator('dd')
      .filter({ hasText: /^([0-9A-F]{4}\s*){16}$/ })
      .innerText();
    expect(letter.replace(/\s/g, '')).toContain(shown.replace(/\s/g, ''));
    await enrol(cabinet, code);
    await expect(cabinet.getByText(words('activation.title', { name: 'Dr Élise Delvaux-Noël' }))).toBeVisible();
    await cabinet.screenshot({ path: join(album, 'access-enrolled.png') });
  });

  await test.step('another request is refused, with the reason on its page in four languages', async () => {
    await page.goto(`${openUrl}/acces`);
    await fillIn(page, { Nom: 'Personne', 'Numéro INAMI': '17770007' });
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    const secret = page.url().split('/').at(-1) ?? '';
    await window.getByRole('button', { name: words('section.refresh') }).click();
    await window.getByRole('button', { name: /PERSONNE Élise/ }).click();
    await window.getByRole('button', { name: words('request.refuse') }).click();
    await window.getByLabel(words('request.refuse.reason')).fill('Numéro inconnu de l’INAMI.');
    await window.getByRole('button', { name: words('request.refuse.confirm') }).click();
    await expect(window.getByText(words('request.state.refused'), { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByText('Numéro inconnu de l’INAMI.')).toBeVisible();
    const faults = await Promise.all(
      languages.map((language) => readFaults(`${openUrl}${pagePaths[language]}/${secret}`)),
    );
    expect(faults).toEqual(languages.map(() => []));
  });
});
