import { type Page } from '@playwright/test';
import pg from 'pg';
import { tour } from '../../server/demo/accounts.ts';
import { people } from '../../server/demo/people.ts';
import { toPlaces } from '../../server/places.ts';
import { openAdmin } from '../../server/postgres/admin.ts';
import { words } from '../../src-renderer/words/words.ts';
import { aDicomInstance } from '../builders/dicom.ts';
import { orUR01 } from '../builders/hl7.ts';
import { runDcmtk, toPeer, writeFiles } from '../server/dimse/dcmtk.ts';
import { openMllpClient } from '../server/hl7/mllp-client.ts';
import { expect, test, type TestHospital } from './hospital.ts';
import { activate, enrol, printAndSign, proposeLink, signIn } from './journey.ts';
import { plugMonitor, readPlace, unplugMonitor } from './second-monitor.ts';

const DEADLINE_MS = 2_000;

/** A request whose name on the timeline nothing else bears. */
function aResult(name: string, control: string, over: Parameters<typeof orUR01>[0] = {}): string {
  return orUR01({
    control,
    order: `RT-${name}`,
    service: `RT-${name}^${name}^L`,
    at: '20261122101500',
    taken: '20261122100000',
    issued: '20261122101400',
    ...over,
  });
}

/** Sends one message by MLLP; resolves with the instant of its acknowledgement, `Date.now()`. */
async function send(hospital: TestHospital, message: string): Promise<number> {
  const client = await openMllpClient(hospital.running().mllpPort ?? 0);
  const acknowledgement = await client.send(message);
  const at = Date.now();
  client.end();
  expect(acknowledgement.code, acknowledgement.reason).toBe('AA');
  return at;
}

/** What the Medical Director's function does: the fact and the news in one transaction. */
async function suspend(hospital: TestHospital): Promise<void> {
  const admin = await openAdmin(toPlaces(hospital.data).postgres, null);
  const database = new pg.Client(admin.connection);
  await database.connect();
  await database.query('begin');
  const { rows } = await database.query<{ id: string }>('select id from identity.person where login = $1', [
    tour.login,
  ]);
  await database.query(
    "insert into care.suspension (person, since_by) select $1, id from identity.person where role = 'director'",
    [rows[0]?.id],
  );
  await database.query("select push.emit(p_type => 'access-closed', p_person => $1, p_patient => null::uuid)", [
    rows[0]?.id,
  ]);
  await database.query('commit');
  await database.end();
}

/** When a line of the timeline that contains `name` was painted, `Date.now()` of the window. */
async function painted(page: Page, name: string): Promise<number> {
  const found = await page.waitForFunction(
    (text) => {
      const option = [...document.querySelectorAll('[role="option"]')].find((one) => one.textContent.includes(text));
      return option === undefined
        ? null
        : new Promise<number>((resolve) => requestAnimationFrame(() => resolve(Date.now())));
    },
    name,
    { polling: 'raf', timeout: 30_000 },
  );
  return Number(await found.jsonValue());
}

test.use({ hospitalOf: 'real time' });

test('trap 3: paints what a ward or a scanner enters within two seconds, moves nothing under the reader, after a break shows each thing once, lets nothing arrive over what is shown to the patient, and closes both screens of who is suspended [R15] [R24] [R25] [X13]', async ({
  hospital,
  startApp,
  userData,
}, testInfo) => {
  test.setTimeout(240_000);
  const { file, code } = hospital.invite(tour.login);
  const { app, page } = await startApp({ args: [file], env: { PASSERELLE_PRINT_FOLDER: `${userData}/printed` } });
  await page.setViewportSize({ width: 1366, height: 768 });
  await enrol(page, code);
  await signIn(page, await activate(page, tour.login));
  await proposeLink(page, tour.patient);
  await printAndSign(page);
  const timeline = page.getByRole('listbox', { name: words('timeline.title') });
  const reading = page.getByRole('region', { name: words('document.region') });
  await expect(page.getByText(words('record.up-to-date'))).toBeVisible({ timeout: 60_000 });
  const times: Record<string, number> = {};
  const within = (what: string, entered: number, shown: number): void => {
    times[what] = shown - entered;
    expect.soft(shown - entered, what).toBeLessThanOrEqual(DEADLINE_MS);
  };

  await test.step('a result sent by MLLP stands on the timeline, and the letter that is being read stays where it was', async () => {
    await page.getByRole('radio', { name: /^Lettres/ }).click();
    await timeline.getByRole('option').first().click();
    await expect(reading.locator('canvas').first()).toBeVisible();
    await page.getByRole('radio', { name: /^Tout/ }).click();
    const scroller = await reading.evaluateHandle((region) => {
      const all = [region, ...region.querySelectorAll<HTMLElement>('*')] as HTMLElement[];
      const scrolled = all.find(
        (one) => one.scrollHeight > one.clientHeight + 100 && getComputedStyle(one).overflowY !== 'visible',
      );
      if (scrolled === undefined) throw new Error('nothing to scroll');
      scrolled.scrollTop = 90;
      return scrolled;
    });
    const before = await timeline.getByRole('option', { selected: true }).textContent();
    within('MLLP', await send(hospital, aResult('Ferritine', 'RT-1')), await painted(page, 'Ferritine'));
    expect(await scroller.evaluate((one) => one.scrollTop)).toBe(90);
    expect(await timeline.getByRole('option', { selected: true }).textContent()).toBe(before);
  });

  await test.step('a correction repaints the open table and adds no line', async () => {
    await timeline.getByRole('option', { name: /Ferritine/ }).click();
    await expect(reading.getByRole('table').first()).toContainText('5,9');
    const entered = await send(
      hospital,
      aResult('Ferritine', 'RT-2', {
        status: 'C',
        at: '20261122102000',
        issued: '20261122101900',
        results: [{ value: '4.7', unit: 'mmol/L', range: '3.5-5.1', status: 'C' }],
      }),
    );
    const shown = await page.waitForFunction(
      () =>
        [...document.querySelectorAll('table')].some((one) => one.textContent.includes('4,7')) ? Date.now() : null,
      null,
      { polling: 'raf' },
    );
    within('correction', entered, Number(await shown.jsonValue()));
    await expect(timeline.getByRole('option', { name: /Ferritine/ })).toHaveCount(1);
  });

  await test.step('a measurement under way goes on while a result and new images come', async () => {
    await page.getByRole('radio', { name: /^Imagerie/ }).click();
    await timeline
      .getByRole('option', { name: /Scanner du thorax/ })
      .first()
      .click();
    await expect(page.getByRole('progressbar', { name: words('viewer.loaded.all') })).toBeAttached({ timeout: 60_000 });
    await page.getByRole('radio', { name: /^Tout/ }).click();
    const slider = page.getByRole('slider', { name: words('viewer.slider') });
    const slice = await slider.inputValue();
    await page
      .getByRole('button', { name: words('viewer.tool.length') })
      .first()
      .click();
    const image = page.getByRole('application', { name: /^Image de la coupe/ });
    const box = await image.boundingBox();
    if (box === null) throw new Error('no image');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x - 60, y);
    await page.mouse.down();
    await page.mouse.move(x, y, { steps: 4 });
    within('MLLP, measuring', await send(hospital, aResult('Vitamine D', 'RT-3')), await painted(page, 'Vitamine D'));
    const files = writeFiles([
      aDicomInstance({
        patientId: people.dubois.number,
        patientName: 'DUBOIS^Marie',
        birthDate: '19550312',
        sex: 'F',
        study: '2.25.777001',
        studyDate: '20261122',
        studyDescription: 'Radio en temps réel',
      }),
    ]);
    const stored = await runDcmtk('storescu', [...toPeer(hospital.running().dimsePort ?? 0), ...files.paths]);
    const entered = Date.now();
    files.remove();
    expect(stored.code, stored.text).toBe(0);
    within('C-STORE', entered, await painted(page, 'Radio en temps réel'));
    await page.mouse.move(x + 60, y, { steps: 4 });
    await page.mouse.up();
    await expect(image.getByText(/mm$/).first()).toBeVisible();
    expect(await slider.inputValue()).toBe(slice);
  });

  await test.step('what was entered while the line was cut comes once', async () => {
    await hospital.cut();
    await expect(page.getByText(/Hors ligne/).first()).toBeVisible({ timeout: 30_000 });
    await hospital.mend();
    await send(hospital, aResult('Cuprémie', 'RT-4'));
    await send(hospital, aResult('Zincémie', 'RT-5'));
    await send(hospital, aResult('Zincémie', 'RT-5'));
    await painted(page, 'Cuprémie');
    await painted(page, 'Zincémie');
    for (const name of ['Ferritine', 'Vitamine D', 'Cuprémie', 'Zincémie'])
      await expect(timeline.getByRole('option', { name: new RegExp(name) })).toHaveCount(1);
  });

  const image = page.getByRole('application', { name: /^Image de la coupe/ });
  await test.step('what is shown to the patient is alone on the screen, while a result comes behind it', async () => {
    await page.getByRole('radio', { name: /^Imagerie/ }).click();
    await timeline
      .getByRole('option', { name: /Scanner du thorax/ })
      .first()
      .click();
    await expect(image).toBeVisible();
    await page.getByRole('radio', { name: /^Tout/ }).click();
    await image.focus();
    // The tool that scrolls: with that of lengths the arrows move the cursor.
    await page.keyboard.press('d');
    const slider = page.getByRole('slider', { name: words('viewer.slider') });
    const slice = Number(await slider.inputValue());
    await page.keyboard.press('e');
    await expect(page.getByRole('region', { name: words('show.region') })).toBeVisible();
    await send(hospital, aResult('Sélénium', 'RT-6'));
    await painted(page, 'Sélénium');
    // What can be seen at all: `innerText` leaves out what is not drawn.
    const seen = await page.locator('body').innerText();
    expect(seen).toContain('DUBOIS Marie');
    for (const hidden of ['Sélénium', 'Ferritine', words('patients.title'), words('patients.new'), 'Helpdesk'])
      expect(seen).not.toContain(hidden);
    await page.keyboard.press('ArrowDown');
    await expect.poll(async () => Number(await slider.inputValue())).toBe(slice + 1);
    await page.keyboard.press('Escape');
    await expect(timeline.getByRole('option', { name: /Sélénium/ })).toBeVisible();
    expect(Number(await slider.inputValue())).toBe(slice + 1);
  });

  await test.step('the second screen shows the images at the same slice, by keyboard, reaches nothing else, and they come back when it is unplugged', async () => {
    const slider = page.getByRole('slider', { name: words('viewer.slider') });
    const slice = await slider.inputValue();
    await plugMonitor(app);
    const opening = app.waitForEvent('window');
    await page.getByRole('button', { name: words('second.open') }).click();
    const second = await opening;
    const there = second.getByRole('slider', { name: words('viewer.slider') });
    await expect.poll(async () => await there.inputValue().catch(() => ''), { timeout: 30_000 }).toBe(slice);
    await expect(page.getByText(words('second.here'))).toBeVisible();
    await expect(image).toHaveCount(0);
    const reach = await second.evaluate(async () => {
      const own = globalThis as unknown as {
        passerelle?: unknown;
        require?: unknown;
        passerelleSecond: { ask(channel: string, input: unknown): Promise<{ ok: boolean }> };
      };
      const answers = await Promise.all(
        ['app/read-state', 'link/list', 'session/sign-out'].map((channel) => own.passerelleSecond.ask(channel, {})),
      );
      return [own.passerelle, own.require, window.open('app://passerelle/index.html'), ...answers.map(({ ok }) => ok)];
    });
    expect(reach).toEqual([undefined, undefined, null, false, false, false]);
    const before = await readPlace(second);
    await second.keyboard.press('ArrowDown');
    await expect.poll(async () => await there.inputValue()).toBe(String(Number(slice) + 1));
    // Where its reader is goes to the main process a moment later: only then may the screen go.
    await expect.poll(async () => await readPlace(second)).not.toBe(before);
    const closing = second.waitForEvent('close');
    await unplugMonitor(app);
    await closing;
    await expect(image).toBeVisible();
    await expect.poll(async () => await slider.inputValue()).toBe(String(Number(slice) + 1));
  });

  await test.step('a suspension closes the open viewer and the second screen within two seconds', async () => {
    const opening = app.waitForEvent('window');
    // The choice was kept: plugged in again, the images go there by themselves.
    await plugMonitor(app);
    const second = await opening;
    await expect(second.getByRole('application', { name: /^Image de la coupe/ })).toBeVisible({ timeout: 30_000 });
    const gone = second.waitForEvent('close').then(() => Date.now());
    await suspend(hospital);
    const entered = Date.now();
    const emptied = await page.waitForFunction(
      () => (document.querySelector('[data-reading-pane], [role="option"]') === null ? Date.now() : null),
      null,
      { polling: 'raf' },
    );
    within('suspension', entered, Number(await emptied.jsonValue()));
    within('suspension, second screen', entered, await gone);
    await expect(timeline).toBeHidden();
    expect(await page.locator('canvas').count()).toBe(0);
  });

  testInfo.annotations.push({ type: 'ms', description: JSON.stringify(times) });
  console.log(`  from the sender's commit to the painted line, ms: ${JSON.stringify(times)}`);
});
