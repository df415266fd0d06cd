import type { Locator, Page } from '@playwright/test';
import type { Language } from '../../contracts/language.ts';
import { appOrigin } from '../../src-main/window/origin.ts';
import { toTypography } from '../../src-renderer/words/typography.ts';
import type { WordId } from '../../src-renderer/words/words.ts';
import { readCatalogue } from '../src-renderer/support/catalogues.ts';
import { sectionStates } from '../src-renderer/support/preview/section-states.ts';
import { secondScenes } from '../src-renderer/support/preview/show-scenarios.ts';
import { listWays, type Move } from './ways.ts';

/** Waits until what the screen says has been the same for a few looks. */
export async function rest(page: Page, looks = 3, pause = 110): Promise<void> {
  let before = '';
  let same = 0;
  for (let turn = 0; turn < 40 && same < looks; turn += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other is the point.
    const now = await page.evaluate(() => document.body.innerText);
    same = now === before && now.trim() !== '' ? same + 1 : 0;
    before = now;
    // oxlint-disable-next-line no-await-in-loop
    await page.waitForTimeout(pause);
  }
}

/** Clicks the first of these when there is one; tells whether there was. */
async function step(page: Page, selector: string, hasText?: RegExp): Promise<boolean> {
  const target = page.locator(selector, hasText === undefined ? {} : { hasText }).first();
  if (!(await target.isVisible().catch(() => false))) return false;
  await target.click({ timeout: 5_000 });
  await rest(page);
  return true;
}

/** The beginning of a sentence as a pattern: what is put into it may be anything. */
function toPattern(sentence: string): RegExp {
  let depth = 0;
  const fixed = [...sentence].map((letter) => {
    if (letter === '{') depth += 1;
    if (letter === '}') depth -= 1;
    if (depth > 0) return '\0';
    return letter === '}' ? '' : letter.replace(/[.*+?^$()|[\]\\]/, String.raw`\$&`);
  });
  return new RegExp(`^\\s*${fixed.join('').replaceAll(/\0+/g, '.*').replaceAll(/\s+/g, '\\s+')}`, 'i');
}

const pressed = ['button', 'menuitem', 'tab', 'radio', 'option', 'link', 'checkbox'] as const;

/** How far a walk goes: the first screens, or along every way beyond. */
export type Reach = 'near' | 'far';

/** A hand on a window that speaks one language. */
interface Hand {
  readonly page: Page;
  readonly say: (id: WordId) => string;
  readonly see: (screen: string) => Promise<void>;
}

async function move({ page, say, see }: Hand, scenario: string, wish: Move): Promise<void> {
  if ('see' in wish) {
    await see(`${scenario}, ${wish.see}`);
    return;
  }
  if ('key' in wish) await page.keyboard.press(wish.key);
  else if ('field' in wish)
    await page
      .getByLabel(toPattern(say(wish.field)))
      .first()
      .fill(wish.text, { timeout: 5_000 });
  else if ('type' in wish) await page.locator(wish.type).first().fill(wish.text, { timeout: 5_000 });
  else if ('press' in wish) {
    const name = toPattern(say(wish.press));
    const [first, ...others] = pressed.map((role) => page.getByRole(role, { name }));
    const all = others.reduce<Locator>((some, one) => some.or(one), first as Locator);
    await all.filter({ visible: true }).first().click({ timeout: 5_000 });
  } else {
    const all = page.locator(wish.on, wish.text === undefined ? {} : { hasText: wish.text }).filter({ visible: true });
    const target = all.nth(wish.n ?? 0);
    if (wish.ifThere === true && (await all.count()) <= (wish.n ?? 0)) return;
    await target.click({ timeout: 5_000 });
  }
  await rest(page, 2, 90);
}

/**
 * Opens a scenario of the preview in a language, and goes on where a user would: into its section, to its first line, to the first document of the first
 * patient, then along its own ways. `see` is called at each screen on the way with its name. Returns the ways that could not be gone.
 */
export async function walk(
  page: Page,
  scenario: string,
  language: Language,
  see: (screen: string) => Promise<void>,
  how: Reach,
): Promise<readonly string[]> {
  const { catalogue } = await readCatalogue(language);
  const hand: Hand = { page, say: (id) => toTypography(catalogue[id], language), see };
  if (Object.hasOwn(secondScenes, scenario)) {
    await openPage(page, `second.html?language=${language}#${scenario}`);
    await see(scenario);
    return [];
  }
  const start = (): Promise<void> => openPage(page, `index.html?language=${language}#${scenario}`);
  await start();
  const [name = ''] = scenario.split('-');
  if (Object.hasOwn(sectionStates, name)) {
    await openSection(hand, name);
    await see(scenario);
    if (await step(page, 'main table tbody tr button')) await see(`${scenario}, first line`);
    const open = async (): Promise<void> => {
      await start();
      await openSection(hand, name);
    };
    const explored = name === scenario && how === 'far' ? await exploreSection(hand, name, start) : [];
    return [...explored, ...(await go(hand, scenario, open, how))];
  }
  // What differs in these is met on their own ways alone.
  if (how === 'far' && /^(?:print|sent)-/.test(scenario)) return await go(hand, scenario, start, how);
  await see(scenario);
  if (await step(page, '[data-patient-row]', /DUBOIS/i)) {
    await see(`${scenario}, first patient`);
    if (await step(page, '[data-timeline] [role="option"]')) await see(`${scenario}, first document`);
  }
  return await go(hand, scenario, start, how);
}

async function openPage(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${appOrigin}/${address}`);
  await rest(page);
}

/** Each own way of a scenario from its opening on. */
async function go(hand: Hand, scenario: string, start: () => Promise<void>, how: Reach): Promise<readonly string[]> {
  const lost: string[] = [];
  if (how === 'near') return lost;
  for (const way of listWays(scenario)) {
    // oxlint-disable-next-line no-await-in-loop -- one window.
    await start();
    for (const wish of way) {
      try {
        // oxlint-disable-next-line no-await-in-loop
        await move(hand, scenario, wish);
      } catch (fault) {
        const why = fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : '';
        lost.push(`${scenario}: cannot go on to ${JSON.stringify(wish)} (${why})`);
        break;
      }
    }
  }
  return lost;
}

async function openSection({ page, say }: Hand, name: string): Promise<void> {
  const section = sectionStates[name];
  if (section === undefined) throw new Error(`no section ${name}`);
  if (section.tab !== null)
    await page
      .getByRole('button', { name: say(section.tab), exact: true })
      .first()
      .click();
  else {
    await page.locator('header button').last().click();
    await page.getByRole('menuitem', { name: say(name === 'links' ? 'links.title' : 'sessions.title') }).click();
  }
  await rest(page);
  if (name === 'rights') {
    await page.getByLabel(say('rights.find.niss')).fill('93.05.18-223.61');
    await page.getByRole('button', { name: say('rights.find.button') }).click();
    await rest(page);
  }
}

const mostDeeds = 4;

/** Every queue of a section, its first line, and what each deed on that line asks before it is done. */
async function exploreSection(hand: Hand, name: string, start: () => Promise<void>): Promise<readonly string[]> {
  const { page, see } = hand;
  // The list of patients waits unseen behind the links.
  const queues = page.locator('main nav button:not(:has(svg))').filter({ visible: true });
  const reach = async (queue: number): Promise<void> => {
    await start();
    await openSection(hand, name);
    if (name === 'rights') await step(page, 'main table tbody tr button');
    if (queue > 0) await queues.nth(queue).click({ timeout: 5_000 });
    await rest(page, 2, 90);
  };
  if (name === 'rights') await reach(0);
  const count = name === 'sessions' ? 0 : await queues.count();
  for (let queue = 0; queue < count; queue += 1) {
    // oxlint-disable no-await-in-loop -- one window.
    await reach(queue);
    const place = `${name}, queue ${queue + 1}`;
    if (queue > 0 || name === 'rights') await see(place);
    const deeds = page.locator('main aside button:enabled');
    const hasLine = await step(page, 'main table tbody tr button');
    if (hasLine && queue > 0) await see(`${place}, first line`);
    const all = Math.min(await deeds.count(), mostDeeds);
    for (let deed = 0; deed < all; deed += 1) {
      if (deed > 0) {
        await reach(queue);
        await step(page, 'main table tbody tr button');
      }
      if (
        !(await deeds
          .nth(deed)
          .isEnabled()
          .catch(() => false))
      )
        continue;
      await deeds.nth(deed).click({ timeout: 5_000 });
      await rest(page, 2, 90);
      await see(`${place}, deed ${deed + 1}`);
    }
    // oxlint-enable no-await-in-loop
  }
  return [];
}
