import type { Page } from '@playwright/test';
import type { Language } from '../../contracts/language.ts';
import { appOrigin } from '../../src-main/window/origin.ts';
import { toTypography } from '../../src-renderer/words/typography.ts';
import type { WordId } from '../../src-renderer/words/words.ts';
import { readCatalogue } from '../src-renderer/support/catalogues.ts';
import { sectionStates } from '../src-renderer/support/preview/section-states.ts';

/** Waits until what the screen says has been the same for a third of a second. */
export async function rest(page: Page): Promise<void> {
  let before = '';
  let same = 0;
  for (let turn = 0; turn < 40 && same < 3; turn += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other is the point.
    const now = await page.evaluate(() => document.body.innerText);
    same = now === before && now.trim() !== '' ? same + 1 : 0;
    before = now;
    // oxlint-disable-next-line no-await-in-loop
    await page.waitForTimeout(110);
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

/**
 * Opens a scenario of the preview in a language, and goes on where a user would: into its section, to its first line, to the first document of the first
 * patient. `see` is called at each screen on the way with its name.
 */
export async function walk(
  page: Page,
  scenario: string,
  language: Language,
  see: (screen: string) => Promise<void>,
): Promise<void> {
  const { catalogue } = await readCatalogue(language);
  const say = (id: WordId) => toTypography(catalogue[id], language);
  const [name = ''] = scenario.split('-');
  const section = Object.hasOwn(sectionStates, name) ? sectionStates[name] : undefined;
  await page.goto('about:blank');
  await page.goto(`${appOrigin}/index.html?language=${language}#${scenario}`);
  await rest(page);
  if (section === undefined) {
    await see(scenario);
    if (await step(page, '[data-patient-row]', /DUBOIS/i)) {
      await see(`${scenario}, first patient`);
      if (await step(page, '[data-timeline] [role="option"]')) await see(`${scenario}, first document`);
    }
    return;
  }
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
  await see(scenario);
  if (await step(page, 'main table tbody tr button')) await see(`${scenario}, first line`);
}
