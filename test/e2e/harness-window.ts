import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';
import { root } from './electron-app.ts';

/** A program of the tests' own that runs in the real Electron. */
export interface HarnessWindow {
  readonly app: ElectronApplication;
  close(): Promise<void>;
}

/** Starts the program of a folder on a display and in a profile of its own, at Brussels' time. */
export async function openHarness(folder: string, env: Readonly<Record<string, string>>): Promise<HarnessWindow> {
  const display = await openVirtualDisplay();
  const { executable } = await resolveElectron(root);
  const userData = mkdtempSync(join(tmpdir(), 'passerelle-harness-'));
  const app = await _electron.launch({
    executablePath: executable,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [folder, `--user-data-dir=${userData}`],
    env: { ...(process.env as Record<string, string>), DISPLAY: display.name, TZ: 'Europe/Brussels', ...env },
  });
  return {
    app,
    async close() {
      await app.close();
      await display.stop();
      rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
