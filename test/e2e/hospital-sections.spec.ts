import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { api } from '../../contracts/api.ts';
import { ConsentForm, TherapeuticLink } from '../../contracts/link.ts';
import { runServerCommand } from '../../scripts/hospital/hospital-process.ts';
import { accounts, tour } from '../../server/demo/accounts.ts';
import type { WordId } from '../../src-renderer/words/words.ts';
import { words } from '../../src-renderer/words/words.ts';
import { readPdf } from '../server/documents/read-pdf.ts';
import { makeSafeKey, writeSigned } from '../server/updates/safe.ts';
import { root } from './electron-app.ts';
import { expect, test } from './hospital.ts';
import { activate, enrol, signIn } from './journey.ts';
import { activateStaff, signInStaff, type StaffClient } from './staff-client.ts';
import { readViolations } from './window-page.ts';

const album = join(root, 'test-results', 'screens');
const [lambert, director, desk, helpdesk] = accounts;
const cabinet = 'CABINET-LAMBERT';
const toDay = (at = new Date()): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(at);

/** Signs a release in the safe and files it beside the running server by the IT department's command; answers its version. */
async function fileRelease(data: string, counter: number): Promise<string> {
  const key = makeSafeKey();
  const { folder, release } = writeSigned(join(data, 'from-the-safe'), key, { counter });
  const keys = key.publish(join(data, 'update-keys'));
  const config = join(data, 'server.conf');
  writeFileSync(config, `PASSERELLE_DATA=${data}\nUPDATE_KEYS=${keys}\n`, { mode: 0o600 });
  const args = ['release', 'add', folder, '--operator', 'Jean Dupont', '--config', config];
  await runServerCommand({ root, data }, 'server/passerelle-server.ts', args);
  return release.version;
}

test.use({ hospitalOf: 'sections' });

/** The physician links one patient and confirms the signature; the letter to the patient is born with it. */
async function link(physician: StaffClient, { niss, family, given, birthDate }: typeof tour.patient): Promise<void> {
  const proposed = await physician.ask('POST', '/api/links', { niss, family, given, birthDate, careOnly: true });
  const { id } = TherapeuticLink.parse(proposed.body);
  const form = ConsentForm.parse((await physician.ask('POST', `/api/links/${id}/consent`)).body);
  const signed = await physician.ask('POST', `/api/links/${id}/signature`, {
    consentVersion: form.version,
    consentSha256: form.sha256,
    signedOn: toDay(),
  });
  expect(signed.status, signed.bytes.toString('utf8')).toBe(200);
}

/** How many of the physician's links can be read now. */
async function countReadable(physician: StaffClient): Promise<number> {
  const { body } = await physician.ask('GET', '/api/links');
  return api['link/list'].output.parse(body).filter(({ readable }) => readable).length;
}

test('the desk, the helpdesk and the Director do their work in the real window, section by section, by the rules of WCAG 2.2 AA [R15] [R16] [R17] [R21] [X16]', async ({
  hospital,
  startApp,
  userData,
}) => {
  test.setTimeout(240_000);
  mkdirSync(album, { recursive: true });
  const physician = await signInStaff(hospital, lambert.login, cabinet);
  await link(physician, tour.patient);
  await link(physician, tour.second);
  const others = [
    await activateStaff(hospital, helpdesk.login),
    await activateStaff(hospital, director.login),
  ] as const;
  const printed = join(userData, 'printed');
  const { file, code } = hospital.invite(desk.login);
  const { page } = await startApp({ args: [file], env: { PASSERELLE_PRINT_FOLDER: printed } });
  await page.setViewportSize({ width: 1366, height: 768 });
  await enrol(page, code);
  await signIn(page, await activate(page, desk.login));

  const button = (id: WordId, values?: Record<string, string | number>): Locator =>
    page.getByRole('button', { name: words(id, values), exact: true });
  const openTab = (id: WordId) =>
    page
      .getByRole('navigation', { name: words('section.tabs') })
      .getByRole('button', { name: words(id), exact: true })
      .click();
  const openQueue = (section: WordId, queue: WordId) =>
    page
      .getByRole('navigation', { name: words(section), exact: true })
      .getByRole('button')
      .filter({ hasText: words(queue) })
      .click();
  const detail = page.getByRole('complementary', { name: words('section.detail') });
  const look = async (name: string) => {
    await page.screenshot({ path: join(album, `sections-${name}.png`) });
    expect(await readViolations(page), name).toEqual([]);
  };
  const signOut = async (name: string) => {
    await page.getByRole('button', { name: words('user.menu', { name }) }).click();
    await page.getByRole('menuitem', { name: words('user.sign-out') }).click();
  };
  /** What a patient asks for, entered as asked in person today. */
  const enter = async (open: WordId, confirm: WordId) => {
    await button(open).click();
    await detail.getByLabel(words('rights.asked.in-person')).check();
    await button(confirm).click();
  };
  const { family } = tour.patient;

  await test.step('the desk prints the letters to the patients as one batch, and posts them', async () => {
    await expect(page.getByRole('table', { name: words('letter.queue.print') })).toContainText(family.toUpperCase());
    await look('letters');
    await button('letter.print.button', { count: 2 }).click();
    await expect(page.getByText(words('letter.print.done', { count: 2 }))).toBeVisible();
    const [job = '', ...more] = readdirSync(printed);
    expect(more).toEqual([]);
    const { text, pages } = await readPdf(readFileSync(join(printed, job)));
    expect([pages, text.includes('Lambert')]).toEqual([2, true]);
    await button('letter.print.see').click();
    const toPost = page.getByRole('table', { name: words('letter.queue.post') });
    await toPost.getByRole('button').first().click();
    await button('letter.post.batch', { count: 2 }).click();
    await expect(detail.getByText(words('letter.state.posted'), { exact: true }).first()).toBeVisible();
    await openQueue('letter.title', 'letter.queue.over');
    await expect(page.getByRole('table', { name: words('letter.queue.over') }).locator('tbody tr')).toHaveCount(2);
    await look('letters-posted');
  });

  await test.step('the desk finds a patient, refuses all access for him, and takes that back', async () => {
    await openTab('rights.title');
    await page.getByLabel(words('rights.find.niss')).fill(tour.patient.niss);
    await button('rights.find.button').click();
    await look('rights-found');
    await page
      .getByRole('table', { name: words('rights.find.results') })
      .getByRole('button')
      .click();
    await expect(page.getByText(words('rights.state.open'))).toBeVisible();
    await enter('rights.refuse', 'rights.refuse.confirm');
    await expect(button('rights.allow')).toBeVisible();
    expect(await countReadable(physician)).toBe(1);
    await look('rights-refused');
    await enter('rights.allow', 'rights.allow.confirm');
    await expect(page.getByText(words('rights.state.open'))).toBeVisible();
    expect(await countReadable(physician)).toBe(2);
  });

  await test.step('the desk hides one document with all that goes along, and shows it again', async () => {
    await openQueue('rights.title', 'rights.queue.documents');
    const documents = page.getByRole('table', { name: words('rights.queue.documents') });
    const laboratory = documents
      .locator('tbody tr')
      .filter({ hasText: words('rights.kind.laboratory') })
      .first();
    await laboratory.getByRole('button').click();
    await expect(detail.getByRole('region', { name: words('rights.closure.title') })).toBeVisible();
    await enter('rights.hide', 'rights.hide.confirm');
    await expect(laboratory).toContainText(words('rights.hidden.asked'));
    await look('rights-hidden');
    await enter('rights.show', 'rights.show.confirm');
    await expect(laboratory).toContainText(words('rights.hidden.not'));
  });

  await test.step('the desk notes that the patient never signed: his record closes to that physician', async () => {
    await openQueue('rights.title', 'rights.queue.physicians');
    await page.getByRole('button', { name: lambert.name }).click();
    await button('rights.contest').click();
    await detail.getByLabel(words('rights.contest.reason')).fill('Dit n’avoir rien signé.');
    await button('rights.contest').click();
    await expect(detail.getByText(words('rights.contest.done', { name: lambert.name }))).toBeVisible();
    expect(await countReadable(physician)).toBe(1);
    await look('rights-contested');
    await signOut(desk.name);
  });

  await test.step('the helpdesk sees how each PC does and no patient, and revokes one', async () => {
    await signIn(page, others[0]);
    const inService = page.getByRole('table', { name: words('pcs.queue.all') });
    await inService.getByRole('button', { name: cabinet }).click();
    await expect(detail.getByText(lambert.name)).toBeVisible();
    await look('pcs');
    await button('pcs.revoke').click();
    await detail.getByLabel(words('pcs.revoke.reason')).fill('Volé dans la voiture');
    await button('pcs.revoke.confirm').click();
    await expect(detail.getByText(words('pcs.revoke.done', { name: cabinet }))).toBeVisible();
    await expect(inService.getByText(cabinet)).toHaveCount(0);
    await button('pcs.revoke.see').click();
    await expect(page.getByRole('table', { name: words('pcs.queue.revoked') })).toContainText(cabinet);
    await look('pcs-revoked');
    const refused = await physician.ask('GET', '/api/links').then(
      ({ status }) => status >= 400,
      () => true,
    );
    expect(refused).toBe(true);
    await openTab('reissue.title');
    await page.getByLabel(words('reissue.search')).fill('lambert');
    await page.getByRole('button', { name: lambert.name }).click();
    await look('reissues');
    await openTab('intake.title');
    await expect(page.getByRole('heading', { name: words('intake.title') })).toBeVisible();
    await look('intake');

    const version = await fileRelease(hospital.data, 7);
    await openTab('release.title');
    await openQueue('release.title', 'release.queue.all');
    const pilot = page
      .getByRole('table', { name: words('release.queue.all') })
      .getByRole('checkbox')
      .first();
    await pilot.click();
    await expect(pilot).toBeChecked();
    await look('releases-pcs');
    await openQueue('release.title', 'release.queue.releases');
    const releases = page.getByRole('table', { name: words('release.queue.releases') });
    await releases.getByRole('button').filter({ hasText: version }).click();
    await button('release.push').click();
    await button('release.push.confirm', { count: 1 }).click();
    await expect(detail.getByText(words('release.reach.pilot', { count: 1 }))).toBeVisible();
    await expect(releases).toContainText(words('release.standing.pushed'));
    await look('releases');
    await button('release.pause').click();
    await expect(releases).toContainText(words('release.standing.paused'));
    await expect(button('release.resume')).toBeVisible();
    await button('release.withdraw').click();
    await button('release.withdraw.confirm').click();
    await expect(detail.getByText(words('release.withdrawn.next', { version }))).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(new RegExp(family, 'i'));
    await signOut(helpdesk.name);
  });

  await test.step('the Director takes the dispute up, knows the physician, and reads in the trace what the desk did', async () => {
    await signIn(page, others[1]);
    await openTab('dispute.title');
    await page
      .getByRole('table', { name: words('dispute.queue.to-send') })
      .getByRole('button')
      .click();
    await expect(detail.getByText(words('dispute.state.opened'))).toBeVisible();
    await look('disputes');
    await button('dispute.print').click();
    await expect(button('dispute.sent')).toBeVisible();
    await button('dispute.sent').click();
    await button('dispute.sent.confirm').click();
    await expect(detail.getByText(words('dispute.deed.claimed'))).toBeVisible();
    await openTab('physician.title');
    await page.getByRole('button', { name: lambert.name }).click();
    await expect(detail.getByText(words('physician.link.disputed'))).toBeVisible();
    await look('physicians');
    await openTab('trace.title');
    await openQueue('trace.title', 'trace.queue.entries');
    await chooseTracedPatient(page);
    const today = toDay().split('-').toReversed().join('/');
    await page.getByLabel(words('trace.filter.from'), { exact: true }).fill(today);
    await page.getByLabel(words('trace.filter.to'), { exact: true }).fill(today);
    await button('trace.filter.show').click();
    const entries = page.getByRole('table', { name: words('trace.queue.entries') });
    for (const who of [desk.name, lambert.name]) await expect(entries.getByText(who).first()).toBeVisible();
    await look('trace-entries');
    await openQueue('trace.title', 'trace.queue.integrity');
    await button('trace.check.start').click();
    await expect(page.getByText(words('trace.check.whole.title'))).toBeVisible({ timeout: 30_000 });
    await look('trace-whole');
  });
  for (const { client } of others) client.close();
  physician.close();
});

/** By number, in the Director's own search, which is traced. */
async function chooseTracedPatient(page: Page): Promise<void> {
  await page.getByRole('button', { name: words('trace.filter.patient.choose') }).click();
  await page.getByLabel(words('trace.patient.niss')).fill(tour.patient.niss);
  await page.getByRole('button', { name: words('trace.patient.search') }).click();
  await page
    .getByRole('complementary', { name: words('section.detail') })
    .getByRole('button', { name: new RegExp(tour.patient.family, 'i') })
    .click();
}
