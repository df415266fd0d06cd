import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openAdmin } from '../../server/postgres/admin.ts';
import { tour } from '../../server/demo/accounts.ts';
import { toPlaces } from '../../server/places.ts';
import { failureSentences } from '../../src-renderer/words/fr/failure.ts';
import { toTypography } from '../../src-renderer/words/typography.ts';
import { words } from '../../src-renderer/words/words.ts';
import type { FailureCode } from '../../contracts/failure.ts';
import { root } from './electron-app.ts';
import { expect, test } from './hospital.ts';
import { activate, enrol, printAndSign, proposeLink, signIn } from './journey.ts';

const album = join(root, 'test-results', 'screens');
mkdirSync(album, { recursive: true });

/** What the user reads for a failure, as the window sets it. */
const sentence = (code: FailureCode): string => toTypography(failureSentences[code].what);

test.use({ hospitalOf: 'refusals' });

test.describe('a PC without a keyring', () => {
  test.use({ keyringState: 'none' });

  test('says so and keeps nothing [C2]', async ({ hospital, startApp, userData }) => {
    const { page } = await startApp({ args: [hospital.invite(tour.login).file] });
    await expect(page.getByText(sentence('keychain-absent'))).toBeVisible();
    await page.screenshot({ path: join(album, 'keychain-absent.png') });
    expect(readdirSync(userData).filter((name) => /enrol|vault|key/i.test(name))).toEqual([]);
  });
});

test.describe('a PC with a locked keyring', () => {
  test.use({ keyringState: 'locked' });

  test('asks to unlock it, and does not take it for an empty one [C2]', async ({ hospital, startApp }) => {
    const { page } = await startApp({ args: [hospital.invite(tour.login).file] });
    await expect(page.getByText(sentence('keychain-locked'))).toBeVisible();
    await page.screenshot({ path: join(album, 'keychain-locked.png') });
  });
});

test('tells a code that is not the one of the letter [R02] [R06]', async ({ hospital, startApp }) => {
  const { file } = hospital.invite(tour.login);
  const { page } = await startApp({ args: [file] });
  await enrol(page, 'AAAA-BBBB-CCCC-DDDD');
  await expect(page.getByText(sentence('invitation-code-wrong'))).toBeVisible();
  await page.screenshot({ path: join(album, 'code-wrong.png') });
});

test('trusts no server that cannot prove itself by the file [R06]', async ({ hospital, startApp, userData }) => {
  const genuine = hospital.invite(tour.login);
  const own = JSON.parse(readFileSync(genuine.file, 'utf8')) as Record<string, unknown>;
  const otherCa = readFileSync(join(root, 'test', 'fixtures', 'pki', 'other-root.pem'), 'utf8');
  const forged = join(userData, 'forged.passerelle');
  writeFileSync(forged, JSON.stringify({ ...own, caCertificate: otherCa }));
  const { page } = await startApp({ args: [forged] });
  await enrol(page, genuine.code);
  await expect(page.getByText(sentence('hospital-untrusted'))).toBeVisible();
  await page.screenshot({ path: join(album, 'hospital-untrusted.png') });
});

test('says that the line is cut while enrolling, and loses nothing [R06]', async ({ hospital, startApp }) => {
  const { file, code } = hospital.invite(tour.login);
  const { page } = await startApp({ args: [file] });
  await hospital.cut();
  await enrol(page, code);
  await expect(page.getByText(sentence('offline'))).toBeVisible();
  await hospital.mend();
});

test('closes an open record within two seconds of the refusal, and opens it no more [R08] [R13]', async ({
  hospital,
  startApp,
  userData,
}) => {
  test.setTimeout(180_000);
  const { file, code } = hospital.invite(tour.login);
  const { page } = await startApp({ args: [file], env: { PASSERELLE_PRINT_FOLDER: join(userData, 'printed') } });
  await enrol(page, code);
  const credentials = await activate(page, tour.login);

  await test.step('a wrong and a replayed one-time code have sentences of their own [R07]', async () => {
    await signIn(page, credentials, '000000');
    await expect(page.getByText(sentence('otp-wrong'))).toBeVisible();
    await signIn(page, credentials, credentials.spentOtp);
    await expect(page.getByText(sentence('otp-replayed'))).toBeVisible();
    await page.screenshot({ path: join(album, 'otp-replayed.png') });
    await signIn(page, credentials);
  });

  await test.step('a number that is not the name is refused, as an unknown one is [R10]', async () => {
    await proposeLink(page, { ...tour.patient, family: 'Personne' });
    await expect(page.getByText(sentence('link-not-possible'))).toBeVisible();
    await page.screenshot({ path: join(album, 'link-not-possible.png') });
    await page.getByRole('button', { name: words('link.close') }).click();
  });

  await proposeLink(page, tour.patient);
  await printAndSign(page);
  const record = page.getByRole('listbox', { name: words('timeline.title') });
  await expect(record.getByRole('option').first()).toBeVisible();

  const admin = await openAdmin(toPlaces(hospital.data).postgres, null);
  const database = new pg.Client(admin.connection);
  await database.connect();
  const refusedAt = await refuseAll(database, tour.patient.id);
  await expect(record).toBeHidden({ timeout: 2_000 });
  expect(Date.now() - refusedAt).toBeLessThan(2_500);
  await page.screenshot({ path: join(album, 'record-closed.png') });
  await database.end();
  await page.getByRole('button', { name: words('record.retry') }).click();
  await expect(record).toBeHidden();
});

/** What the desk's function does when a patient refuses all outside access: the fact and the news in one transaction. */
async function refuseAll(database: pg.Client, patient: string): Promise<number> {
  await database.query('begin');
  await database.query(
    "insert into care.refusal (patient, since_by) select $1, id from identity.person where role = 'desk'",
    [patient],
  );
  await database.query('select care.tell_physicians($1, true)', [patient]);
  await database.query('commit');
  return Date.now();
}
