import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type HarnessWindow, openHarness } from './harness-window.ts';
import { buildWindowHarness } from './window-harness/build-window-harness.ts';

/** The real window over its scripted bridge, and every address it asked for. */
export interface WindowPage extends HarnessWindow {
  readonly page: Page;
  readonly requests: string[];
}

/** Opens the window in one of the scenarios of the preview. */
export async function openWindowPage(scenario: string): Promise<WindowPage> {
  const harness = await openHarness(await buildWindowHarness(), { WINDOW_SCENARIO: scenario });
  const page = await harness.app.firstWindow();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  return { ...harness, page, requests };
}

/** Rules of WCAG 2.2 AA broken on the screen; the frame of a letter runs no script, so axe stays out of it. */
export async function readViolations(page: Page): Promise<string[]> {
  const results = await new AxeBuilder({ page })
    .setLegacyMode()
    .exclude('iframe')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return results.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}
