import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { openVirtualDisplay, type VirtualDisplay } from '../../scripts/session/display.ts';
import { type KeyringSession, type KeyringState, openKeyringSession } from '../../scripts/session/keyring.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';

/** The checkout, whose package.json names the built main process. */
export const root = join(import.meta.dirname, '..', '..');

/** Starts the checkout's own build once Playwright has joined it. */
const heldApp = join(import.meta.dirname, 'fixtures', 'held-app');

/** How one start of the app differs from the plain one. */
export interface StartOptions {
  /** The folder of the app; the checkout's own build when left out. */
  readonly folder?: string;
  /** What follows the folder on the command line: a `.passerelle` file, a `passerelle://` address. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The app's data folder; the test's own when left out, so that a second start finds what the first one left. */
  readonly userData?: string;
}

/** A started app with its first window. */
export interface StartedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
}

/** What a test sets by `test.use({ keyringState: 'none' })`. */
export interface AppOptions {
  readonly keyringState: KeyringState;
}

interface AppFixtures extends AppOptions {
  readonly keyring: KeyringSession;
  readonly userData: string;
  /** Starts the app; whatever is started is closed when the test ends. */
  readonly startApp: (options?: StartOptions) => Promise<StartedApp>;
  /** Starts the checkout's app once more on the test's own data folder, as a link or a second click does; the exit code of what gave way. */
  readonly startAgain: (args: readonly string[]) => Promise<number | null>;
}

interface AppWorker {
  readonly display: VirtualDisplay;
  readonly electron: string;
}

/** Playwright's `test` with a real keyring, a real display and a real, sandboxed Electron. */
export const test = base.extend<AppFixtures, AppWorker>({
  keyringState: ['unlocked', { option: true }],

  display: [
    async ({}, use) => {
      if (process.platform === 'linux' && process.getuid?.() === 0)
        throw new Error('Chromium keeps no sandbox for root: run the window tests by `npm run e2e` or `npm test`.');
      const display = await openVirtualDisplay();
      await use(display);
      await display.stop();
    },
    { scope: 'worker' },
  ],

  electron: [async ({}, use) => use((await resolveElectron(root)).executable), { scope: 'worker' }],

  keyring: async ({ keyringState }, use) => {
    const session = await openKeyringSession(keyringState);
    await use(session);
    await session.stop();
  },

  userData: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'passerelle-app-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },

  startApp: async ({ display, electron, keyring, userData }, use, testInfo) => {
    const started: StartedApp[] = [];
    await use(async (options = {}) => {
      const folder = options.userData ?? userData;
      const app = await _electron.launch({
        executablePath: electron,
        chromiumSandbox: true,
        args: [options.folder ?? heldApp, `--user-data-dir=${folder}`, ...(options.args ?? [])],
        cwd: root,
        env: { ...toEnvironment(display, keyring), ...options.env },
      });
      const page = await app.firstWindow();
      const one = { app, page, userData: folder };
      started.push(one);
      return one;
    });
    for (const [index, { app, page }] of started.entries()) {
      if (testInfo.status !== testInfo.expectedStatus && !page.isClosed())
        await page.screenshot({ path: testInfo.outputPath(`window-${index}.png`) }).catch(() => undefined);
      await close(app);
    }
  },

  startAgain: async ({ display, electron, keyring, userData }, use) => {
    await use(async (args) => {
      const again = spawn(electron, [root, `--user-data-dir=${userData}`, ...args], {
        cwd: root,
        env: toEnvironment(display, keyring),
        stdio: 'ignore',
      });
      const [code] = (await once(again, 'exit')) as [number | null];
      return code;
    });
  },
});

export { expect } from '@playwright/test';

/** What a start of the app gets: the worker’s display, the test’s keyring, a Belgian desktop. */
export const toEnvironment = (display: VirtualDisplay, keyring: KeyringSession): Record<string, string> => ({
  ...plainEnvironment(),
  ...keyring.environment,
  DISPLAY: display.name,
  LANG: 'fr_BE.UTF-8',
  TZ: 'Europe/Brussels',
});

/** Asks the app to quit and, when it does not within 5 s, ends it. */
async function close(app: ElectronApplication): Promise<void> {
  const child = app.process();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const killing = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await app.close().catch(() => undefined);
  clearTimeout(killing);
}

/** This process's environment without what would reach into somebody's own desktop session. */
function plainEnvironment(): Record<string, string> {
  const foreign =
    /^(DISPLAY|WAYLAND_DISPLAY|DBUS_SESSION_BUS_ADDRESS|XDG_.*|GNOME_KEYRING_.*|ELECTRON_.*|NODE_OPTIONS)$/;
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !foreign.test(entry[0]),
    ),
  );
}
