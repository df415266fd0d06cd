import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { toCalendar } from '../../server/demo/calendar.ts';
import { toObjectInstances } from '../../server/demo/objects/index.ts';
import { formatShortDate } from '../../src-renderer/words/format.ts';
import { words } from '../../src-renderer/words/words.ts';
import { aCtSeries } from '../builders/ct-series.ts';
import { aStudyOf } from '../builders/imaging-study.ts';
import { buildHistory } from '../src-renderer/support/preview/sample-history.ts';
import { type Box, type Printed, printOn, readPrintout, showParts, showStudy, takeAway } from './print-page.ts';
import { openWindowPage, type WindowPage } from './window-page.ts';

let opened: WindowPage;
const folder = mkdtempSync(join(tmpdir(), 'passerelle-print-'));
const documents = join(import.meta.dirname, '..', 'fixtures', 'documents');
const base64 = (name: string): string => readFileSync(join(documents, name)).toString('base64');
const lines = [/Lettre de sortie/, /Biologie clinique.*34/] as const;
let turn = 0;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  opened = await openWindowPage('shell');
  await begin();
});
test.afterAll(() => opened.close());

/** The window as it was at first, with the record open. */
async function begin(): Promise<void> {
  await opened.page.reload();
  await opened.page.getByRole('button', { name: /DUBOIS Marie/ }).click();
}

/** Opens some line anew: what it shows was said before. */
async function open(): Promise<void> {
  turn += 1;
  await opened.page.getByRole('option', { name: lines[turn % 2] ?? lines[0] }).click();
}

/** Prints what is on the screen by the key. `PRINT_SHOTS=<folder>` keeps every PDF, to be looked at when something of it changed. */
async function print(name: string, change: Parameters<typeof printOn>[2] = {}): Promise<Printed> {
  const { page } = opened;
  const sent = page.getByText(words('document.printed'));
  await expect(async () => {
    await page.keyboard.press('Control+p');
    await expect(sent).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 20_000 });
  const printed = await printOn(opened, await readPrintout(opened), change);
  const album = process.env['PRINT_SHOTS'];
  if (album !== undefined) {
    mkdirSync(album, { recursive: true });
    writeFileSync(join(album, `${name}.pdf`), printed.pdf);
  }
  return printed;
}

/** What every page bears, whatever is on it. */
function expectHeads({ pages }: Printed): void {
  pages.forEach(({ text, colours }, place) => {
    expect(text).toContain('DUBOIS Marie née le 12 mars 1955');
    expect(text).toContain('Hôpital des essais');
    expect(text).toContain('Document imprimé 20 novembre 2026 à 09:42 · Dr Collin');
    expect(text).toContain(
      'Imprimé le 22 novembre 2026 à 17:02 par Dr Lambert · État du dossier au 22 novembre 2026 à 10:17',
    );
    expect(text).toContain(`Page ${place + 1} / ${pages.length}`);
    expect(colours).toEqual([]);
  });
}

const near = (boxes: readonly Box[], { width, height }: Box): number =>
  boxes.filter((box) => Math.abs(box.width / width - 1) < 0.01 && Math.abs(box.height / height - 1) < 0.01).length;

test('prints a letter of every format under its patient, page by page [X11]', async () => {
  test.setTimeout(120_000);
  await showParts(opened, [
    { show: 'text', title: 'Conclusion', text: 'Premier mot.\n\nDernier mot.' },
    {
      show: 'html',
      title: null,
      html: '<p onclick="x()">Cher confrère</p><table><tr><td>DFG</td></tr></table><script>y()</script>',
    },
    { show: 'file', format: 'rtf', title: null, base64: base64('letter-fr.rtf') },
    { show: 'file', format: 'cda', title: null, base64: base64('discharge-fr.cda') },
    { show: 'file', format: 'tiff', title: 'Courrier numérisé', base64: base64('page-g4.tif') },
    { show: 'unreadable', title: 'Annexe', code: 'document-unreadable', mime: 'application/x-old' },
  ]);
  await open();
  const letter = await print('letters', { status: 'Remplacé par une version plus récente', online: false });
  const all = letter.pages.map(({ text }) => text).join(' ');
  expectHeads(letter);
  for (const said of [
    'Conclusion',
    'Premier mot.',
    'Dernier mot.',
    'Cher confrère',
    'DFG',
    'Pneumonie à pneumocoque',
    'Courrier numérisé',
  ])
    expect(all).toContain(said);
  expect(all).toContain('Annexe. Une partie de ce document n’a pas pu être lue et n’est pas imprimée.');
  expect(all).not.toContain('y()');
  for (const { text, width, height } of letter.pages) {
    expect(text).toContain('Remplacé par une version plus récente');
    expect(text).toContain('Imprimé sans liaison avec l’hôpital');
    expect([Math.round(width), Math.round(height)]).toEqual([210, 297]);
  }
  // The scanned page stands alone, whole, never out of proportion.
  const [scan] = letter.pages.flatMap(({ pictures }) => pictures).toSorted((a, b) => b.height - a.height);
  expect((scan?.height ?? 0) / (scan?.width ?? 1)).toBeGreaterThan(1.2);
  expect(scan?.height).toBeLessThan(245);
});

test('prints laboratory results with their signs, without a colour [X11] [X12]', async () => {
  await begin();
  await opened.page.getByRole('option', { name: lines[1] }).click();
  const table = await print('laboratory');
  expectHeads(table);
  expect(table.pages[0]?.text).toMatch(/Potassium.*5,90 mmol\/l ▲ élevé 3,5 – 5,1/);
  expect(table.pages[0]?.text).toMatch(/Plaquettes 24 500 \/\S+ ▼▼ très bas/);
  await opened.page.getByRole('button', { name: 'Potassium', exact: true }).click();
  const curve = await print('curve');
  expectHeads(curve);
  const said = curve.pages.map(({ text }) => text).join(' ');
  expect(said).toContain('Courbe de Potassium en mmol/l');
  expect(said).toContain('Mesures de Potassium');
});

test('prints forty dates over as many lying pages as they need, each with its heads [X11] [X12]', async () => {
  const history = buildHistory(40);
  await begin();
  await opened.page.evaluate((results) => {
    const { bridge } = window as unknown as { bridge: { answers: Record<string, unknown> } };
    bridge.answers['laboratory/read'] = () => results;
  }, history);
  await opened.page.getByRole('option', { name: lines[1] }).click();
  await opened.page.getByRole('button', { name: words('laboratory.cumulative') }).click();
  for (const older of [28, 4])
    await opened.page.getByRole('button', { name: words('cumulative.older', { count: older }) }).click();
  const sheet = await print('cumulative');
  expectHeads(sheet);
  expect(sheet.pages.length).toBeGreaterThanOrEqual(5);
  for (const { text, width, height } of sheet.pages) {
    expect([Math.round(width), Math.round(height)]).toEqual([297, 210]);
    expect(text).toContain(words('laboratory.test'));
  }
  const all = sheet.pages.map(({ text }) => text).join(' ');
  const dates = new Set(history.analytes.flatMap(({ results }) => results.map(({ at }) => formatShortDate(at ?? ''))));
  for (const date of dates) expect(all).toContain(date.replace(/[\u00a0\u202f]/g, ' '));
  expect(all).not.toContain('Hyperkaliémie');
  expect(all).toContain('Dates 1 à 9 sur 40');
  expect(all).toContain('Dates 37 à 40 sur 40');
});

test('prints an ECG at 25 mm/s and 10 mm/mV within a hundredth, on its grid [X11]', async () => {
  const files = toObjectInstances('ecg', toCalendar('2026-11-22')).map((bytes, place) => {
    const path = join(folder, `ecg-${place}.dcm`);
    writeFileSync(path, bytes);
    return path;
  });
  const filed = await aStudyOf(files, { description: 'Électrocardiogramme de repos' });
  await showStudy(opened, filed);
  await open();
  await expect(opened.page.getByRole('img', { name: /^ECG, dérivations/ })).toBeVisible();
  const ecg = await print('ecg');
  expectHeads(ecg);
  const [first] = ecg.pages;
  expect([Math.round(first?.width ?? 0), Math.round(first?.height ?? 0)]).toEqual([297, 210]);
  // Four rows, each with its pulse: 1 mV high, 0.2 s wide between two feet of a millimetre.
  expect(near(first?.boxes ?? [], { width: 7, height: 10 })).toBe(4);
  // Ten seconds of the lowest row, and the grid over the whole sheet.
  expect((first?.boxes ?? []).some(({ width }) => Math.abs(width - 250) < 2.5)).toBe(true);
  expect(near(first?.boxes ?? [], { width: 265, height: 125 })).toBeGreaterThanOrEqual(2);
  expect(first?.text).toContain('25 mm/s, 10 mm/mV à 100 %');
  expect(first?.text).toContain('Non destiné au diagnostic primaire');
});

test('prints the slice on the screen with its scale, its window and its marks [X11]', async () => {
  const filed = await aCtSeries(join(folder, 'ct'), 3);
  await showStudy(opened, filed);
  await open();
  await expect(opened.page.getByRole('application', { name: /Coupe|Image/ })).toBeVisible();
  const image = await print('ct');
  expectHeads(image);
  const [page] = image.pages;
  const [picture] = page?.pictures ?? [];
  expect(picture?.width).toBeCloseTo(picture?.height ?? 0, 0);
  const [, centimetres = '0'] = /(\d+(?:,\d)?) cm/.exec(page?.text ?? '') ?? [];
  const { study } = filed;
  const printed = await readPrintout(opened);
  expect(printed.series).toEqual([{ study: study.studyInstanceUid, series: study.series[0]?.seriesInstanceUid }]);
  // 512 pixels of a millimetre each over the width of the picture.
  const bar = (Number(centimetres.replace(',', '.')) * 10 * (picture?.width ?? 0)) / 512;
  expect((page?.boxes ?? []).some(({ width }) => Math.abs(width / bar - 1) < 0.01)).toBe(true);
  expect(page?.text).toContain('Non destiné au diagnostic primaire');
  expect(page?.text).toMatch(/C [−\d]+ L \d+/);
});

test('prints nothing while a part of it is still being opened, and says so [X11]', async () => {
  await begin();
  await opened.page.evaluate(() => {
    const { bridge } = window as unknown as { bridge: { answers: Record<string, unknown> } };
    bridge.answers['laboratory/read'] = () => new Promise(() => undefined);
  });
  await opened.page.getByRole('option', { name: lines[1] }).click();
  await opened.page.getByRole('button', { name: words('laboratory.cumulative') }).click();
  await opened.page.keyboard.press('Control+p');
  await expect(opened.page.getByText(words('print.not-ready'))).toBeVisible();
});

test('runs nothing and fetches nothing of what is printed [X11] [R22]', async () => {
  const gone = `document.querySelector('main').remove()`;
  const html = `<p>Reste.</p><script>${gone}</script><img src="https://example.org/spy.png" onerror="${gone}"><img src="/job-1/paper.html">`;
  const plain = { pictures: [], landscape: false, title: null, laboratory: false, series: [] };
  const printed = await printOn(opened, { html, ...plain });
  expectHeads(printed);
  expect(printed.pages[0]?.text).toContain('Reste.');
});

test('takes a paper away before it is laid out and while it is: nothing reaches the printer, no window is left [X11] [C5]', async () => {
  const sheet = { html: '<p>Repris.</p>', pictures: [], landscape: false, title: null, laboratory: false, series: [] };
  expect(await takeAway(opened, sheet)).toEqual({
    ends: ['record-not-available', 'record-not-available'],
    windows: 0,
  });
});
