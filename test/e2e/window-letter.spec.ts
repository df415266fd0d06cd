import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { _electron, expect, type Page, test } from '@playwright/test';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';
import { root } from './electron-app.ts';
import { buildWindowHarness } from './window-harness/build-window-harness.ts';

let page: Page;
let close = async () => {};
const requests: string[] = [];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  const folder = await buildWindowHarness();
  const display = await openVirtualDisplay();
  const { executable } = await resolveElectron(root);
  const userData = mkdtempSync(join(tmpdir(), 'passerelle-window-'));
  const app = await _electron.launch({
    executablePath: executable,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [folder, `--user-data-dir=${userData}`],
    env: {
      ...(process.env as Record<string, string>),
      DISPLAY: display.name,
      WINDOW_SCENARIO: 'shell',
      TZ: 'Europe/Brussels',
    },
  });
  page = await app.firstWindow();
  page.on('request', (request) => requests.push(request.url()));
  close = async () => {
    await app.close();
    await display.stop();
    rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
});
test.afterAll(() => close());

/** Rules of WCAG 2.2 AA broken on the screen; the frame of a letter runs no script, so axe stays out of it. */
async function readViolations(): Promise<string[]> {
  const results = await new AxeBuilder({ page })
    .setLegacyMode()
    .exclude('iframe')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return results.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

test('reads any kind by one same click, by the rules of WCAG 2.2 AA [R23] [C4]', async () => {
  expect(await readViolations()).toEqual([]);
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
    expect(await readViolations()).toEqual([]);
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
  await page.getByRole('option', { name: /pneumologie/ }).click();
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
