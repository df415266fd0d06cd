import { defineConfig } from '@playwright/test';
import windows from './playwright.config.ts';

/** The window tests of the app as its package installed it; `npm run installed` says where. */
export default defineConfig({
  ...windows,
  testDir: 'test/installed',
  globalSetup: [],
  outputDir: 'test-results/installed',
  reporter: [['list'], ['json', { outputFile: 'test-results/installed.json' }]],
});
