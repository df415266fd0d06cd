import { expect, type Page, test } from '@playwright/test';
import { openWindowPage, readViolations, type WindowPage } from './window-page.ts';

let opened: WindowPage;
let page: Page;
let requests: string[];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  opened = await openWindowPage('shell');
  ({ page, requests } = opened);
});
test.afterAll(() => opened.close());

test('reads any kind by one same click, by the rules of WCAG 2.2 AA [R23] [C4]', async () => {
  expect(await readViolations(page)).toEqual([]);
  await page.getByRole('button', { name: /DUBOIS Marie/ }).click();
  const content = page.getByRole('region', { name: 'Contenu du document' });
  for (const [line, shown] of [
    [/Biologie clinique.*34/, content.getByRole('table').first()],
    [/Lettre de sortie/, content.getByRole('group', { name: 'Page 1 sur 2' })],
    [/Électrocardiogramme/, content.getByText('Rythme sinusal à 72/min')],
    [/Hospitalisation/, content.getByText('Décompensation cardiaque')],
  ] as const) {
    await page.getByRole('option', { name: line }).click();
    await expect(shown).toBeVisible();
    expect(await readViolations(page)).toEqual([]);
  }
});

test('shows a letter in HTML without its script, its handlers and its spying picture [R22]', async () => {
  requests.length = 0;
  await page.getByRole('option', { name: /Consultation de néphrologie/ }).click();
  const letter = page.frameLocator('iframe[title="Texte de la lettre"]');
  await expect(letter.getByText('J’ai revu votre patiente')).toBeVisible();
  await expect(letter.getByRole('cell', { name: '52 ml/min' })).toBeVisible();
  expect(await letter.locator('script, img, [onerror]').count()).toBe(0);
  expect(await page.title()).toBe('Passerelle');
  expect(requests.filter((url) => !url.startsWith('app://'))).toEqual([]);
});

test('says in its place what cannot be read, a broken PDF too, and shows the rest [R22]', async () => {
  // The letter that the open one replaced stands in its menu, and not in the list.
  await page.getByRole('button', { name: 'Plus', exact: true }).click();
  await page.getByRole('menuitem', { name: /Version antérieure \(11 févr/ }).click();
  const content = page.getByRole('region', { name: 'Contenu du document' });
  await expect(content.getByText('Spirométrie stable.')).toBeVisible();
  await expect(content.getByText('le fichier reçu est abîmé')).toHaveCount(2);
  await expect(content.getByText('pas encore copié sur ce PC')).toBeVisible();
});

test('is emptied within the same frame when the hospital closes the record [R13]', async () => {
  const left = await page.evaluate(async () => {
    const bridge = (window as unknown as { bridge: { emit: (event: string, value: unknown) => void } }).bridge;
    bridge.emit('record/closed', { patient: null, reason: 'account-suspended' });
    await new Promise((done) => requestAnimationFrame(done));
    return document.querySelector('main')?.textContent ?? '';
  });
  expect(left).not.toContain('Spirométrie');
  expect(left).toContain('Votre accès est suspendu');
});
