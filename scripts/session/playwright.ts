import { join } from 'node:path';
import type { StdioOptions } from 'node:child_process';
import { runUnprivileged } from './run-unprivileged.ts';

/** How Playwright is run: its arguments, what else its environment holds, and where it prints. */
export interface PlaywrightRun {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio?: StdioOptions;
}

/** Runs Playwright's tests where Chromium keeps its sandbox; resolves with its exit code. */
export function runPlaywright(root: string, { args, env, stdio = 'inherit' }: PlaywrightRun): Promise<number> {
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  return runUnprivileged([process.execPath, cli, 'test', ...args], {
    processes: 'own',
    cwd: root,
    stdio,
    // Its own cache lies in /tmp by user id, which root inside a namespace shares with a stranger.
    env: { ...process.env, PWTEST_CACHE_DIR: join(root, 'node_modules', '.cache', 'passerelle', 'playwright'), ...env },
  });
}
