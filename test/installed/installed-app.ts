import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { toEnvironment } from '../e2e/electron-app.ts';
import { test as base } from '../e2e/hospital.ts';
import { endProgram, joinProgram } from '../support/driven-program.ts';

/** The program that dpkg installed. */
export const installed = process.env['PASSERELLE_INSTALLED'] ?? '';

/** The installed app as it runs: its window, and its first process. */
export interface InstalledApp {
  readonly page: Page;
  readonly process: ChildProcess;
  readonly userData: string;
}

/** What an ended start said: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
}

interface InstalledFixtures {
  /** Starts the installed app and waits for its window; whatever is started is ended with the test. */
  readonly startInstalled: (args?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<InstalledApp>;
  /** Starts it with these words and waits for its end, at most ten seconds. */
  readonly startToEnd: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ending>;
}

/** Playwright's `test` with a real hospital, a real keyring and the app as its package installed it. */
export const test = base.extend<InstalledFixtures>({
  startInstalled: async ({ display, keyring, userData }, use) => {
    const ends: (() => Promise<void>)[] = [];
    await use(async (args = [], env = {}) => {
      const child = spawn(installed, ['--remote-debugging-port=0', `--user-data-dir=${userData}`, ...args], {
        env: { ...toEnvironment(display, keyring), ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const { browser, page } = await joinProgram(child);
      ends.push(async () => {
        await browser.close().catch(() => undefined);
        await endProgram(child);
      });
      await page.waitForLoadState();
      return { page, process: child, userData };
    });
    for (const one of ends) await one();
  },

  startToEnd: async ({ display, keyring, userData }, use) => {
    await use(async (args, env = {}) => {
      const child = spawn(installed, [`--user-data-dir=${userData}`, ...args], {
        env: { ...toEnvironment(display, keyring), ...env },
        stdio: 'ignore',
      });
      const tooLong = setTimeout(() => child.kill('SIGKILL'), 10_000);
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      clearTimeout(tooLong);
      return { code, signal };
    });
  },
});

export { expect } from '@playwright/test';
