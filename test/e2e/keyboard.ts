import type { Locator, Page } from '@playwright/test';
import { expect } from './electron-app.ts';

/** How the journey touches the window: with the mouse, or with keys alone. */
export interface Hand {
  readonly press: (page: Page, target: Locator) => Promise<void>;
  readonly tick: (page: Page, target: Locator) => Promise<void>;
  readonly write: (page: Page, target: Locator, text: string) => Promise<void>;
}

/** Clicks and fills. */
export const mouse: Hand = {
  press: (_page, target) => target.click(),
  tick: (_page, target) => target.click({ force: true }),
  write: (_page, target, text) => target.fill(text),
};

const MOST_STEPS = 80;

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement));

/** The key that leads nearer: while the focus stands in the group (radios, tools, menu) of the target the arrow towards it, else Tab. */
const readKey = (target: Locator): Promise<string> =>
  target.evaluate((element) => {
    const group = element.closest('[role="radiogroup"], [role="toolbar"], [role="tablist"], [role="menu"]');
    const active = document.activeElement;
    if (group === null || active === null || !group.contains(active)) return 'Tab';
    const isBefore = (element.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    if (group.getAttribute('role') === 'menu') return isBefore ? 'ArrowUp' : 'ArrowDown';
    return isBefore ? 'ArrowLeft' : 'ArrowRight';
  });

/** Walks to a control by Tab, and inside its group by the arrows, as somebody does who has no mouse. Fails where the keys do not lead. */
export async function goTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeAttached();
  const passed: string[] = [];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one key after the other.
    if (await hasFocus(target)) return;
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press(await readKey(target));
    // oxlint-disable-next-line no-await-in-loop
    passed.push(
      await page.evaluate(
        () =>
          document.activeElement?.getAttribute('aria-label') ??
          document.activeElement?.textContent?.slice(0, 30) ??
          '?',
      ),
    );
  }
  throw new Error(`no key leads to ${String(target)}; passed: ${passed.join(' › ')}`);
}

/** Keys alone: Tab, arrows, Enter, Space and what is typed. */
export const keys: Hand = {
  async press(page, target) {
    await goTo(page, target);
    await page.keyboard.press('Enter');
  },
  async tick(page, target) {
    await goTo(page, target);
    await page.keyboard.press('Space');
  },
  async write(page, target, text) {
    await goTo(page, target);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
  },
};

/** Opens the line of the timeline whose text matches, by ↓ and Enter. */
export async function openLine(page: Page, list: Locator, wanted: RegExp): Promise<void> {
  await goTo(page, list);
  await page.keyboard.press('Home');
  for (let step = 0; step < MOST_STEPS; step += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one key after the other.
    const active = await list.evaluate(
      (element) => document.getElementById(element.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '',
    );
    if (wanted.test(active)) {
      // oxlint-disable-next-line no-await-in-loop
      await page.keyboard.press('Enter');
      return;
    }
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no line matches ${String(wanted)}`);
}
