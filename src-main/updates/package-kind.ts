import { existsSync } from 'node:fs';
import type { PackageKind } from '../../contracts/release.ts';

/** What the kind is read from. */
export interface AroundKind {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  /** Set by the AppImage's own runtime. */
  readonly appImage: string | undefined;
  /** The package's name in the system's own list. */
  readonly name: string;
  readonly exists?: (path: string) => boolean;
}

/** Which kind of package this app came in; null from a checkout, or for a system that no package is made for. */
export function readPackageKind(around: AroundKind): PackageKind | null {
  const { isPackaged, platform, architecture, appImage, name, exists = existsSync } = around;
  if (!isPackaged) return null;
  const key = `${platform}-${architecture}`;
  if (key === 'win32-x64') return 'win32-x64-nsis';
  if (key === 'darwin-x64') return 'darwin-x64-dmg';
  if (key === 'darwin-arm64') return 'darwin-arm64-dmg';
  if (key !== 'linux-x64') return null;
  if (appImage !== undefined) return 'linux-x64-appimage';
  return exists(`/var/lib/dpkg/info/${name}.list`) ? 'linux-x64-deb' : 'linux-x64-rpm';
}

/** Who installs a new version: root's helper, or the helpdesk by hand where there is no such helper yet (adr/0182). */
export const installers = {
  'linux-x64-deb': 'helper',
  'linux-x64-rpm': 'helpdesk',
  'linux-x64-appimage': 'helpdesk',
  'win32-x64-nsis': 'helpdesk',
  'darwin-x64-dmg': 'helpdesk',
  'darwin-arm64-dmg': 'helpdesk',
} as const satisfies Record<PackageKind, 'helper' | 'helpdesk'>;
