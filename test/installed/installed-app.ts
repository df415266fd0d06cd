import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, type Page, chromium } from '@playwright/test';
import { toEnvironment } from '../e2e/electron-app.ts';
import { test as base } from '../e2e/hospital.ts';

/** The program that dpkg installed; its fuses keep Playwright's own way into Electron shut, so it is driven as a browser is. */
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
      const browser = await join(child);
      ends.push(() => end(child, browser));
      const [context] = browser.contexts();
      const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
      if (page === undefined) throw new Error('the installed app opened no window');
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

/** Joins the app by the address that Chromium prints when it may be driven. */
async function join(child: ChildProcess): Promise<Browser> {
  const address = await new Promise<string>((found, lost) => {
    let said = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const line = /DevTools listening on (ws:\S+)/.exec(said);
      if (line?.[1] !== undefined) found(line[1]);
    });
    child.on('exit', (code) => lost(new Error(`the installed app ended with ${code}: ${said.slice(-400)}`)));
  });
  return chromium.connectOverCDP(address);
}

/** Asks the app to quit by its window's end and, when it does not within 5 s, ends it. */
async function end(child: ChildProcess, browser: Browser): Promise<void> {
  await browser.close().catch(() => undefined);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killing = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await once(child, 'exit');
  clearTimeout(killing);
}
