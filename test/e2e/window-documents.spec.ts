import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { DocumentView } from '../../contracts/record.ts';
import { toHospitalBundles } from '../../server/demo/bundles.ts';
import type { PersonKey } from '../../server/demo/people.ts';
import { toDocumentView } from '../../src-main/record/document-view.ts';
import { toHistory } from '../../src-main/record/laboratory.ts';
import { toPatientRecord } from '../../src-main/record/patient-record.ts';
import { toTimeline } from '../../src-main/record/timeline.ts';
import { buildEntry, buildIndex } from '../src-renderer/support/samples.ts';
import { fullIndex } from '../src-renderer/support/preview/sample-record.ts';
import { readInk } from './read-ink.ts';
import { expectReadingShare } from './reading-share.ts';
import { openWindowPage, readViolations, type WindowPage } from './window-page.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'documents');
const { link } = fullIndex;

/** What a hospital's system says each file is: not always the truth, and sometimes nothing at all. */
const declared: Readonly<Record<string, string>> = {
  'letter-fr.rtf': 'application/rtf',
  'letter-nl.rtf': 'text/plain',
  'rtf-include.rtf': 'application/msword',
  'rtf-objembed.rtf': 'text/rtf',
  'discharge-fr.cda': 'text/xml',
  'discharge-summary.ccda': 'application/xml',
  'medication-scheme.kmehr': 'application/octet-stream',
  'sumehr.kmehr': 'text/xml',
  'results.healthone': 'text/plain',
  'report.medidoc': 'text/plain; charset=utf-8',
  'scan-nl-g4.tif': 'image/tiff',
  'page-jpeg.tif': 'application/octet-stream',
  'scan-nl-exif6.jpg': 'image/jpeg',
  'locked.pdf': 'application/pdf',
  'html-iframe.html': 'text/html',
  'html-jslink.html': 'text/html',
  'html-onerror.html': 'text/html',
  'html-remote.html': 'text/html',
  'html-script.html': 'text/html',
};

/** The way of a file from the vault to the window: FHIR resources in bytes, then the main process's own view of them. */
async function toView(name: string, bytes: Uint8Array): Promise<DocumentView> {
  const letter = {
    resourceType: 'DocumentReference',
    id: name.replaceAll('.', '-'),
    status: 'current',
    description: name,
    content: [{ attachment: { contentType: declared[name], url: 'Binary/b' } }],
  };
  const binary = {
    resourceType: 'Binary',
    id: 'b',
    contentType: declared[name],
    data: Buffer.from(bytes).toString('base64'),
  };
  const ref = `DocumentReference/${letter.id}`;
  const record = toPatientRecord(link.patient.id, [{ ref, bytes: Buffer.from(JSON.stringify(letter)) }], [], [], []);
  return await toDocumentView(record, ref, {
    link: link.patient,
    history: toHistory(record),
    readBinary: async () => Buffer.from(JSON.stringify(binary)),
  });
}

/** Documents of the demonstration by their titles, as the main process makes them from one patient's resources. */
async function toDemonstrationViews(person: PersonKey, ...titles: readonly string[]): Promise<DocumentView[]> {
  const found = toHospitalBundles('2026-11-22').find(({ patient }) => patient === person);
  const resources = (found?.bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
  const bytes = new Map<string, Buffer>(
    resources.map((one) => [`${one.resourceType}/${one.id}`, Buffer.from(JSON.stringify(one))] as const),
  );
  const documents = [...bytes].filter(([ref]) => !ref.startsWith('Binary/')).map(([ref, one]) => ({ ref, bytes: one }));
  const record = toPatientRecord(link.patient.id, documents, [], [], []);
  const history = toHistory(record);
  const readBinary = async (ref: string) => bytes.get(ref) ?? Buffer.of();
  const entries = toTimeline(record, history);
  return await Promise.all(
    titles.map((title) => {
      const entry = entries.find((one) => one.title === title);
      if (entry === undefined) throw new Error(`the demonstration has no « ${title} »`);
      return toDocumentView(record, entry.document, { link: link.patient, history, readBinary });
    }),
  );
}

/** Hands the window its record: one line a file, each opened with the very parts of its view. */
async function giveRecord(page: Page, views: readonly DocumentView[]): Promise<void> {
  const entries = views.map(({ document, title, kind }) => buildEntry({ document, title, kind, at: '2026-11-20' }));
  const text = JSON.stringify(views, (_key, value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  );
  await page.waitForFunction(() => 'bridge' in window);
  await page.evaluate(
    ([index, given]) => {
      const read = JSON.parse(given ?? '', (_key, value: { base64?: string }) =>
        typeof value?.base64 === 'string' ? Uint8Array.from(atob(value.base64), (one) => one.charCodeAt(0)) : value,
      ) as DocumentView[];
      const { bridge } = window as unknown as { bridge: { answers: Record<string, unknown> } };
      bridge.answers['record/open'] = () => JSON.parse(index ?? '') as unknown;
      bridge.answers['record/read-index'] = bridge.answers['record/open'];
      bridge.answers['document/open'] = ({ document }: { document: string }) =>
        read.find((view) => view.document === document) ?? 'document-not-available';
    },
    [JSON.stringify(buildIndex(link, entries)), text],
  );
}

let opened: WindowPage;
let page: Page;
const open = async (name: string) => {
  // The list draws only the lines that stand on the screen.
  await page.getByRole('searchbox', { name: 'Chercher dans le dossier' }).fill(name);
  await page.getByRole('option', { name }).click();
  await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
};
const content = () => page.getByRole('region', { name: 'Contenu du document' });
const frame = () => page.frameLocator('iframe[title="Texte de la lettre"]');

test.beforeAll(async () => {
  test.setTimeout(180_000);
  opened = await openWindowPage('shell');
  page = opened.page;
  const views = await Promise.all(
    Object.keys(declared).map((name) => toView(name, new Uint8Array(readFileSync(join(folder, name))))),
  );
  const demonstration = await Promise.all([
    toDemonstrationViews('petit', 'Hospitalisation', 'Arachide', 'Asthme persistant léger'),
    toDemonstrationViews('petit', 'Lettre de sortie : crise d’asthme', 'Consultation de pédiatrie et spirométrie'),
    toDemonstrationViews('nguyen', 'L-thyroxine 100 µg'),
    toDemonstrationViews('vandenbroucke', 'Lettre de sortie : acidocétose inaugurale'),
    toDemonstrationViews('kovalenko', 'Lettre de sortie : fracture de jambe gauche'),
    toDemonstrationViews('vanderstraeten', 'Lettre de sortie : prothèse de hanche droite'),
    toDemonstrationViews('delacroix', 'Rapport de colonoscopie'),
  ]);
  await giveRecord(page, [...demonstration.flat(), ...views]);
  await page.getByRole('button', { name: /DUBOIS Marie/ }).click();
});
test.afterAll(() => opened.close());
test.afterEach(async () => {
  expect(await readViolations(page)).toEqual([]);
  expect(opened.requests.filter((url) => !/^(?:app|data|blob):/.test(url))).toEqual([]);
  expect(await page.title()).toBe('Passerelle');
});

test('shows a stay with its letters one click away, and comes to them [R22] [R23]', async () => {
  await open('Hospitalisation');
  await expect(content().getByText('Pédiatrie 2C')).toBeVisible();
  expect(await readViolations(page)).toEqual([]);
  await content()
    .getByRole('button', { name: /Lettre de sortie : crise d’asthme/ })
    .click();
  await expect(content().getByRole('group', { name: 'Page 1 sur 1' })).toBeVisible();
});

test('shows an allergy, a medicine, a diagnosis and an appointment as pages, with their lists [R22] [R23]', async () => {
  await open('Consultation de pédiatrie et spirométrie');
  await expect(content().getByText('Dr Amélie Thonon')).toBeVisible();
  await open('Asthme persistant léger');
  await expect(content().getByRole('table', { name: 'Tous les diagnostics' })).toBeVisible();
  await open('Arachide');
  await expect(content().getByRole('row', { name: /Arachide.*élevée/ })).toBeVisible();
  expect(await readViolations(page)).toEqual([]);
  await open('L-thyroxine 100 µg');
  await expect(content().getByRole('table', { name: 'Médicaments en cours' })).toBeVisible();
  await expect(content().getByRole('table', { name: 'Médicaments arrêtés ou terminés' })).toBeVisible();
});

test('reads the demonstration’s own letters in RTF and CDA and its scanned papers [R22]', async () => {
  await open('Lettre de sortie : acidocétose inaugurale');
  await expect(frame().getByRole('cell', { name: 'Glargine 100 U/ml' })).toBeVisible();
  await open('Lettre de sortie : fracture de jambe gauche');
  await expect(content().getByText('Oleksandr KOVALENKO, né(e) le 14 mai 1979')).toBeVisible();
  await open('Lettre de sortie : prothèse de hanche droite');
  expect((await readInk(content(), 'Page numérisée 1 sur 1')).ink).toBeGreaterThan(1_000);
  await open('Rapport de colonoscopie');
  const upright = await readInk(content(), 'Page numérisée 1 sur 1');
  expect(upright.height).toBeGreaterThan(upright.width);
});

test('reads a letter in RTF, whatever it was declared to be [R22] [C4]', async () => {
  await open('letter-fr.rtf');
  await expect(frame().getByText('digoxine 125 μg')).toBeVisible();
  await expect(frame().getByRole('cell', { name: '5,9 mmol/l' })).toBeVisible();
  await open('letter-nl.rtf');
  await expect(frame().getByText('Ontslagbrief dienst Cardiologie')).toBeVisible();
});

test('reads a discharge letter in CDA: of whom, by whom, then section by section [R22] [C4]', async () => {
  await open('discharge-fr.cda');
  await expect(content().getByText('Marie ESSAI, né(e) le 12 mars 1955')).toBeVisible();
  await expect(frame().getByRole('heading', { name: 'Diagnostic' })).toBeVisible();
  await expect(frame().locator('img')).toHaveCount(1);
  await expect(frame().locator('a')).toHaveCount(0);
  await open('discharge-summary.ccda');
  await expect(frame().getByRole('heading', { name: 'DISCHARGE MEDICATIONS' })).toBeVisible();
});

test('reads a medication scheme and a summary in KMEHR as French lists, not as XML [R22] [R23]', async () => {
  await open('medication-scheme.kmehr');
  const scheme = content().getByRole('table', { name: 'Schéma de médication' });
  await expect(scheme.getByRole('row')).toHaveCount(15);
  await expect(scheme.getByRole('rowheader', { name: /Dafalgan Forte/ })).toBeVisible();
  await open('sumehr.kmehr');
  await expect(content().getByRole('table', { name: 'Problèmes' })).toBeVisible();
  await expect(content()).not.toContainText('<item>');
});

test('reads HealthOne as a laboratory table and MEDIDOC as a letter [R22] [R23]', async () => {
  await open('results.healthone');
  await expect(content().getByRole('row', { name: /Potassium.*5,90.*élevé/ })).toBeVisible();
  await open('report.medidoc');
  await expect(content().getByText('Votre patiente va bien.')).toBeVisible();
});

test('shows a scan of many pages in fax code, each page drawn as one comes to it [R22] [C4]', async () => {
  await open('scan-nl-g4.tif');
  await expect(content().getByText('4 pages numérisées')).toBeVisible();
  const first = await readInk(content(), 'Page numérisée 1 sur 4');
  expect(first.height).toBeGreaterThan(first.width);
  expect(first.ink).toBeGreaterThan(1_000);
  await content().getByRole('img', { name: 'Page numérisée 4 sur 4' }).scrollIntoViewIfNeeded();
  await readInk(content(), 'Page numérisée 4 sur 4');
  await open('page-jpeg.tif');
  await readInk(content(), 'Page numérisée 1 sur 1');
});

test('shows a photographed letter upright, and turns it by hand [R22]', async () => {
  await open('scan-nl-exif6.jpg');
  const upright = await readInk(content(), 'Page numérisée 1 sur 1');
  expect(upright.height).toBeGreaterThan(upright.width);
  await content().getByRole('button', { name: 'Tourner' }).click();
  await expect
    .poll(async () => {
      const turned = await readInk(content(), 'Page numérisée 1 sur 1');
      return turned.width > turned.height;
    })
    .toBe(true);
});

/** What is left to read of each hostile letter. */
const left: Readonly<Record<string, string>> = {
  'rtf-include.rtf': '[image non affichée] tekst',
  'rtf-objembed.rtf': '[objet joint non affiché] tekst',
  'html-jslink.html': 'klik',
  'html-onerror.html': 'x',
  'html-remote.html': 'tracking',
  'html-script.html': 'tekst',
};
test('keeps seven tenths of a laptop’s window for what is read, whatever its kind, and six tenths at 200 % [R04] [R23] [X17]', async () => {
  for (const name of [
    'Lettre de sortie : crise d’asthme',
    'letter-fr.rtf',
    'results.healthone',
    'scan-nl-g4.tif',
    'Arachide',
  ]) {
    await open(name);
    await expectReadingShare(page, 'text');
  }
});

test('says of a PDF with a password that it has one, not that it is broken [R22]', async () => {
  await open('locked.pdf');
  await expect(content().getByText('Ce PDF est protégé par un mot de passe.')).toBeVisible();
});

test('runs nothing and fetches nothing of a hostile letter, and shows what is left of it [R22]', async () => {
  for (const [name, text] of Object.entries(left)) {
    await open(name);
    await expect(frame().locator('body')).toContainText(text);
    const dangers = 'script, iframe, object, embed, link, img, style, form, [onerror], a[href], [src]';
    expect(await frame().locator('body').locator(dangers).count(), name).toBe(0);
  }
  // A letter that was only frames.
  await open('html-iframe.html');
  await expect(content().getByText('rien que l’on puisse afficher sans danger')).toBeVisible();
  await expect(content().locator('iframe')).toHaveCount(0);
});
