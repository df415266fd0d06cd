import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildViewerHarness } from './viewer-harness/build-harness.ts';
import { root } from './electron-app.ts';

/** A started viewer window. */
export interface ViewerWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** Starts the viewer's own window; `software` is WebGL on the processor (SwiftShader), `none` a PC without any WebGL. */
export async function openViewerWindow(webgl: 'software' | 'none' = 'software'): Promise<ViewerWindow> {
  const folder = await buildViewerHarness();
  const display = await openVirtualDisplay();
  const { executable } = await resolveElectron(root);
  const userData = mkdtempSync(join(tmpdir(), 'passerelle-viewer-'));
  const app = await _electron.launch({
    executablePath: executable,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [folder, `--user-data-dir=${userData}`],
    env: {
      ...(process.env as Record<string, string>),
      DISPLAY: display.name,
      VIEWER_WEBGL: webgl,
      LANG: 'fr_BE.UTF-8',
      TZ: 'Europe/Brussels',
    },
  });
  // The window opens when Playwright already listens: one that loads while it connects may never be told of.
  await app.evaluate(async ({ app: electron }) => {
    await electron.whenReady();
    await (globalThis as unknown as { openWindow(): Promise<void> }).openWindow();
  });
  const page = await app.firstWindow();
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  return {
    app,
    page,
    close: async () => {
      await app.close();
      await display.stop();
      rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
