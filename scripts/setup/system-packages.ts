import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a need is for: starting the app, showing it without a display, or testing it. */
export type Purpose = 'app' | 'virtual' | 'test';

/** Something the operating system must have, and the Debian or Ubuntu package that brings it (the first known one counts). */
export interface SystemNeed {
  readonly purpose: Purpose;
  readonly probe: { readonly library: string } | { readonly command: string } | { readonly font: string };
  readonly packages: readonly [string, ...string[]];
}

/** Ubuntu renamed some libraries with a t64 suffix: both names stand here, the newer first. */
export const SYSTEM_NEEDS: readonly SystemNeed[] = [
  { purpose: 'app', probe: { library: 'libgtk-3.so.0' }, packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { purpose: 'app', probe: { library: 'libnss3.so' }, packages: ['libnss3'] },
  { purpose: 'app', probe: { library: 'libasound.so.2' }, packages: ['libasound2t64', 'libasound2'] },
  { purpose: 'app', probe: { library: 'libgbm.so.1' }, packages: ['libgbm1'] },
  { purpose: 'app', probe: { library: 'libdrm.so.2' }, packages: ['libdrm2'] },
  { purpose: 'app', probe: { library: 'libcups.so.2' }, packages: ['libcups2t64', 'libcups2'] },
  {
    purpose: 'app',
    probe: { library: 'libatk-bridge-2.0.so.0' },
    packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  },
  { purpose: 'app', probe: { library: 'libatspi.so.0' }, packages: ['libatspi2.0-0t64', 'libatspi2.0-0'] },
  { purpose: 'app', probe: { library: 'libXcomposite.so.1' }, packages: ['libxcomposite1'] },
  { purpose: 'app', probe: { library: 'libXdamage.so.1' }, packages: ['libxdamage1'] },
  { purpose: 'app', probe: { library: 'libXrandr.so.2' }, packages: ['libxrandr2'] },
  { purpose: 'app', probe: { library: 'libxkbcommon.so.0' }, packages: ['libxkbcommon0'] },
  { purpose: 'app', probe: { library: 'libsecret-1.so.0' }, packages: ['libsecret-1-0'] },
  { purpose: 'app', probe: { library: 'libEGL.so.1' }, packages: ['libegl1'] },
  { purpose: 'virtual', probe: { command: 'Xvfb' }, packages: ['xvfb'] },
  { purpose: 'virtual', probe: { command: 'dbus-daemon' }, packages: ['dbus'] },
  { purpose: 'virtual', probe: { command: 'dbus-send' }, packages: ['dbus-bin', 'dbus'] },
  { purpose: 'virtual', probe: { command: 'gnome-keyring-daemon' }, packages: ['gnome-keyring'] },
  { purpose: 'virtual', probe: { command: 'unshare' }, packages: ['util-linux'] },
  { purpose: 'virtual', probe: { font: 'DejaVuSans.ttf' }, packages: ['fonts-dejavu-core'] },
  // Wrong clocks; the tests that need one skip without it, and say so.
  { purpose: 'test', probe: { command: 'faketime' }, packages: ['faketime'] },
  // What the Debian package asks for when it is installed.
  { purpose: 'test', probe: { command: 'xdg-mime' }, packages: ['xdg-utils'] },
  { purpose: 'test', probe: { command: 'openssl' }, packages: ['openssl'] },
  { purpose: 'test', probe: { command: 'pkexec' }, packages: ['pkexec', 'policykit-1'] },
  { purpose: 'test', probe: { command: 'shellcheck' }, packages: ['shellcheck'] },
  { purpose: 'test', probe: { command: 'cupsd' }, packages: ['cups-daemon'] },
  { purpose: 'test', probe: { command: 'lp' }, packages: ['cups-client'] },
  { purpose: 'test', probe: { command: 'chromium' }, packages: ['chromium'] },
  { purpose: 'test', probe: { command: 'age' }, packages: ['age'] },
  { purpose: 'test', probe: { command: 'psql' }, packages: ['postgresql-client'] },
  { purpose: 'test', probe: { command: 'mllp_send' }, packages: ['python3-hl7'] },
  { purpose: 'test', probe: { command: 'storescu' }, packages: ['dcmtk'] },
  { purpose: 'test', probe: { command: 'Orthanc' }, packages: ['orthanc-dicomweb'] },
  { purpose: 'test', probe: { command: 'pcscd' }, packages: ['pcscd'] },
  { purpose: 'test', probe: { command: 'vpcd-config' }, packages: ['vsmartcard-vpcd'] },
];

/** What of this machine the probes look at; a test hands its own. */
export interface Machine {
  readonly libraries: string;
  readonly path: readonly string[];
  readonly exists: (path: string) => boolean;
}

/** The needs of these purposes that the machine does not meet. */
export function findMissing(
  needs: readonly SystemNeed[],
  purposes: readonly Purpose[],
  machine: Machine,
): readonly SystemNeed[] {
  return needs.filter(({ purpose, probe }) => {
    if (!purposes.includes(purpose)) return false;
    if ('library' in probe) return !machine.libraries.includes(`\t${probe.library} `);
    if ('command' in probe) return !machine.path.some((folder) => machine.exists(join(folder, probe.command)));
    return !machine.exists(join('/usr/share/fonts/truetype/dejavu', probe.font));
  });
}

/**
 * Brings the system packages that these purposes need: installs them with apt as root on Debian or Ubuntu, else throws
 * with the exact command to run. Does nothing elsewhere than on Linux.
 */
export function ensureSystemPackages(purposes: readonly Purpose[], needs = SYSTEM_NEEDS): void {
  if (process.platform !== 'linux') return;
  const missing = findMissing(needs, purposes, readMachine());
  if (missing.length === 0) return;
  if (!isDebianLike())
    throw new Error(`This system lacks ${missing.map(toName).join(', ')}: install them and run the command again.`);
  const root = process.getuid?.() === 0;
  if (root && spawnSync('apt-cache', ['show', missing[0]?.packages[0] ?? ''], { stdio: 'ignore' }).status !== 0)
    apt(['update', '-qq']);
  const packages = [
    ...new Set(
      missing.map((need) => need.packages.find(isKnownToApt) ?? need.packages[need.packages.length - 1] ?? ''),
    ),
  ];
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if (!root)
    throw new Error(`This system lacks ${missing.map(toName).join(', ')}. Run:\n  sudo apt-get ${install.join(' ')}`);
  console.log(`• System: apt-get ${install.join(' ')}`);
  apt(install);
  const still = findMissing(needs, purposes, readMachine());
  if (still.length > 0)
    throw new Error(`apt installed ${packages.join(' ')}, but ${still.map(toName).join(', ')} is still missing.`);
}

function readMachine(): Machine {
  const ldconfig = existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig';
  return {
    libraries: execFileSync(ldconfig, ['-p'], { encoding: 'utf8', maxBuffer: 16 << 20 }),
    path: [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'],
    exists: existsSync,
  };
}

function isDebianLike(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
}

const isKnownToApt = (name: string): boolean => {
  const shown = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(shown.stdout ?? '');
};

function apt(args: readonly string[]): void {
  execFileSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  });
}

function toName({ probe }: SystemNeed): string {
  if ('library' in probe) return probe.library;
  return 'command' in probe ? probe.command : probe.font;
}
