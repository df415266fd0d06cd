import { buildViewerHarness } from './build-harness.ts';

/** Playwright's global setup: the viewer's window stands before the first test, whose own time is not for building. */
// oxlint-disable-next-line import/no-default-export -- Playwright calls a setup by its default export.
export default async function buildOnce(): Promise<void> {
  await buildViewerHarness();
}
