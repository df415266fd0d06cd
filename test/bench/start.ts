import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { openKeyringSession } from '../../scripts/session/keyring.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';
import { readFirstPaint } from '../support/driven-program.ts';
import { readProcessTree } from '../support/process-tree.ts';
import { type Table, toMedian } from './table.ts';

const root = join(import.meta.dirname, '..', '..');
/** The smallest app that stands on the same things. */
export const bareApp = join(root, 'test', 'e2e', 'fixtures', 'bare-app');
const rounds = 7;

/** One start: milliseconds from the process's beginning, and how many processes there were. */
export interface Start {
  readonly painted: number;
  readonly usable: number;
  readonly processes: number;
}

/** Times the app's daily start against a bare Electron window with the same keychain and utility process, in turns, each in a profile that has been started before. */
export async function run(): Promise<Table> {
  const { executable } = await resolveElectron(root);
  const display = await openVirtualDisplay();
  const keyring = await openKeyringSession('unlocked');
  const bare: Start[] = [];
  const app: Start[] = [];
  const profiles = { bare: makeProfile(), app: makeProfile() };
  const environment = { ...process.env, ...keyring.environment, DISPLAY: display.name } as Record<string, string>;
  try {
    // The first rounds make the profiles and fill the caches of code.
    for (let round = -2; round < rounds; round++) {
      const one = await startOnce(executable, bareApp, profiles.bare, environment, bareReady);
      const other = await startOnce(executable, root, profiles.app, environment, (page) =>
        page.getByRole('button').first().waitFor(),
      );
      if (round >= 0) {
        bare.push(one);
        app.push(other);
      }
    }
  } finally {
    await keyring.stop();
    await display.stop();
    for (const profile of Object.values(profiles))
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  const median = (starts: readonly Start[], key: keyof Start): number => toMedian(starts.map((start) => start[key]));
  return {
    name: 'start',
    rows: [
      {
        what: 'first paint',
        value: median(app, 'painted'),
        unit: 'ms',
        against: { what: 'bare window', value: median(bare, 'painted') },
        keep: '≤ 1.35',
      },
      {
        what: 'ready to use',
        value: median(app, 'usable'),
        unit: 'ms',
        against: { what: 'bare window', value: median(bare, 'usable') },
        keep: '≤ 1.35',
      },
      {
        what: 'processes',
        value: median(app, 'processes'),
        unit: 'count',
        against: { what: 'bare window', value: median(bare, 'processes') },
        keep: 'same',
      },
    ],
    notes: [
      `${rounds} rounds each, in turns; from the process's start to the first paint and to the first control that can be used.`,
    ],
  };
}

/** Waits for what the bare window has to show. */
export const bareReady = (page: Page): Promise<void> => page.getByRole('heading').waitFor();

const makeProfile = (): string => mkdtempSync(join(tmpdir(), 'passerelle-bench-'));

/** Starts the app of a folder, waits until it is ready, ends it. */
export async function startOnce(
  executablePath: string,
  folder: string,
  userData: string,
  env: Record<string, string>,
  ready: (page: Page) => Promise<void>,
): Promise<Start> {
  const began = Date.now();
  const electron = await _electron.launch({
    executablePath,
    chromiumSandbox: true,
    args: [folder, `--user-data-dir=${userData}`],
    cwd: root,
    env,
  });
  try {
    const page = await electron.firstWindow();
    await ready(page);
    const now = await page.evaluate(() => performance.timeOrigin + performance.now());
    const painted = await readFirstPaint(page);
    const processes = readProcessTree(electron.process().pid ?? 0).length;
    return { painted: painted - began, usable: now - began, processes };
  } finally {
    await electron.close();
  }
}
