import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { printForm, scanForm, scanFormAsPng } from '../src-renderer/features/links/printed-form.ts';
import { openWindowPage, readViolations, type WindowPage } from './window-page.ts';

let opened: WindowPage;
const folder = mkdtempSync(join(tmpdir(), 'passerelle-scans-'));

test.beforeAll(async () => {
  test.setTimeout(180_000);
  opened = await openWindowPage('links');
});
test.afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

test('files really printed and scanned forms, PDF or PNG, by their codes, and asks for what has none, by the rules of WCAG 2.2 AA [X08]', async () => {
  const { page } = opened;
  const [first, second, covered, pictured] = [printForm(), printForm(), printForm(), printForm()];
  const files = {
    'a.pdf': await scanForm(first.pdf, { dpi: 150, skew: 2, noise: 20, quality: 50 }),
    // As the printer got it, and lying on its side.
    'b.pdf': second.pdf,
    'c.pdf': await scanForm(second.pdf, { dpi: 150, turns: 1 }),
    'd.pdf': await scanForm(covered.pdf, { dpi: 150, covered: 1 }),
    'e.pdf': Buffer.from('rien'),
    'f.png': await scanFormAsPng(pictured.pdf, 150),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  await page.getByRole('button', { name: /^Mes liens/ }).click();
  await expect(page.getByRole('table', { name: 'Tous' })).toBeVisible();
  expect(await readViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Classer les formulaires signés' }).click();
  await page.locator('input[type=file]').setInputFiles(Object.keys(files).map((name) => join(folder, name)));
  await expect(page.getByText('e.pdf n’a pas pu être lu.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(`${first.reference} · 1 page`)).toBeVisible();
  await expect(page.getByText(`${second.reference} · 2 pages`)).toBeVisible();
  await expect(page.getByText(`${pictured.reference} · 1 page`)).toBeVisible();
  expect(await readViolations(page)).toEqual([]);

  await page.getByLabel('Référence imprimée sous le code').fill(covered.reference.toLowerCase().replace('-', ' '));
  await page.getByRole('button', { name: 'Joindre cette page' }).click();
  await page.getByRole('button', { name: 'Classer 4 formulaires' }).click();
  // Nobody of this list has such forms: said for each, and nothing is filed to a guess.
  await expect(page.getByText('Cette référence n’est celle d’aucun de vos formulaires.')).toHaveCount(4);
  const filed = await page.evaluate(() =>
    (
      window as unknown as {
        bridge: { asked: { channel: string; input: { reference: string; pages: Uint8Array[] } }[] };
      }
    ).bridge.asked
      .filter(({ channel }) => channel === 'signed-form/file')
      .map(({ input }) => [input.reference, input.pages.map((one) => [one[0], one[1]])]),
  );
  const jpeg = [0xff, 0xd8];
  expect(filed).toEqual([
    [first.reference, [jpeg]],
    [second.reference, [jpeg, jpeg]],
    [covered.reference, [jpeg]],
    [pictured.reference, [jpeg]],
  ]);
});
