import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The window: built for the oldest Chromium that runs it, no inlined data, workers as ES modules. */
export default defineConfig({
  root: join(import.meta.dirname, 'src-renderer'),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: { xmlbuilder2: join(import.meta.dirname, 'scripts/build/empty-module.ts') },
  },
  worker: { format: 'es' },
  build: {
    target: 'chrome130',
    outDir: join(import.meta.dirname, 'build/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
  },
});
