import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { Platform, build, type Configuration } from 'electron-builder';
import { buildApp } from '../build/build-app.ts';
import type { ElectronRuntime } from '../setup/electron-binary.ts';
import { resolveElectron } from '../setup/electron-runtime.ts';
import { writeNotices } from './notices.ts';
import { readUpdateKeys, SIGNERS } from './updater.ts';

/** One kind of installer, and why this machine cannot build it; null when it can. */
interface Target {
  readonly name: string;
  readonly platform: 'linux' | 'win' | 'mac';
  readonly whyNot: () => string | null;
}

const has = (command: string): boolean => spawnSync('which', [command], { stdio: 'ignore' }).status === 0;
const on = (platform: NodeJS.Platform, said: string): string | null => (process.platform === platform ? null : said);

/** Every installer that the product has, in the order in which `npm run package` speaks of them. */
const TARGETS: readonly Target[] = [
  { name: 'deb', platform: 'linux', whyNot: () => (has('dpkg-deb') ? null : 'dpkg-deb is not installed') },
  {
    name: 'rpm',
    platform: 'linux',
    whyNot: () => (has('rpmbuild') ? null : 'rpmbuild is not installed (package rpm)'),
  },
  {
    name: 'AppImage',
    platform: 'linux',
    whyNot: () =>
      on('linux', 'it needs Linux') ??
      (reachesGithub() ? null : 'its runtime comes from GitHub, which cannot be reached'),
  },
  { name: 'nsis', platform: 'win', whyNot: () => on('win32', 'NSIS and the signature need Windows') },
  {
    name: 'dmg',
    platform: 'mac',
    whyNot: () => on('darwin', 'the disk image, its signature and notarisation need macOS'),
  },
];

/** The names by which an installer is asked for. */
export const INSTALLERS: readonly string[] = TARGETS.map(({ name }) => name);

/** Which installers are wanted, by name, and where they go (`dist/`). */
export interface DesktopOrder {
  readonly targets: readonly string[];
  readonly output?: string;
}

/** One package: the file it was built to, or why it was not. */
export interface PackageOutcome {
  readonly name: string;
  readonly file: string | null;
  readonly whyNot: string | null;
}

/**
 * Builds the installers that this machine can build. Around the registry's Electron, which is out of support, each is a `-test`
 * build: another name, another folder for its data, never signed, and loopback hospitals alone.
 */
export async function packageDesktop(
  root: string,
  { targets, output = join(root, 'dist') }: DesktopOrder,
): Promise<readonly PackageOutcome[]> {
  const wanted = TARGETS.filter(({ name }) => targets.includes(name));
  const outcomes = wanted.map((target) => ({ ...target, reason: target.whyNot() }));
  const buildable = outcomes.filter(({ reason }) => reason === null);
  if (buildable.length > 0) {
    // A wrong key is said before anything is built.
    readUpdateKeys();
    process.env[SIGNERS] = process.env['PASSERELLE_UPDATE_KEYS'] ?? '';
    await buildApp(root);
    writeNotices(root);
    const runtime = await resolveElectron(root);
    rmSync(join(output, 'linux-unpacked'), { recursive: true, force: true });
    process.env['CUSTOM_FPM_PATH'] ??= join(import.meta.dirname, 'fpm.ts');
    const platform = buildable[0]?.platform ?? 'linux';
    await build({
      projectDir: root,
      targets: PLATFORMS[platform].createTarget(buildable.map(({ name }) => name)),
      publish: 'never',
      config: toConfiguration(output, runtime),
    });
  }
  return outcomes.map(({ name, reason }) => {
    return { name, file: reason === null ? findInstaller(output, name) : null, whyNot: reason };
  });
}

const PLATFORMS = { linux: Platform.LINUX, win: Platform.WINDOWS, mac: Platform.MAC } as const;

/** How electron-builder packs the app around a runtime. */
export function toConfiguration(output: string, electron: ElectronRuntime): Configuration {
  const common: Configuration = {
    extends: 'electron-builder.yml',
    directories: { output, buildResources: 'build-resources' },
  };
  if (electron.kind === 'official') return { ...common, extraMetadata: { name: 'passerelle' } };
  return {
    ...common,
    appId: 'be.passerelle.practice.test',
    productName: 'Passerelle-test',
    extraMetadata: {
      name: 'passerelle-test',
      productName: 'Passerelle-test',
      desktopName: 'passerelle-test.desktop',
    },
    electronVersion: electron.version,
    electronDist: dirname(electron.executable),
    linux: { executableName: 'passerelle-test' },
    // A runtime folder is taken as it is; an official archive would have had these two removed.
    afterExtract: ({ appOutDir }) => {
      for (const left of ['resources/default_app.asar', 'version'])
        rmSync(join(appOutDir, left), { recursive: true, force: true });
    },
  };
}

function findInstaller(output: string, target: string): string | null {
  const ending = { nsis: 'exe', dmg: 'dmg' }[target] ?? target;
  const newest = existsSync(output)
    ? readdirSync(output)
        .filter((name) => name.endsWith(`.${ending}`))
        .map((name) => join(output, name))
        .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
    : undefined;
  return newest ?? null;
}

function reachesGithub(): boolean {
  return spawnSync('curl', ['-fsI', '-m', '4', 'https://github.com'], { stdio: 'ignore' }).status === 0;
}
