import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { words } from '../../src-renderer/words/words.ts';
import { openWindowPage, readViolations, type WindowPage } from './window-page.ts';

let open: WindowPage;
let page: Page;

test.beforeAll(async () => {
  open = await openWindowPage('shell');
  ({ page } = open);
  const patient = page.getByRole('button', { name: /DUBOIS/ }).first();
  await patient.waitFor();
  const scan = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'documents', 'scan-nl-g4.tif'));
  // One letter of the sample came on paper.
  await page.evaluate((base64) => {
    const { bridge } = globalThis as unknown as {
      bridge: { answers: Record<string, (input: { documents: string[] }) => { document: string; parts: unknown[] }[]> };
    };
    const usual = bridge.answers['search/read'];
    const part = {
      show: 'file',
      format: 'tiff',
      title: null,
      bytes: Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)),
    };
    bridge.answers['search/read'] = (input) =>
      (usual?.(input) ?? []).map((one) => (one.document === 'Condition/1' ? { ...one, parts: [part] } : one));
  }, scan.toString('base64'));
  await patient.click();
  await page.getByRole('listbox', { name: words('timeline.title') }).waitFor();
});
test.afterAll(async () => open.close());

const field = () => page.getByRole('searchbox', { name: words('timeline.search') });
const lines = () => page.getByRole('listbox', { name: words('timeline.title') }).getByRole('option');

/** Words painted as found in a document of the window: in itself, or in the frame of a letter. */
const readMarks = async (where: 'window' | 'frame') =>
  await page.evaluate((inFrame) => {
    const frame = document.querySelector('iframe')?.contentWindow as (Window & typeof globalThis) | null | undefined;
    const { highlights } = (inFrame ? frame : globalThis)?.CSS ?? {};
    return ['search-current', 'search-hit'].flatMap((name) =>
      [...(highlights?.get(name) ?? [])].map((range) => (range as Range).toString()),
    );
  }, where === 'frame');

test('finds by keyboard alone what stands inside a PDF, and marks it where it stands [X05] [X17]', async () => {
  await page.keyboard.press('Control+f');
  await expect(field()).toBeFocused();
  await page.keyboard.type('decompensation furemide');
  await expect(lines()).toHaveCount(1);
  await expect(lines().first().locator('mark')).toHaveText(['décompensation', 'furémide']);
  expect(await readViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect.poll(async () => await readMarks('window')).toEqual(['décompensation', 'furémide']);
  await expect(page.getByRole('group', { name: words('find.hits') })).toContainText('1 sur 2');
  await page.keyboard.press('F3');
  await expect(page.getByRole('group', { name: words('find.hits') })).toContainText('2 sur 2');
  await expect.poll(async () => (await readMarks('window'))[0]).toBe('furémide');
  expect(await readViolations(page)).toEqual([]);
});

test('marks the letter in its frame and the row of a table, and nothing once the field is empty [X05]', async () => {
  await field().fill('dfg');
  await lines().first().click();
  await expect.poll(async () => await readMarks('frame')).toEqual(['DFG']);
  await field().fill('creatinine');
  await lines().filter({ hasText: 'Biologie clinique' }).first().click();
  await expect.poll(async () => (await readMarks('window')).length).toBeGreaterThan(0);
  await field().fill('');
  await expect.poll(async () => [...(await readMarks('window')), ...(await readMarks('frame'))]).toEqual([]);
});

test('reads a scanned page by itself, and says that the machine did [X05]', async () => {
  // A page takes a second or two, and as many minutes on a machine that does everything at once.
  test.setTimeout(240_000);
  await field().fill('retrosternale');
  await expect(lines()).toHaveCount(1, { timeout: 200_000 });
  await expect(lines().first()).toContainText(words('find.recognised.tag'));
  await expect(page.getByText(words('find.recognised', { count: 1 }))).toBeVisible();
});

test('asks nothing of any network, and keeps nothing of what it read [X05]', async () => {
  expect(open.requests.filter((url) => !/^(?:app|blob|data|devtools):/.test(url))).toEqual([]);
  const kept = await page.evaluate(async () => ({
    // Packages keep settings of their own there: what counts is that no word of a document is among them.
    local: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]).match(
      /potassium|dubois|retrosternale|troponin/i,
    ),
    databases: (await indexedDB.databases()).length,
    caches: 'caches' in globalThis ? (await caches.keys().catch(() => [])).length : 0,
  }));
  expect(kept).toEqual({ local: null, databases: 0, caches: 0 });
});
