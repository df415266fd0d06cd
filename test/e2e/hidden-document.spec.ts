import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Patient } from '@medplum/fhirtypes';
import { patientRightsRows } from '../../contracts/patient-rights.ts';
import { accounts, tour } from '../../server/demo/accounts.ts';
import { words } from '../../src-renderer/words/words.ts';
import { aBinary, aLetter, aTransaction, type Stored } from '../builders/fhir.ts';
import { openClient } from '../server/support/https-client.ts';
import { root } from './electron-app.ts';
import { expect, test, type TestHospital } from './hospital.ts';
import { activate, enrol, printAndSign, proposeLink, signIn } from './journey.ts';
import { findInFolder, holds, readCopy } from './read-copy.ts';
import { signInStaff } from './staff-client.ts';

const DEADLINE_MS = 2_000;
const TITLE = 'Avis du service de néphrologie-canari';
const WORD = `Canari${randomUUID().slice(0, 8)}`;
const album = join(root, 'test-results', 'screens');
const [{ id: person }, , { login: desk }] = accounts;

/** The hospital's own software files a letter; its reference. */
async function fileLetter(hospital: TestHospital): Promise<string> {
  const read = (name: string): string => readFileSync(join(hospital.data, name), 'utf8');
  const { medicalUrl } = hospital.running();
  const client = openClient(medicalUrl, {
    ca: read('pki/root.pem'),
    cert: read('system.pem'),
    key: read('system.key'),
  });
  const binary = aBinary(`${WORD} : votre patiente a été vue ce jour en consultation.`);
  const patient = { resourceType: 'Patient', id: tour.patient.id } as Stored<Patient>;
  const letter = aLetter(patient, binary, { description: TITLE, type: { text: TITLE } });
  const filed = await client.ask('POST', '/fhir', { body: aTransaction(binary, letter) });
  client.close();
  expect(filed.status, filed.bytes.toString('utf8')).toBe(200);
  return `DocumentReference/${letter.id}`;
}

test.use({ hospitalOf: 'hidden document' });

test('leaves the window, the search, the copy and the folder within two seconds of being hidden [R18]', async ({
  hospital,
  startApp,
  userData,
  keyring,
}) => {
  test.setTimeout(120_000);
  mkdirSync(album, { recursive: true });
  const document = await fileLetter(hospital);
  const { file, code } = hospital.invite(tour.login);
  const { page } = await startApp({ args: [file], env: { PASSERELLE_PRINT_FOLDER: `${userData}/printed` } });
  await page.setViewportSize({ width: 1366, height: 768 });
  await enrol(page, code);
  await signIn(page, await activate(page, tour.login));
  await proposeLink(page, tour.patient);
  await printAndSign(page);
  const staff = await signInStaff(hospital, desk);
  const timeline = page.getByRole('listbox', { name: words('timeline.title') });
  const reading = page.getByRole('region', { name: words('document.region') });
  await expect(page.getByText(words('record.up-to-date'))).toBeVisible({ timeout: 60_000 });
  const readKinds = (): Promise<string> => page.getByRole('radiogroup').first().innerText();
  const readOwn = () => readCopy(userData, keyring.environment, person, tour.patient.id);
  const holding = (contents: ReadonlyMap<string, Buffer>): readonly string[] =>
    [...contents]
      .filter(([ref, bytes]) => ref === document || holds(bytes, WORD))
      .map(([ref]) => ref.split('/')[0] ?? '');

  await test.step('the physician reads the letter, and the copy holds it', async () => {
    await timeline.getByRole('option', { name: new RegExp(TITLE) }).click();
    await expect(reading.getByText(WORD)).toBeVisible();
    await page.screenshot({ path: join(album, 'hidden-document-before.png') });
    expect(holding(await readOwn()).toSorted()).toEqual(['Binary', 'DocumentReference']);
    expect(findInFolder(userData, WORD)).toEqual([]);
  });

  await test.step('the desk hides it: the pane closes within two seconds and says nothing of it', async () => {
    const kinds = await readKinds();
    const search = page.getByRole('searchbox', { name: words('timeline.search') });
    await search.fill('canari');
    await expect(timeline.getByRole('option')).toHaveCount(1);
    await search.fill('');
    const row = patientRightsRows['patient-rights/hide'];
    const path = row.path.replace(':patient', tour.patient.id);
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(new Date());
    const hidden = await staff.ask(row.method, path, { document, hides: true, askedBy: 'in-person', askedOn: today });
    const done = Date.now();
    expect(hidden.status, hidden.bytes.toString('utf8')).toBe(200);
    const gone = await page.waitForFunction(
      (word) => (window.document.body.innerText.includes(word) ? null : Date.now()),
      WORD,
      { polling: 'raf', timeout: 15_000 },
    );
    const took = Number(await gone.jsonValue()) - done;
    expect(took).toBeLessThanOrEqual(DEADLINE_MS);
    console.log(`  closed ${took} ms after the desk's deed`);
    await expect(reading.getByText(words('document.choose.title'))).toBeVisible();
    await page.screenshot({ path: join(album, 'hidden-document-after.png') });
    await expect(timeline.getByRole('option', { name: new RegExp(TITLE) })).toHaveCount(0);
    await search.fill('canari');
    await expect(page.getByText(words('find.nothing'))).toBeVisible();
    await search.fill('');
    expect(kinds).toBe(await readKinds());
    const text = await page.evaluate(() => window.document.documentElement.outerHTML);
    expect([text.includes(WORD), /canari|masqu|caché/i.test(text)]).toEqual([false, false]);
  });

  await test.step('nothing of it is left in the decrypted copy, nor in any file of the profile', async () => {
    await expect.poll(async () => holding(await readOwn()), { timeout: 10_000 }).toEqual([]);
    expect(findInFolder(userData, WORD)).toEqual([]);
    expect(findInFolder(userData, 'néphrologie-canari')).toEqual([]);
  });
  staff.close();
});
