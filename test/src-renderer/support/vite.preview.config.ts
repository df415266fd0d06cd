import { basename, dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The real window over the scripted bridge, to be looked at in a browser: `vite build --config <this> --outDir <folder>`. */
export default defineConfig({
  root: join(import.meta.dirname, 'preview'),
  base: '/',
  plugins: [react()],
  worker: { format: 'es' },
  resolve: { alias: { xmlbuilder2: join(import.meta.dirname, '../../../scripts/build/empty-module.ts') } },
  // Whoever looks reads from a class which style sheet it is of: `record-chip__chip`.
  css: {
    modules: {
      generateScopedName: (name, file) =>
        `${basename(dirname(file))}-${basename(file.split('?')[0] ?? file, '.module.css')}__${name}`,
    },
  },
  build: {
    target: 'chrome130',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: join(import.meta.dirname, 'preview/index.html'),
        second: join(import.meta.dirname, 'preview/second.html'),
        print: join(import.meta.dirname, 'preview/print.html'),
      },
    },
  },
});
