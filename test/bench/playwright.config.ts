import { defineConfig } from '@playwright/test';

/** Benchmarks in a real window: one at a time, so that each has the machine to itself. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results/bench',
  workers: 1,
  timeout: 300_000,
  reporter: [['line']],
});
