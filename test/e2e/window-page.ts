import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';
import { root } from './electron-app.ts';
import { buildWindowHarness } from './window-harness/build-window-harness.ts';

/** The real window over its scripted bridge, every address it asked for, and its end. */
export interface WindowPage {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly requests: string[];
  close(): Promise<void>;
}

/** Opens the window in one of the scenarios of the preview. */
export async function openWindowPage(scenario: string): Promise<WindowPage> {
  const folder = await buildWindowHarness();
  const display = await openVirtualDisplay();
  const { executable } = await resolveElectron(root);
  const userData = mkdtempSync(join(tmpdir(), 'passerelle-window-'));
  const app = await _electron.launch({
    executablePath: executable,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [folder, `--user-data-dir=${userData}`],
    env: {
      ...(process.env as Record<string, string>),
      DISPLAY: display.name,
      WINDOW_SCENARIO: scenario,
      TZ: 'Europe/Brussels',
    },
  });
  const page = await app.firstWindow();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  return {
    app,
    page,
    requests,
    close: async () => {
      await app.close();
      await display.stop();
      rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
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
