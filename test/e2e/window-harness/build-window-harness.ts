import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { build as buildPage } from 'vite';
import { buildIfChanged } from '../../../scripts/build/stamp.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const support = join(root, 'test/src-renderer/support');

/** Builds the window over its scripted bridge when something of it changed; returns the folder that Electron starts. */
export async function buildWindowHarness(): Promise<string> {
  const folder = join(root, 'build', 'window-harness');
  mkdirSync(folder, { recursive: true });
  await buildIfChanged(root, {
    name: 'window-harness',
    inputs: [
      'contracts/**/*',
      'src-renderer/**/*',
      'test/src-renderer/support/**/*',
      'test/e2e/window-harness/**/*',
      'src-main/window/*',
      'src-main/printing/*',
    ],
    outputs: ['build/window-harness/main.js', 'build/window-harness/page/index.html'],
    build: async () => {
      await bundle({
        bundle: true,
        platform: 'node',
        target: 'node20.18',
        external: ['electron', 'electron/*'],
        logLevel: 'warning',
        entryPoints: [join(import.meta.dirname, 'main.ts')],
        outdir: folder,
        format: 'esm',
      });
      cpSync(join(import.meta.dirname, 'package.json'), join(folder, 'package.json'));
      await buildPage({
        configFile: join(support, 'vite.preview.config.ts'),
        logLevel: 'error',
        build: { outDir: join(folder, 'page'), emptyOutDir: true },
      });
    },
  });
  return folder;
}
