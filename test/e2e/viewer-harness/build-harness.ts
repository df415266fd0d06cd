import { cpSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build as bundle } from 'esbuild';
import { build as buildPage } from 'vite';
import { buildIfChanged } from '../../../scripts/build/stamp.ts';

const ELECTRON = ['electron', 'electron/*'];
const root = join(import.meta.dirname, '..', '..', '..');

/** Builds the viewer's own test window when something of it changed; returns the folder that Electron starts. */
export async function buildViewerHarness(): Promise<string> {
  const folder = join(root, 'build', 'viewer-harness');
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
  return folder;
}
