import type { Page } from '@playwright/test';
import { type HarnessWindow, openHarness } from './harness-window.ts';
import { buildViewerHarness } from './viewer-harness/build-harness.ts';

/** A started viewer window. */
export interface ViewerWindow extends HarnessWindow {
  readonly page: Page;
}

/** Starts the viewer's own window; `software` is WebGL on the processor (SwiftShader), `none` a PC without any WebGL. */
export async function openViewerWindow(webgl: 'software' | 'none' = 'software'): Promise<ViewerWindow> {
  const harness = await openHarness(await buildViewerHarness(), { VIEWER_WEBGL: webgl, LANG: 'fr_BE.UTF-8' });
  // The window opens when Playwright already listens: one that loads while it connects may never be told of.
  await harness.app.evaluate(async ({ app: electron }) => {
    await electron.whenReady();
    await (globalThis as unknown as { openWindow(): Promise<void> }).openWindow();
  });
  const page = await harness.app.firstWindow();
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  return { ...harness, page };
}
