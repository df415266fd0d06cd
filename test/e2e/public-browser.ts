import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { test as base } from './hospital.ts';

/** Debian's Chromium on the hospital's public pages: as a visitor without scripts, and with them for axe alone. */
export interface PublicBrowser {
  /** JavaScript is off, the language French. */
  readonly visitor: BrowserContext;
  /** The WCAG 2.2 AA rules that the page at this address breaks, after what is done on it first. */
  readonly readFaults: (url: string, act?: (page: Page) => Promise<void>) => Promise<readonly string[]>;
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Playwright's `test` with the app, a hospital of its own and a browser that has nothing to do with either. */
export const test = base.extend<{ readonly browserOf: PublicBrowser }>({
  browserOf: async ({}, use) => {
    // Its wrapper writes below HOME, which a namespace without root may not hold.
    const home = mkdtempSync(join(tmpdir(), 'passerelle-chromium-'));
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      chromiumSandbox: true,
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home } as Record<string, string>,
    });
    // The hospital's own CA is in no browser; whom it names is proven by the servers' tests.
    const common = { ignoreHTTPSErrors: true, locale: 'fr-BE' } as const;
    const visitor = await browser.newContext({ ...common, javaScriptEnabled: false, acceptDownloads: true });
    const reader = await browser.newContext(common);
    await use({
      visitor,
      readFaults: async (url, act) => {
        const page = await reader.newPage();
        await page.goto(url);
        await act?.(page);
        // There is no frame: one run in the page itself, without the second page that collects those of frames.
        const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
        const { violations } = await axe.withTags(rules).analyze();
        await page.close();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 80)).join(' | ')}`);
      },
    });
    await browser.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
});
