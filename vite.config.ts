import { cpSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const outDir = join(import.meta.dirname, 'build/renderer');

/** What pdf.js reads by URL while it draws: character maps, the fonts a PDF may leave out, decoders. Served at /pdfjs/. */
const pdfResources: Plugin = {
  name: 'pdf-resources',
  apply: 'build',
  writeBundle() {
    for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs'])
      cpSync(join(import.meta.dirname, 'node_modules/pdfjs-dist', folder), join(outDir, 'pdfjs', folder), {
        recursive: true,
      });
  },
};

/** The window: built for the oldest Chromium that runs it, no inlined data, workers as ES modules. */
export default defineConfig({
  root: join(import.meta.dirname, 'src-renderer'),
  base: '/',
  plugins: [react(), pdfResources],
  resolve: {
    alias: { xmlbuilder2: join(import.meta.dirname, 'scripts/build/empty-module.ts') },
  },
  worker: { format: 'es' },
  build: {
    target: 'chrome130',
    outDir,
    // The second page is what is printed: a style sheet and its letters, without any script (src-main/printing).
    rollupOptions: {
      input: {
        index: join(import.meta.dirname, 'src-renderer/index.html'),
        print: join(import.meta.dirname, 'src-renderer/print.html'),
        second: join(import.meta.dirname, 'src-renderer/second.html'),
      },
    },
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
  },
});
