import { createHash } from 'node:crypto';
import { globSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { type Language, languages } from '../../contracts/language.ts';
import { scenarios } from '../src-renderer/support/preview/scenarios.ts';
import { secondScenes } from '../src-renderer/support/preview/show-scenarios.ts';
import { readBroken } from './axe-in-page.ts';
import { readOtherWords } from './other-words.ts';
import { readCutTexts, readMotion } from './readable-text.ts';
import { type Reach, rest, walk } from './screens.ts';
import { wayNames } from './ways.ts';
import { openWindowPage, type WindowPage } from './window-page.ts';

/** `npm run access` looks at everything; the tests at the screens of a day and, in a time-box, at what the date draws among the rest. */
const everything = process.env['ACCESS'] === 'all';
/** Scenarios by the beginning of their names. */
const chosen = process.env['ACCESS_ONLY']?.split(',') ?? [];
const spoken = languages.filter((one) => (process.env['ACCESS_LANGUAGES'] ?? languages.join(',')).includes(one));
/** axe in the first language of a screen alone; in the others what is cut and in which words it speaks. */
const isQuick = process.env['ACCESS_QUICK'] === '1';
/** A folder for a picture of each look, for eyes. */
const shots = process.env['ACCESS_SHOTS'];
const timeBox = everything ? 5 * 3_600_000 : 25_000;
const daily = ['signed-out', 'shell', 'first-day', 'links'];
const names = [...Object.keys(scenarios), ...Object.keys(secondScenes)];

/** A scenario, and the languages in which each of its screens is looked at: spoken one after the other where it stands. */
interface Look {
  readonly languages: readonly Language[];
  readonly scenario: string;
  readonly reach: Reach;
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
  const some =
    chosen.length === 0
      ? names
      : [...new Set(chosen.flatMap((beginning) => names.filter((name) => name.startsWith(beginning))))];
  if (everything) return some.map((scenario) => ({ scenario, languages: spoken, reach: 'far' }));
  const seed = Number(process.env['ACCESS_SEED'] ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  const all = some.flatMap((scenario) =>
    spoken.map((language) => ({ scenario, languages: [language], reach: 'near' as const })),
  );
  const longest = daily.map((scenario) => ({ scenario, languages: ['de'] as const, reach: 'near' as const }));
  return [...longest, ...shuffle(all, seed)];
}

/** How much was looked at and found, by language. */
const counts = Object.fromEntries(languages.map((one) => [one, { looks: 0, faults: 0 }])) as Record<
  Language,
  { looks: number; faults: number }
>;

/** Says the screen in another language where it stands, as its menu would. */
async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((next) => {
    (globalThis as unknown as { readonly speakAnew: (language: string) => void }).speakAnew(next);
  }, language);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language, { timeout: 5_000 });
  await rest(page, 2, 60);
}

/** Two frames, and what watches sizes has done its work. */
async function redraw(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 40)));
      }),
  );
}

async function keepShot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name.replaceAll(/[^\w-]+/g, '_')}.jpg`), quality: 70, type: 'jpeg' });
}

/** One screen as it stands in one language: at 1366 × 768, at 200 %, with less motion, in high contrast. */
async function readScreen(
  page: Page,
  screen: string,
  language: Language,
  isFirst: boolean,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const note = (mode: string, all: readonly unknown[]): void => {
    for (const one of all)
      faults.push(`${screen} in ${language}, ${mode}: ${typeof one === 'string' ? one : JSON.stringify(one)}`);
  };
  // Colours are the same in every language: what they alone decide is asked once on a screen.
  if (isFirst || !isQuick) note('1366 × 768', await readBroken(page, isFirst ? 'all' : 'words'));
  note('1366 × 768', await readCutTexts(page));
  if (everything) note('words', await readOtherWords(page, language));
  note('reduced motion', await readMotion(page));
  if ((await page.evaluate(() => document.documentElement.lang)) !== language) note('lang', ['is another language']);
  await keepShot(page, `${screen}-${language}`);
  // What 200 % leaves of the window: half of it each way.
  await page.setViewportSize({ width: 683, height: 384 });
  await redraw(page);
  note('200 %', await readCutTexts(page));
  await keepShot(page, `${screen}-${language}-200`);
  await page.setViewportSize({ width: 1366, height: 768 });
  if (everything && isFirst) {
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    await redraw(page);
    note('high contrast', await readBroken(page, 'colours'));
    await keepShot(page, `${screen}-contrast`);
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'none' });
  }
  await redraw(page);
  return faults;
}

async function readFaults(page: Page, { languages: wanted, scenario, reach }: Look): Promise<string[]> {
  const faults: string[] = [];
  const [first = 'fr'] = wanted;
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'none' });
  await page.setViewportSize({ width: 1366, height: 768 });
  const lost = await walk(
    page,
    scenario,
    first,
    async (screen) => {
      if (everything) await keepSheets(page);
      if (everything && (await isKnown(page))) return;
      for (const language of wanted) {
        // oxlint-disable no-await-in-loop -- one window.
        if (language !== first) await speak(page, language);
        const found = await readScreen(page, screen, language, language === first);
        // oxlint-enable no-await-in-loop
        counts[language].looks += 1;
        counts[language].faults += found.length;
        faults.push(...found);
      }
      if (wanted.length > 1) await speak(page, first);
    },
    reach,
  );
  counts[first].faults += lost.length;
  return [...faults, ...lost];
}

const known = new Set<string>();

/** Whether this very screen was looked at before: many scenarios begin with the same one. */
async function isKnown(page: Page): Promise<boolean> {
  const drawn = await page.evaluate(() => document.body.innerHTML);
  const print = createHash('sha1')
    .update(drawn.replaceAll(/(?:id|for|aria-(?:labelledby|describedby|controls)|src|title)="[^"]*"|\d+/g, ''))
    .digest('hex');
  if (known.has(print)) return true;
  known.add(print);
  return false;
}

/** Style sheets of which something was seen, as `record-chip`. */
const sheets = new Set<string>();

async function keepSheets(page: Page): Promise<void> {
  const seen = await page.evaluate(() =>
    [...document.querySelectorAll('[class*="__"]')].flatMap((one) =>
      one.checkVisibility() ? [...one.classList].map((name) => name.split('__')[0] ?? '') : [],
    ),
  );
  for (const one of seen) sheets.add(one);
}

const renderer = join(import.meta.dirname, '../../src-renderer');
/** Every style sheet of the window that no look has seen anything of. */
function listUnseen(): readonly string[] {
  return globSync('**/*.module.css', { cwd: renderer })
    .filter((file) => !sheets.has(`${basename(dirname(file))}-${basename(file, '.module.css')}`))
    .toSorted();
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
  const start = Date.now();
  const end = start + timeBox;
  const faults: string[] = wayNames
    .filter((name) => !names.includes(name))
    .map((name) => `${name}: a way is written, and no scenario is called so`);
  let looked = 0;
  const looks = listLooks();
  const all = (): number => spoken.reduce((before, one) => before + counts[one].looks, 0);
  for (const look of looks) {
    const before = all();
    if (looked >= daily.length && Date.now() > end) break;
    // oxlint-disable-next-line no-await-in-loop -- one window.
    const found = await readFaults(opened.page, look).catch((fault: unknown) => [`${look.scenario}: ${String(fault)}`]);
    if (everything) {
      const minutes = Math.round((Date.now() - start) / 6_000) / 10;
      console.log(
        `${found.length === 0 ? '✓' : '✗'} ${look.scenario} (${look.languages.join(' ')}; ${all() - before} looks; ${minutes} min)`,
      );
      for (const fault of found) console.log(`    ${fault}`);
    }
    faults.push(...found);
    looked += 1;
  }
  const unseen = everything && chosen.length === 0 ? listUnseen() : [];
  faults.push(...unseen.map((file) => `${file}: no scenario shows anything of it`));
  for (const file of unseen) console.log(`    ${file}: no scenario shows anything of it`);
  const sum = (what: 'looks' | 'faults') => spoken.map((one) => `${one} ${counts[one][what]}`).join(', ');
  console.log(
    `access: ${looked} of ${looks.length} scenarios · looks: ${sum('looks')} · faults: ${sum('faults')}, ${faults.length} in all · ${Math.round((Date.now() - start) / 60_000)} min`,
  );
  expect(faults).toEqual([]);
});
