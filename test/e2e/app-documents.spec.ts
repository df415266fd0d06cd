import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toCalendar } from '../../server/demo/calendar.ts';
import { toDicomFile, toText } from '../../server/demo/dicom-file.ts';
import { toBytes } from '../../server/demo/objects/elements.ts';
import { objectStudies } from '../../server/demo/objects/index.ts';
import { type ObjectStudy, toIdentity } from '../../server/demo/objects/object-identity.ts';
import { people, toNiss } from '../../server/demo/people.ts';
import { tour } from '../../server/demo/accounts.ts';
import { words } from '../../src-renderer/words/words.ts';
import { aStowRequest } from '../builders/dicom.ts';
import { openClient } from '../server/support/https-client.ts';
import { writeHandOver } from '../src-main/practice-software/hand-over-file.ts';
import { readArchive } from '../src-main/practice-software/read-archive.ts';
import { buildPdf } from '../src-renderer/support/preview/sample-pdf.ts';
import { root } from './electron-app.ts';
import { expect, test, type TestHospital } from './hospital.ts';
import { readPrinted } from './print-page.ts';
import { activate, enrol, printAndSign, proposeLink, signIn } from './journey.ts';

const album = join(root, 'test-results', 'screens');
const holdings = {
  pdf: { sopClass: '1.2.840.10008.5.1.4.1.1.104.1', mime: 'application/pdf', title: 'Rapport de spirométrie' },
  cda: { sopClass: '1.2.840.10008.5.1.4.1.1.104.2', mime: 'text/xml', title: 'Compte rendu de polysomnographie' },
} as const;
const today = toCalendar(new Date().toISOString().slice(0, 10));

/** A file of a device as DICOM holds it (PS3.3 A.45), of one patient of the demonstration. */
function holdInDicom(key: keyof typeof holdings, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { sopClass, mime, title } = holdings[key];
  const study: ObjectStudy = { ...objectStudies['wound-after'], key: `held-${key}`, title, accession: `H-${key}` };
  return toDicomFile('1.2.840.10008.1.2.1', [
    ...toIdentity(study, { sopClass, modality: 'DOC', series: title, number: 1 }, today),
    toText('00420010', 'ST', title),
    toBytes('00420011', 'OB', bytes),
    toText('00420012', 'LO', mime),
  ]);
}

async function store(hospital: TestHospital, ...files: readonly Uint8Array[]): Promise<void> {
  const read = (name: string): string => readFileSync(join(hospital.data, name), 'utf8');
  const { medicalUrl } = hospital.running();
  const client = openClient(medicalUrl, {
    ca: read('pki/root.pem'),
    cert: read('system.pem'),
    key: read('system.key'),
  });
  const { contentType, body } = aStowRequest(files);
  const stored = await client.ask('POST', '/dicomweb/studies', { body, headers: { 'content-type': contentType } });
  client.close();
  expect(stored.status, stored.bytes.toString('utf8')).toBe(200);
}

test.use({ hospitalOf: 'app documents' });

test('opens a letter in CDA, what DICOM holds in PDF and CDA, and two photographs side by side, in the application itself, printed as shown; a second start hands a link to the first [R22] [R23] [X11] [X15] [X07]', async ({
  hospital,
  startApp,
  startAgain,
  userData,
}) => {
  test.setTimeout(120_000);
  mkdirSync(album, { recursive: true });
  const cda = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'documents', 'discharge-fr.cda'));
  await store(hospital, holdInDicom('pdf', buildPdf([['Spirométrie', 'VEMS 2,9 l']])), holdInDicom('cda', cda));
  const { file, code } = hospital.invite(tour.login);
  const { page } = await startApp({ args: [file], env: { PASSERELLE_PRINT_FOLDER: `${userData}/printed` } });
  await page.setViewportSize({ width: 1366, height: 768 });
  await enrol(page, code);
  await signIn(page, await activate(page, tour.login));
  const { family, given, birthDate } = people.kovalenko;
  await proposeLink(page, { niss: toNiss('kovalenko'), family, given: given[0] ?? '', birthDate });
  await printAndSign(page);
  await expect(page.getByText(words('record.up-to-date'))).toBeVisible({ timeout: 60_000 });
  const timeline = page.getByRole('listbox', { name: words('timeline.title') });
  const reading = page.getByRole('region', { name: words('document.region') });
  const open = (title: string): Promise<void> =>
    timeline
      .getByRole('option', { name: new RegExp(title) })
      .first()
      .click();
  const keep = async (name: string): Promise<void> => {
    await page.screenshot({ path: join(album, `app-${name}.png`) });
  };

  await test.step('a letter in CDA, section by section', async () => {
    await open('Lettre de sortie : fracture de jambe gauche');
    await expect(reading.frameLocator('iframe').getByRole('heading', { name: 'Lésions' })).toBeVisible();
    await expect(reading).toContainText('Oleksandr KOVALENKO');
    await keep('cda');
  });

  await test.step('printed as it is shown, under the head that the record gives it', async () => {
    await page.keyboard.press('Control+p');
    await expect(page.getByText(words('document.printed'))).toBeVisible({ timeout: 30_000 });
    const { pages } = await readPrinted(readFileSync(join(userData, 'printed', 'papers', 'page-1.pdf')));
    for (const { text } of pages) {
      expect(text.toLowerCase()).toContain(`${family} ${given[0]}`.toLowerCase());
      expect(text).toContain('Lettre de sortie : fracture de jambe gauche');
    }
    expect(pages.map(({ text }) => text).join(' ')).toContain('Lésions');
  });

  await test.step('a PDF and a CDA that DICOM holds, in the reader of their kind', async () => {
    await open(holdings.pdf.title);
    const countDark = (): Promise<number> =>
      reading
        .locator('canvas')
        .first()
        .evaluate((canvas: HTMLCanvasElement) => {
          const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          return pixels.filter((value, at) => at % 4 === 0 && value < 128).length;
        });
    await expect.poll(countDark).toBeGreaterThan(50);
    await keep('encapsulated-pdf');
    await open(holdings.cda.title);
    await expect(reading.frameLocator('iframe').getByRole('heading').first()).toBeVisible();
    await expect(reading.getByRole('alert')).toHaveCount(0);
    await keep('encapsulated-cda');
  });

  await test.step('two photographs of one leg, moved by keys', async () => {
    await open(objectStudies['wound-before'].title);
    await page.getByRole('button', { name: words('photographs.compare') }).click();
    const slider = page.getByRole('slider', { name: words('photographs.slider') });
    await expect(slider).toHaveAttribute('aria-valuetext', /^50\s%/);
    await slider.focus();
    for (let n = 0; n < 5; n += 1) await page.keyboard.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuetext', /^55\s%/);
    await expect(reading.getByRole('alert')).toHaveCount(0);
    // Whole in its pane, the bar of the window still above it.
    await expect(page.getByRole('button', { name: words('help.button') })).toBeInViewport();
    const picture = await page.locator('[data-share]').boundingBox();
    expect(picture === null ? 0 : picture.width / picture.height).toBeCloseTo(4 / 3, 1);
    expect((picture?.y ?? 0) + (picture?.height ?? 768)).toBeLessThan(768);
    await keep('photographs');
    // By its key: its button may stand in the menu, behind what is shown to the patient.
    await page.getByRole('button', { name: words('photographs.compare') }).focus();
    await page.keyboard.press('f');
    await expect(page.locator('article[data-full="true"]')).toBeVisible();
    await expect(page.getByRole('button', { name: words('photographs.compare') })).toBeInViewport();
    await keep('photographs-full');
    await page.keyboard.press('f');
    await expect(page.locator('article[data-full="false"]')).toBeVisible();
  });

  const log = (): string => readFileSync(join(userData, 'log', 'passerelle.log'), 'utf8');
  const niss = toNiss('kovalenko');

  await test.step('the practice software calls by a link: the running window asks, and results go back as PDF/A', async () => {
    const back = join(userData, '..', `${basename(userData)}-back`);
    mkdirSync(back, { mode: 0o700 });
    const call = async (one: 'dubois' | 'kovalenko'): Promise<string> => {
      const asked = people[one];
      const id = writeHandOver(join(userData, 'hand-over'), {
        niss: toNiss(one),
        family: asked.family,
        given: asked.given[0] ?? '',
        birthDate: asked.birthDate,
        returnFolder: back,
      });
      expect(await startAgain([`passerelle://open?handover=${id}`])).toBe(0);
      return id;
    };
    await call('dubois');
    const question = page.getByRole('heading', { name: words('hand-over.title') });
    await expect(question).toBeVisible();
    await expect(page.locator('body')).not.toContainText(toNiss('dubois'));
    await keep('hand-over-called');
    await page.getByRole('button', { name: /^Garder/ }).click();
    await expect(question).toBeHidden();
    // The record that is open already is not asked about again.
    const id = await call('kovalenko');
    await open('anormaux');
    await reading.getByRole('button', { name: words('document.more') }).click();
    await page.getByRole('menuitem', { name: words('hand-over.send.pdf') }).click();
    await expect(page.getByText(words('hand-over.sent.pdf.archive'))).toBeVisible();
    const sent = readFileSync(join(back, `passerelle-${id}-1.pdf`));
    rmSync(back, { recursive: true });
    expect(readArchive(sent)).toMatchObject({ part: '2', conformance: 'A', fontsMissing: 0, language: 'fr' });
  });

  await test.step('a link with a national number or with anything else is refused in a sentence, and stands in no log', async () => {
    for (const [link, fault] of [
      [`passerelle://open?niss=${niss}`, 'said-in-clear'],
      ['passerelle://open?handover=../../settings', 'invalid'],
    ] as const) {
      expect(await startAgain([link])).toBe(0);
      await expect(page.getByText(words(`hand-over.fault.${fault}`))).toBeVisible();
      await keep(`hand-over-${fault}`);
      await page.getByRole('button', { name: words('hand-over.noted') }).click();
    }
    expect(log()).toContain('hand-over/refused');
    expect(log()).not.toContain(niss);
  });
});
