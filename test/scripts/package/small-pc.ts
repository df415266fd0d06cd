import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PackageKind, type Release, writeRelease } from '../../../contracts/release.ts';
import { fillIn, type UpdaterWords } from '../../../scripts/package/updater.ts';

/** The name of the program on a small PC, and of its folder below /opt. */
export const NAME = 'passerelle-test';
const PRODUCT = 'Passerelle-test';
/** Many, so that dpkg takes a while to put them in place and can be met in the middle. */
const FILES = 150;

/** A folder that stands for `/`: a dpkg of its own, the real helper and launcher, and a program of few files that all name its version. */
export interface SmallPc {
  readonly root: string;
  readonly helper: string;
  readonly launcher: string;
  /** What root keeps of updates. */
  readonly kept: string;
  readonly opt: string;
}

/** What a version of the small program is like. */
export interface Version {
  readonly version: string;
  /** Ends with 1 as soon as it is started. */
  readonly isBroken?: boolean;
  readonly name?: string;
  readonly architecture?: string;
  /** A script that dpkg runs after unpacking. */
  readonly afterInstall?: string;
  /** Bytes that say nothing. */
  readonly ballast?: number;
  /** The size of the ballast that the package speaks of, where it is not the true one. */
  readonly claims?: number;
}

/** What a release in a folder is like, where it is not simply good. */
export interface Handed {
  readonly counter: number;
  readonly version: string;
  readonly deb: string;
  readonly key?: KeyObject;
  readonly kind?: PackageKind;
  readonly expires?: string;
}

export const keys = generateKeyPairSync('ed25519');
export const nextKeys = generateKeyPairSync('ed25519');

/** Whether this machine can carry a small PC: dpkg works for root alone. */
export const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/dpkg');

/** A folder for a PC and what it is put aside to; in memory where there is one: what counts here is kill and order, not the disk. */
export function makeFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'passerelle-pc-'));
}

const toPem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

const toWords = (root: string): UpdaterWords => ({
  NAME,
  PRODUCT,
  KIND: 'linux-x64-deb',
  ROOT: root,
  PATIENCE: '2',
  PKEXEC: '/usr/bin/env',
});

/** The small PC of a folder, as paths. */
export function toSmallPc(root: string): SmallPc {
  const opt = join(root, 'opt', PRODUCT);
  return {
    root,
    opt,
    helper: join(opt, 'resources/update/helper'),
    launcher: join(opt, NAME),
    kept: join(root, 'var/lib', NAME),
  };
}

/** A new small PC below a folder, on which a version is installed that was never updated. */
export function makeSmallPc(folder: string, version: Version): SmallPc {
  const root = join(folder, 'pc');
  for (const inner of ['info', 'updates']) mkdirSync(join(root, 'var/lib/dpkg', inner), { recursive: true });
  for (const file of ['status', 'available']) writeFileSync(join(root, 'var/lib/dpkg', file), '');
  const pc = toSmallPc(root);
  const deb = makeDeb(pc, version);
  const args = [`--root=${root}`, '--force-script-chrootless', '--install', deb];
  execFileSync('dpkg', args, { stdio: 'ignore', env: { ...process.env, LC_ALL: 'C', DPKG_ROOT: root } });
  return pc;
}

/** Puts a PC aside as it is, to be had again by `restore`. */
export function putAside({ root }: SmallPc, name: string): string {
  const folder = join(root, '..', name);
  execFileSync('cp', ['-a', root, folder]);
  return folder;
}

/** The PC as it was put aside, in its own place: helper and launcher carry their paths. */
export function restore({ root }: SmallPc, folder: string): void {
  rmSync(root, { recursive: true });
  execFileSync('cp', ['-a', folder, root]);
}

/** Builds a package of the small program. */
export function makeDeb(
  { root }: SmallPc,
  {
    version,
    isBroken = false,
    name = NAME,
    architecture = 'amd64',
    afterInstall,
    ballast = 0,
    claims = ballast,
  }: Version,
): string {
  const work = mkdtempSync(join(tmpdir(), 'passerelle-deb-'));
  const pc = toSmallPc(work);
  const put = (path: string, text: string, mode = 0o644): void => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, mode);
  };
  const words = toWords(root);
  const said = `# version ${version}\n`;
  put(pc.helper, fillIn('helper.sh', words) + said, 0o755);
  put(pc.launcher, fillIn('launcher.sh', words) + said, 0o755);
  const folder = join(root, 'opt', PRODUCT);
  const program = `cd '${folder}' && tail -qn 1 ${NAME} ${NAME}.bin resources/update/helper files/* | sort -u\nexit ${isBroken ? 1 : 0}\n`;
  put(`${pc.launcher}.bin`, `#!/bin/sh\n${program}${said}`, 0o755);
  put(join(pc.opt, 'resources/update/keys/a.pem'), toPem(keys.publicKey));
  put(join(pc.opt, 'resources/update/keys/b.pem'), toPem(nextKeys.publicKey));
  for (let at = 0; at < FILES; at += 1) put(join(pc.opt, 'files', `f${at}`), `file ${at}\n${said}`);
  if (ballast > 0) put(join(pc.opt, 'ballast'), 'x'.repeat(ballast));
  const sums = readdirSync(pc.opt, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${createHash('md5').update(readFileSync(path)).digest('hex')}  ${path.slice(work.length + 1)}\n`);
  const control = [
    `Package: ${name}`,
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: Nobody <nobody@example.invalid>',
    `Installed-Size: ${64 + Math.ceil(claims / 1024)}`,
    'Description: A small program',
  ];
  put(join(work, 'DEBIAN/control'), `${control.join('\n')}\n`);
  put(join(work, 'DEBIAN/md5sums'), sums.join(''));
  if (afterInstall !== undefined) put(join(work, 'DEBIAN/postinst'), `#!/bin/sh\n${afterInstall}\n`, 0o755);
  const deb = join(root, '..', `${name}-${version}${isBroken ? '-broken' : ''}.deb`);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', work, deb], { stdio: 'ignore' });
  rmSync(work, { recursive: true });
  return deb;
}

/** A folder as the app hands it over: the signed text, its signature, the package. */
export function handOver({ root }: SmallPc, { counter, version, deb, key, kind, expires }: Handed): string {
  const folder = mkdtempSync(join(root, '..', 'handed-'));
  const bytes = readFileSync(deb);
  const release: Release = {
    counter,
    version,
    made: '2026-11-22T08:00:00Z',
    expires: expires ?? '2099-01-01T00:00:00Z',
    packages: [
      {
        kind: kind ?? 'linux-x64-deb',
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        file: 'program.deb',
      },
    ],
  };
  const text = writeRelease(release);
  writeFileSync(join(folder, 'release.txt'), text);
  const signature = sign(null, Buffer.from(text), key ?? keys.privateKey).toString('base64');
  writeFileSync(join(folder, 'release.sig'), signature);
  writeFileSync(join(folder, 'program.deb'), bytes);
  return folder;
}

/** Runs the helper to its end; its exit code. */
export function runHelper(
  pc: SmallPc,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): number | null {
  return spawnSync(pc.helper, args, { stdio: 'ignore', env: { PATH: '/nowhere', ...env } }).status;
}

/** Starts the program as a click does; what it said of its files' versions, and its exit code. */
export function runLauncher(pc: SmallPc): { readonly said: readonly string[]; readonly code: number | null } {
  // No display of this number is ever there: on one that is, what the launcher says would wait for somebody to read it.
  const env = { PATH: '/usr/bin:/bin', DISPLAY: ':59999', XDG_STATE_HOME: join(pc.root, 'home'), LANG: 'C' };
  const { stdout, status } = spawnSync(pc.launcher, ['a word'], { encoding: 'utf8', env });
  return { said: stdout.trim().split('\n'), code: status };
}

/** dpkg's word on the program: its version, that nothing of it is half, and that no file differs from what was packed. */
export function readInstalled({ root }: SmallPc): string {
  const shown = ['--showformat=${db:Status-Status} ${Version}', '--show', NAME];
  const status = execFileSync('dpkg-query', [`--admindir=${root}/var/lib/dpkg`, ...shown], { encoding: 'utf8' });
  const { stdout } = spawnSync('dpkg', [`--root=${root}`, '--verify', NAME], { encoding: 'utf8' });
  return `${status}${stdout === '' ? '' : ` but ${stdout}`}`;
}

/** One of root's files, or nothing. */
export function readKept({ kept }: SmallPc, name: string): string {
  return existsSync(join(kept, name)) ? readFileSync(join(kept, name), 'utf8') : '';
}
