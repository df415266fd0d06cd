import { execFileSync } from 'node:child_process';
import { basename, resolve } from 'node:path';
import type { PackageKind } from '../../contracts/release.ts';
import { SignRefused } from './sign-refused.ts';

/** What a package says of itself; the version is null where its name and its system's tool say nothing. */
export interface PackageFacts {
  readonly kind: PackageKind;
  readonly version: string | null;
}

/** By the end of the name; a dmg for both processors would be neither. */
const KINDS: readonly (readonly [RegExp, PackageKind])[] = [
  [/\.deb$/, 'linux-x64-deb'],
  [/\.rpm$/, 'linux-x64-rpm'],
  [/\.AppImage$/, 'linux-x64-appimage'],
  [/\.exe$/, 'win32-x64-nsis'],
  [/(arm64|aarch64).*\.dmg$/, 'darwin-arm64-dmg'],
  [/\.dmg$/, 'darwin-x64-dmg'],
];
const OTHER_PROCESSOR = /(^|[^a-z0-9])(arm64|aarch64|armv7l|armhf|ia32|i386)([^a-z0-9]|$)/i;

/** The kind of a package by its name; a deb's processor and version by dpkg-deb too, where there is one. */
export function readPackage(path: string): PackageFacts {
  const name = basename(path);
  const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1];
  if (kind === undefined)
    throw new SignRefused(`${name} is no package of a kind that is known: .deb, .rpm, .AppImage, .exe or .dmg.`);
  if (kind !== 'darwin-arm64-dmg' && OTHER_PROCESSOR.test(name))
    throw new SignRefused(`${name} is for a processor that no PC of ours has.`);
  if (kind !== 'linux-x64-deb') return { kind, version: null };
  const facts = askDpkg(path);
  if (facts === null) return { kind, version: null };
  const [architecture, version = ''] = facts;
  if (architecture !== 'amd64') throw new SignRefused(`${name} is for the processor ${architecture}, not for amd64.`);
  return { kind, version };
}

/** Architecture and version; null where dpkg-deb is not installed. */
function askDpkg(path: string): readonly string[] | null {
  try {
    const text = execFileSync('dpkg-deb', ['--show', '--showformat=${Architecture}\n${Version}', resolve(path)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return text.split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SignRefused(`${basename(path)} is no Debian package: dpkg-deb cannot read it.`, { cause: error });
  }
}
