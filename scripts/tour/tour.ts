import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runPlaywright } from '../session/playwright.ts';

/** Performs test/e2e/tour.spec.ts in a virtual display; its screenshots go to tour/. Resolves with the exit code. */
export async function tour(root: string): Promise<number> {
  const folder = join(root, 'tour');
  const code = await runPlaywright(root, { args: ['tour.spec.ts', '--reporter=list'], env: { TOUR_FOLDER: folder } });
  const pictures = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.png')).length : 0;
  console.log(
    code === 0 ? `✓ ${pictures} screenshots in tour/` : '✗ The tour stopped; its last window is in test-results/e2e/',
  );
  return code;
}
