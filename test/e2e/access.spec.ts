import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { type Language, languages } from '../../contracts/language.ts';
import { scenarios } from '../src-renderer/support/preview/scenarios.ts';
import { readCutTexts, readMotion } from './readable-text.ts';
import { rest, walk } from './screens.ts';
import { openWindowPage, readViolations, type WindowPage } from './window-page.ts';

/** `npm run access` looks at everything; the tests at the screens of a day and, in a time-box, at what the date draws among the rest. */
const everything = process.env['ACCESS'] === 'all';
const chosen = process.env['ACCESS_ONLY']?.split(',') ?? [];
const spoken = languages.filter((one) => (process.env['ACCESS_LANGUAGES'] ?? languages.join(',')).includes(one));
const timeBox = everything ? 60 * 60_000 : 25_000;
const daily = ['signed-out', 'shell', 'first-day', 'links'];

interface Look {
  readonly language: Language;
  readonly scenario: string;
}

/** The same order for the same seed (mulberry32). */
function shuffle<T>(all: readonly T[], seed: number): readonly T[] {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return all
    .map((one) => [next(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);
}

function listLooks(): readonly Look[] {
  const names = Object.keys(scenarios).filter((name) => chosen.length === 0 || chosen.includes(name));
  const all = names.flatMap((scenario) => spoken.map((language) => ({ scenario, language })));
  if (everything) return all;
  const seed = Number(process.env['ACCESS_SEED'] ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  const longest = daily.map((scenario) => ({ scenario, language: 'de' as const }));
  return [...longest, ...shuffle(all, seed)];
}

async function readFaults(page: Page, { language, scenario }: Look): Promise<string[]> {
  const faults: string[] = [];
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'none' });
  await page.setViewportSize({ width: 1366, height: 768 });
  await walk(page, scenario, language, async (screen) => {
    const note = (mode: string, all: readonly unknown[]) =>
      faults.push(
        ...all.map(
          (one) => `${screen} in ${language}, ${mode}: ${typeof one === 'string' ? one : JSON.stringify(one)}`,
        ),
      );
    note('1366 × 768', [...(await readViolations(page)), ...(await readCutTexts(page))]);
    note('reduced motion', await readMotion(page));
    if ((await page.evaluate(() => document.documentElement.lang)) !== language) note('lang', ['is another language']);
    // What 200 % leaves of the window: half of it each way.
    await page.setViewportSize({ width: 683, height: 384 });
    await rest(page);
    note('200 %', await readCutTexts(page));
    await page.setViewportSize({ width: 1366, height: 768 });
    if (everything) {
      await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
      await rest(page);
      note('high contrast', await readViolations(page));
      await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'none' });
    }
    await rest(page);
  });
  return faults;
}

let opened: WindowPage;

test.beforeAll(async () => {
  opened = await openWindowPage('starting');
});

test.afterAll(() => opened.close());

test('a text that is cut, a page that is too wide and a thing that moves are found [X17]', async () => {
  const { page } = opened;
  await page.evaluate(() => {
    const box = document.createElement('div');
    box.style.cssText = 'width:40px;overflow:hidden;white-space:nowrap;position:static';
    box.textContent = 'Rijksregisternummer';
    const wide = document.createElement('p');
    wide.style.cssText = 'width:4000px;position:absolute;left:0';
    wide.textContent = 'Breit';
    document.body.append(box, wide);
    box.animate([{ opacity: 1 }, { opacity: 0.9 }], { duration: 1_000, iterations: Infinity });
  });
  const cut = await readCutTexts(page);
  expect(cut.map(({ text }) => text).toSorted()).toEqual(['(page)', 'Rijksregisternummer']);
  expect(await readMotion(page)).toHaveLength(1);
});

test('every screen can be read: WCAG 2.2 AA, no text cut at 1366 × 768 or at 200 %, nothing that moves when less motion is asked for [X17]', async () => {
  test.setTimeout(timeBox + 60_000);
  const end = Date.now() + timeBox;
  const faults: string[] = [];
  let looked = 0;
  const looks = listLooks();
  for (const look of looks) {
    if (looked >= daily.length && Date.now() > end) break;
    // oxlint-disable-next-line no-await-in-loop -- one window.
    const found = await readFaults(opened.page, look);
    if (everything) {
      console.log(`${found.length === 0 ? '✓' : '✗'} ${look.scenario} in ${look.language}`);
      for (const fault of found) console.log(`    ${fault}`);
    }
    faults.push(...found);
    looked += 1;
  }
  console.log(`access: ${looked} of ${looks.length} screens looked at, ${faults.length} faults`);
  expect(faults).toEqual([]);
});
