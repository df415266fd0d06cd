import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import pg from 'pg';
import { tour } from '../../server/demo/accounts.ts';
import { toPlaces } from '../../server/places.ts';
import { openAdmin } from '../../server/postgres/admin.ts';
import { words } from '../../src-renderer/words/words.ts';
import { orUR01 } from '../builders/hl7.ts';
import { openMllpClient } from '../server/hl7/mllp-client.ts';
import { root } from './electron-app.ts';
import { expect, test, type TestHospital } from './hospital.ts';
import { activate, enrol, printAndSign, proposeLink, signIn } from './journey.ts';
import { expectReadingShare } from './reading-share.ts';

const album = join(root, 'test-results', 'screens');
const { family, given } = tour.patient;
const RESULT = 'Potassium du jour';

/** A visit of this physician three days ago, as his PC's journal would have told it. */
async function visitBefore(hospital: TestHospital): Promise<void> {
  const admin = await openAdmin(toPlaces(hospital.data).postgres, null);
  const database = new pg.Client(admin.connection);
  await database.connect();
  await database.query(
    `insert into care.visit (person, patient, day, first_at, last_at, saw_until)
     select id, $2, current_date - 3, now() - interval '3 days', now() - interval '3 days', now() - interval '3 days'
       from identity.person where login = $1`,
    [tour.login, tour.patient.id],
  );
  await database.end();
}

/** Today in Brussels, `YYYY-MM-DD`. */
function toBrusselsDay(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(new Date());
}

/** The laboratory sends an abnormal result of this day. */
async function sendResult(hospital: TestHospital): Promise<void> {
  const client = await openMllpClient(hospital.running().mllpPort ?? 0);
  const day = toBrusselsDay().replaceAll('-', '');
  const { code, reason } = await client.send(
    orUR01({
      control: 'VISIT-1',
      order: 'VISIT-1',
      service: `VISIT-1^${RESULT}^L`,
      taken: `${day}000100`,
      issued: `${day}000200`,
    }),
  );
  client.end();
  expect(code, reason).toBe('AA');
}

/** A list copied from the practice's software, and an agenda dropped as a file. */
async function noteTheDay(page: Page, panel: Locator): Promise<void> {
  await panel.getByLabel(words('agenda.add.label')).evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, `${family} ${given}\nMartin Zoé`);
  await expect(panel.getByText(words('agenda.taken.added', { count: 2 }))).toBeVisible();
  const day = toBrusselsDay().replaceAll('-', '');
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//FR',
    'BEGIN:VEVENT',
    'UID:visite-1',
    `DTSTAMP:${day}T060000Z`,
    `DTSTART:${day}T120000`,
    'SUMMARY:Peeters Luc',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'journee.ics', { type: 'text/calendar' }));
    return data;
  }, calendar);
  await panel.dispatchEvent('drop', { dataTransfer: dropped });
  await expect(panel.getByText(words('agenda.taken.added', { count: 1 }))).toBeVisible();
}

test.use({ hospitalOf: 'visit' });

test('goes through a visit: the day pasted and dropped, ready, the next patient by a key, what is new since the last visit, seen and to do, still there after signing in again; the letter and the CT keep the height of the window [X01] [X02] [X04] [X18] [X20] [C7] [R04]', async ({
  hospital,
  startApp,
  userData,
}) => {
  test.setTimeout(180_000);
  mkdirSync(album, { recursive: true });
  await visitBefore(hospital);
  await sendResult(hospital);
  const { file, code } = hospital.invite(tour.login);
  const { page } = await startApp({ args: [file], env: { PASSERELLE_PRINT_FOLDER: `${userData}/printed` } });
  await page.setViewportSize({ width: 1366, height: 768 });
  const keep = (name: string) => page.screenshot({ path: join(album, `visit-${name}.png`), animations: 'disabled' });
  await enrol(page, code);
  const credentials = await activate(page, tour.login);
  await signIn(page, credentials);
  await proposeLink(page, tour.patient);
  await printAndSign(page);
  const timeline = page.getByRole('listbox', { name: words('timeline.title') });
  const reading = page.getByRole('region', { name: words('document.region') });
  await expect(timeline.getByRole('option').first()).toBeVisible({ timeout: 30_000 });

  await test.step('the day is pasted and dropped; each line says how far it is', async () => {
    await page.getByRole('button', { name: /^Aujourd’hui/ }).click();
    // The list of the day beside the patients bears the same name.
    const panel = page
      .getByRole('region', { name: words('agenda.title'), exact: true })
      .filter({ has: page.getByLabel(words('agenda.add.label')) });
    await noteTheDay(page, panel);
    const line = (name: string): Locator =>
      panel
        .getByRole('list', { name: words('agenda.list') })
        .getByRole('listitem')
        .filter({ hasText: name });
    await expect(line(given)).toContainText(words('agenda.badge.ready'), { timeout: 60_000 });
    await expect(line('Martin')).toContainText(words('agenda.badge.no-link'));
    await expect(line('Peeters')).toContainText(words('agenda.badge.no-link'));
    await line(given)
      .getByRole('button', { name: words('agenda.deed.arrived') })
      .click();
    await expect(line(given).getByRole('button', { name: words('agenda.deed.not-arrived') })).toBeVisible();
    await keep('day');
  });

  await test.step('F8 opens who waits, and the record says what came since the last visit, abnormal first', async () => {
    await page.keyboard.press('F8');
    await expect(page.getByRole('article', { name: words('record.of', { name: `${family} ${given}` }) })).toBeVisible();
    const news = page.getByRole('region', { name: /^Depuis votre dernière visite/ });
    await expect(news.locator('[data-news]').first()).toContainText(/\d/);
    await expect(timeline.getByRole('option', { name: new RegExp(RESULT) })).toBeVisible({ timeout: 30_000 });
    await news.getByRole('button', { name: /^Tout/ }).click();
    await expect(news.locator('[data-news]', { hasText: RESULT })).toContainText('5,9');
    await expect(page.getByRole('region', { name: words('first.title') })).toBeVisible();
    await news.getByRole('button', { name: words('news.less') }).click();
    await keep('record');
  });

  await test.step('who is at the top is there without a click, allergies and the state of the copy too', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText(given);
    await expect(page.getByRole('button', { name: /^Allergies?/ })).toBeVisible();
    await expect(page.getByRole('article').getByRole('status').first()).toBeVisible({ timeout: 60_000 });
  });

  await test.step('a result is kept to do, a letter is seen, both by a key; the letter keeps its height', async () => {
    await timeline.getByRole('option', { name: new RegExp(RESULT) }).click();
    await expect(reading.getByRole('table').first()).toContainText('5,9');
    await page.keyboard.press('a');
    await expect(reading.getByRole('button', { name: words('mark.todo'), exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await page.getByRole('radio', { name: /^Lettres/ }).click();
    await timeline.getByRole('option').first().click();
    await expect(reading.locator('canvas').first()).toBeVisible();
    await page.keyboard.press('v');
    await expect(reading.getByRole('button', { name: words('mark.seen'), exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await keep('letter');
    await expectReadingShare(page, 'text');
  });

  await test.step('the CT keeps its height', async () => {
    await page.getByRole('radio', { name: /^Imagerie/ }).click();
    await timeline
      .getByRole('option', { name: /Scanner du thorax/ })
      .first()
      .click();
    await expect(page.getByRole('application', { name: /^Image de la coupe/ })).toBeVisible({ timeout: 30_000 });
    await keep('ct');
    // The hint of the first day goes once it was read.
    await page.getByRole('button', { name: words('guidance.understood') }).click();
    await expectReadingShare(page, 'image');
    // The patient sits beside: what is shown to him is one press away.
    await expect(reading.getByRole('button', { name: words('show.start'), exact: true })).toBeVisible();
  });

  await test.step('what is to do is found again, also after signing out and in', async () => {
    const menu = page.getByRole('button', { name: /^Menu de/ });
    await menu.click();
    await page.getByRole('menuitem', { name: words('todo.title') }).click();
    const line = page.getByRole('button', { name: new RegExp(RESULT) });
    await expect(line).toBeVisible();
    await menu.click();
    await page.getByRole('menuitem', { name: words('user.sign-out') }).click();
    // The codes of these minutes are spent.
    await signIn(page, credentials, credentials.recoveryCodes[0]);
    await menu.click();
    await page.getByRole('menuitem', { name: words('todo.title') }).click();
    await expect(line).toBeVisible();
    await keep('todo');
    await line.click();
    await expect(reading.getByRole('button', { name: words('mark.todo'), exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
      { timeout: 30_000 },
    );
  });
});
