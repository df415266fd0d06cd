import type { Locator, Page } from '@playwright/test';
import { words } from '../../src-renderer/words/words.ts';

/** What a click is to end in. */
type Shown = 'record' | 'pdf' | 'html' | 'laboratory' | 'image';

/** A click that ends in nothing fails the benchmark after so many milliseconds. */
const LONGEST = 60_000;

/** Clicks as a user does and answers the milliseconds from the press to the frame that shows what it ended in, timed inside the window, where no driver stands between. */
export async function clickUntil(page: Page, target: Locator, shown: Shown): Promise<number> {
  await target.scrollIntoViewIfNeeded();
  const taken = page.evaluate(watchClick, [shown, LONGEST] as const);
  await target.click();
  const milliseconds = await taken;
  if (milliseconds === null) throw new Error(`A click did not end in: ${shown}`);
  return milliseconds;
}

/** A line of the open record's timeline, of one kind. */
export async function findLine(page: Page, kind: RegExp, place: number): Promise<Locator> {
  await page.getByRole('radio', { name: kind }).click();
  return page
    .getByRole('listbox', { name: words('timeline.title') })
    .getByRole('option')
    .nth(place);
}

/** Two frames of a window that does nothing: less than that no click can take. */
export function timeTwoFrames(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const taken: number[] = [];
    for (let round = 0; round < 30; round += 1) {
      const begun = performance.now();
      await frame();
      await frame();
      taken.push(performance.now() - begun);
    }
    return taken;
  });
}

/** Runs in the window. What already stood there does not count: each opening makes its elements anew. */
function watchClick([shown, longest]: readonly [Shown, number]): Promise<number | null> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const find = (): readonly Element[] => {
    const pane = '[data-reading-pane]';
    switch (shown) {
      case 'record':
        return [...document.querySelectorAll('[data-timeline]')].filter((one) => one.querySelector('[role=option]'));
      case 'pdf':
        return [...document.querySelectorAll<HTMLCanvasElement>(`${pane} canvas`)].filter(
          ({ width, height }) => width !== 300 || height !== 150,
        );
      case 'html':
        return [...document.querySelectorAll<HTMLIFrameElement>(`${pane} iframe`)].filter(
          ({ contentDocument }) => (contentDocument?.body?.childElementCount ?? 0) > 0,
        );
      case 'laboratory':
        return [...document.querySelectorAll(`${pane} tbody tr`)];
      case 'image':
        return [...document.querySelectorAll(`${pane} [data-shown="true"]`)];
    }
  };
  const before = new Set(find());
  return new Promise((resolve) => {
    const watch = async (): Promise<void> => {
      const started = performance.now();
      for (;;) {
        await frame();
        const late = performance.now() - started > longest;
        if (!late && !find().some((one) => !before.has(one))) continue;
        // What stands in the page now is painted when the next frame begins.
        await frame();
        resolve(late ? null : performance.now() - started);
        return;
      }
    };
    document.addEventListener('pointerdown', () => void watch(), { capture: true, once: true });
  });
}
