import { cpSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import react from '@vitejs/plugin-react';
import { build as bundle } from 'esbuild';
import { build as buildPage } from 'vite';
import { buildIfChanged } from '../../../scripts/build/stamp.ts';

const ELECTRON = ['electron', 'electron/*'];
const root = join(import.meta.dirname, '..', '..', '..');

/** Builds the viewer's own test window when something of it changed; returns the folder that Electron starts. One worker builds, the others wait. */
export async function buildViewerHarness(): Promise<string> {
  const folder = join(root, 'build', 'viewer-harness');
  const lock = join(root, 'build', '.viewer-harness.lock');
  mkdirSync(join(root, 'build'), { recursive: true });
  while (!take(lock)) await wait(250);
  try {
    await build(folder);
  } finally {
    rmdirSync(lock);
  }
  return folder;
}

/** A folder can be made by one process only; one that is two minutes old was left by a process that was killed. */
function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 120_000) rmdirSync(lock);
    return false;
  }
}

async function build(folder: string): Promise<void> {
  await buildIfChanged(root, {
    name: 'viewer-harness',
    inputs: [
      'contracts/**/*',
      'src-renderer/viewer/**/*',
      'src-renderer/ui/**/*',
      'src-renderer/words/**/*',
      'test/e2e/viewer-harness/**/*',
      'src-main/window/*',
    ],
    outputs: ['build/viewer-harness/main.js', 'build/viewer-harness/page/index.html'],
    build: async () => {
      const common = {
        bundle: true as const,
        platform: 'node' as const,
        target: 'node20.18',
        external: ELECTRON,
        logLevel: 'warning' as const,
      };
      const here = (name: string): string => join(import.meta.dirname, name);
      await bundle({ ...common, entryPoints: [here('main.ts'), here('pixel-host.ts')], outdir: folder, format: 'esm' });
      await bundle({
        ...common,
        entryPoints: [here('preload.ts')],
        outfile: join(folder, 'preload.cjs'),
        format: 'cjs',
      });
      cpSync(here('package.json'), join(folder, 'package.json'));
      await buildPage({
        configFile: false,
        root: here('page'),
        base: '/',
        logLevel: 'warn',
        plugins: [react()],
        resolve: { alias: { xmlbuilder2: join(root, 'scripts', 'build', 'empty-module.ts') } },
        worker: { format: 'es' },
        build: {
          target: 'chrome130',
          outDir: join(folder, 'page'),
          emptyOutDir: true,
          assetsInlineLimit: 0,
          modulePreload: { polyfill: false },
          chunkSizeWarningLimit: 4000,
        },
      });
    },
  });
}
