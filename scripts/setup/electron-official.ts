import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ElectronRuntime } from './electron-binary.ts';

const PROBE_MS = 4_000;
const DOWNLOAD_MS = 180_000;
const RELEASES = 'https://github.com/electron/electron/releases/';

/** The binary that the npm package `electron` downloaded, if it is there and of the package's own version. */
export function findOfficialElectron(root: string): ElectronRuntime | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const versionFile = join(folder, 'dist', 'version');
  if (!existsSync(pathFile) || !existsSync(versionFile)) return undefined;
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  if (readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') !== version || !existsSync(executable))
    return undefined;
  return { kind: 'official', version, executable };
}

/** Downloads the official binary by its own script; undefined when its site (or the mirror set) cannot be reached. */
export async function fetchOfficialElectron(root: string): Promise<ElectronRuntime | undefined> {
  const site = process.env['ELECTRON_MIRROR'] ?? RELEASES;
  if (!(await isReachable(site))) {
    console.log('• Electron: its download site cannot be reached from here');
    return undefined;
  }
  console.log('• Electron: downloading the official binary (about 110 MB)');
  await runInstaller(root);
  return findOfficialElectron(root);
}

async function isReachable(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'follow', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

function runInstaller(root: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], { stdio: 'ignore' });
    const deadline = setTimeout(() => child.kill(), DOWNLOAD_MS);
    child.on('error', () => resolve());
    child.on('close', (code) => {
      clearTimeout(deadline);
      if (code !== 0) console.log('• Electron: the official binary did not arrive');
      resolve();
    });
  });
}
