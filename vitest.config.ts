import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { OutcomeReporter } from './scripts/report/vitest-reporter.ts';

const reportFile = process.env['VITEST_REPORT'];

/** What only root can set up: a printing system of its own, a small disk that is really full, a reader for cards, dpkg. */
const rootFiles = [
  'test/scripts/package/update-full-disk.test.ts',
  'test/scripts/package/update-helper.test.ts',
  'test/scripts/package/update-killed.test.ts',
  'test/server/product/units.test.ts',
  'test/server/store/blob-store.test.ts',
  'test/server/updates/full-disk.test.ts',
  'test/src-main/eid/pcsc.test.ts',
  'test/src-main/printing/cups.test.ts',
  'test/src-main/vault/full-disk.test.ts',
];
/** `root`: these alone; `plain`: all but these; without it: everything, and what needs root says that it is skipped. */
const part = process.env['VITEST_PART'];

/** Unit and API tests. Each file runs in its own process; what needs the DOM says so with `@vitest-environment happy-dom`. */
export default defineConfig({
  test: {
    include: part === 'root' ? rootFiles : ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: [...(part === 'plain' ? rootFiles : []), 'test/e2e/**', 'test/bench/**', '**/node_modules/**'],
    globalSetup: ['test/server/support/stop-postmaster.ts'],
    pool: 'forks',
    // Two cores carry two files; vitest itself would leave one of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Generous, since machines are shared: what must be quick asserts its own deadline.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    reporters: reportFile ? ['default', new OutcomeReporter(reportFile)] : ['default'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});
