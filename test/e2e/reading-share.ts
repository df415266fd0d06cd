import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { words } from '../../src-renderer/words/words.ts';

/** Parts of the window's height that the image or the letter keeps: on a laptop, and at 200 % of it. */
const kept = [
  { width: 1366, height: 768, share: 0.7 },
  { width: 683, height: 384, share: 0.6 },
] as const;

/** Nothing on the line of facts is cut, and the substances of the allergies stand on it [X18]. */
async function expectFactsWhole(page: Page, at: string): Promise<void> {
  const line = page.locator('[data-facts]');
  await expect(line.getByRole('button', { name: /^Allergies?/ })).toBeVisible();
  const cut = await line.evaluate((element) =>
    [element, ...element.querySelectorAll<HTMLElement>('span')]
      // A sign keeps its words for who does not see it.
      .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent),
  );
  expect(cut, `cut at ${at}`).toEqual([]);
}

/** Measures what is read — the image without its tools, the text of a document — at both sizes, that the line above it is whole, and comes back to the first. */
export async function expectReadingShare(page: Page, kind: 'image' | 'text'): Promise<void> {
  const what =
    kind === 'image'
      ? page.getByRole('application', { name: /^Image de la coupe/ })
      : page.getByRole('region', { name: words('document.content') });
  for (const { width, height, share } of kept) {
    // oxlint-disable-next-line no-await-in-loop -- one window.
    await page.setViewportSize({ width, height });
    // oxlint-disable-next-line no-await-in-loop
    await expect(async () => {
      const box = await what.boundingBox();
      const seen = box === null ? 0 : Math.min(box.y + box.height, height) - Math.max(box.y, 0);
      expect(seen / height, `${kind} at ${width} × ${height}`).toBeGreaterThanOrEqual(share);
    }).toPass({ timeout: 10_000 });
    // oxlint-disable-next-line no-await-in-loop
    await expectFactsWhole(page, `${width} × ${height}`);
  }
  await page.setViewportSize({ width: kept[0].width, height: kept[0].height });
}
