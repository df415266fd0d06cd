import { defineConfig } from 'vitest/config';
import { OutcomeReporter } from './scripts/report/vitest-reporter.ts';

const reportFile = process.env['VITEST_REPORT'];

/** Unit and API tests. Each file runs in its own process; what needs the DOM says so with `@vitest-environment happy-dom`. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/bench/**', '**/node_modules/**'],
    globalSetup: ['test/server/support/stop-postmaster.ts'],
    pool: 'forks',
    // Generous, since machines are shared: what must be quick asserts its own deadline.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    reporters: reportFile ? ['default', new OutcomeReporter(reportFile)] : ['default'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});
