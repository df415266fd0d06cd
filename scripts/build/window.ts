import { join } from 'node:path';
import { build } from 'vite';

/** Builds the window into build/renderer by vite.config.ts; its warnings are about what the codecs would do in Node. */
export async function buildWindow(root: string): Promise<void> {
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error' });
}
