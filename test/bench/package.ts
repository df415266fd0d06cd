import { spawn } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type Configuration, Platform } from 'electron-builder';
import { toConfiguration } from '../../scripts/package/desktop.ts';
import { writeNotices } from '../../scripts/package/notices.ts';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { openKeyringSession } from '../../scripts/session/keyring.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';
import { endProgram, joinProgram, readFirstPaint } from '../support/driven-program.ts';
import { bareApp } from './start.ts';
import { type Table, toMedian } from './table.ts';

const root = join(import.meta.dirname, '..', '..');
const rounds = 9;

/** Packs the app and a bare one (a window, the keychain, a utility process) the same way around the same runtime, and holds size and start of the two against each other. */
export async function run(): Promise<Table> {
  const work = mkdtempSync(join(tmpdir(), 'passerelle-package-bench-'));
  const electron = await resolveElectron(root);
  writeNotices(root);
  const app = await pack(root, toConfiguration(join(work, 'app'), electron), join(work, 'app'));
  const bare = await pack(layOutBare(work), toBareConfiguration(join(work, 'bare'), electron), join(work, 'bare'));
  const display = await openVirtualDisplay();
  const keyring = await openKeyringSession('unlocked');
  const env = { ...process.env, ...keyring.environment, DISPLAY: display.name };
  const times = { app: [] as number[], bare: [] as number[] };
  try {
    // The first rounds make the profiles and fill the caches of files and of code.
    for (let round = -2; round < rounds; round++)
      for (const [name, executable] of [
        ['bare', bare],
        ['app', app],
      ] as const) {
        const painted = await startOnce(executable, join(work, `${name}-profile`), env);
        if (round >= 0) times[name].push(painted);
      }
    const size = (executable: string): number => readSize(dirname(executable)) / 1e6;
    return {
      name: 'package',
      rows: [
        {
          what: 'installed size',
          value: size(app),
          unit: 'MB',
          against: { what: 'bare package', value: size(bare) },
          keep: '≤ 1.5',
        },
        {
          what: 'of which the app’s own code',
          value: readSize(join(dirname(app), 'resources', 'app.asar')) / 1e6,
          unit: 'MB',
          against: null,
          keep: '≤ 30',
        },
        {
          what: 'start to first paint, warm',
          value: toMedian(times.app),
          unit: 'ms',
          against: { what: 'bare package', value: toMedian(times.bare) },
          keep: '≤ 1.35',
        },
      ],
      notes: [
        `${rounds} starts each, in turns, of the unpacked packages, from the process's start to the first contentful paint; fuses, asar and languages alike.`,
      ],
    };
  } finally {
    await keyring.stop();
    await display.stop();
    rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Packs into a folder without an installer; answers the program. */
async function pack(projectDir: string, config: Configuration, output: string): Promise<string> {
  await build({ projectDir, targets: Platform.LINUX.createTarget(['dir']), publish: 'never', config });
  const name = config.linux?.executableName ?? 'passerelle';
  return join(output, 'linux-unpacked', name);
}

/** The bare app with the one package that it uses. */
function layOutBare(work: string): string {
  const folder = join(work, 'bare-source');
  cpSync(bareApp, folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  cpSync(join(root, 'node_modules', 'keytar'), join(folder, 'node_modules', 'keytar'), { recursive: true });
  const about = { description: 'bare', author: 'Passerelle', homepage: 'https://passerelle.example' };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'bare-app',
      version: '1.0.0',
      type: 'module',
      main: 'main.js',
      dependencies: { keytar: '*' },
      ...about,
    }),
  );
  return folder;
}

function toBareConfiguration(output: string, electron: Awaited<ReturnType<typeof resolveElectron>>): Configuration {
  const { electronVersion, electronDist, afterExtract } = toConfiguration(output, electron);
  return {
    appId: 'be.passerelle.bare',
    productName: 'bare-app',
    directories: { output },
    files: ['*.js', 'package.json'],
    asar: true,
    asarUnpack: ['**/*.node'],
    npmRebuild: false,
    electronLanguages: ['fr', 'nl', 'de', 'en-US'],
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    },
    linux: { executableName: 'bare-app' },
    ...(electronVersion === undefined ? {} : { electronVersion }),
    ...(electronDist === undefined ? {} : { electronDist }),
    ...(afterExtract === undefined ? {} : { afterExtract }),
  };
}

/** Bytes of the files in a folder, as dpkg counts them; links count nothing. */
function readSize(path: string): number {
  const entry = lstatSync(path);
  if (entry.isFile()) return entry.size;
  return entry.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + readSize(join(path, name)), 0) : 0;
}

/** Starts a packed program, waits for its first paint, ends it; milliseconds. */
async function startOnce(executable: string, userData: string, env: NodeJS.ProcessEnv): Promise<number> {
  const began = Date.now();
  const child = spawn(executable, ['--remote-debugging-port=0', `--user-data-dir=${userData}`], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const { browser, page } = await joinProgram(child);
    const painted = await readFirstPaint(page);
    await browser.close().catch(() => undefined);
    return painted - began;
  } finally {
    await endProgram(child);
  }
}
