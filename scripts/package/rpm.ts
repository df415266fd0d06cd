import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PackageOrder } from './package-order.ts';

/** rpm's name for each compression that electron-builder may ask for. */
const PAYLOADS: Readonly<Record<string, string>> = {
  xz: 'w6.xzdio',
  xzmt: 'w6T.xzdio',
  gzip: 'w6.gzdio',
  zstd: 'w19.zstdio',
};
const ARCHITECTURES: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  x86_64: 'x86_64',
  arm64: 'aarch64',
  aarch64: 'aarch64',
};

/** In a spec file a percent sign begins a macro. */
const plain = (text: string): string => text.replaceAll('%', '%%');

/** What the script after the install may change: `rpm -V` then finds nothing wrong. */
const toVerify = (path: string): string => (path.endsWith('/chrome-sandbox') ? '%verify(not mode) ' : '');

/** Writes an rpm package by rpmbuild, from a spec that packs the tree as it stands. */
export function writeRpm(order: PackageOrder, compression: string): void {
  const payload = PAYLOADS[compression];
  const architecture = ARCHITECTURES[order.architecture];
  if (payload === undefined || architecture === undefined)
    throw new Error(`rpmbuild knows no ${compression} or ${order.architecture}`);
  const entries = readdirSync(order.tree, { recursive: true, withFileTypes: true }).map((entry) => ({
    path: `/${relative(order.tree, join(entry.parentPath, entry.name))}`,
    folder: entry.isDirectory(),
  }));
  // Folders of the system's own, such as /usr/share, belong to it; below /opt they are ours.
  const owned = entries.filter(({ path, folder }) => !folder || path.startsWith('/opt/'));
  const spec = [
    `Name: ${order.name}`,
    `Version: ${order.version.replaceAll('-', '_')}`,
    'Release: 1',
    `Summary: ${plain(order.summary)}`,
    `License: ${order.licence}`,
    `Vendor: ${order.vendor}`,
    ...(order.homepage === '' ? [] : [`URL: ${order.homepage}`]),
    `Packager: ${order.maintainer}`,
    'AutoReqProv: no',
    ...order.depends.map((name) => `Requires: ${name}`),
    `%define _binary_payload ${payload}`,
    '%define __os_install_post %{nil}',
    '%define _build_id_links none',
    '%description',
    plain(order.description.join('\n') || order.summary),
    ...(order.afterInstall === null ? [] : ['%post -p /bin/bash', plain(order.afterInstall)]),
    // rpm says how many versions are left, Debian says `remove` or `upgrade`: 0 is the word for gone, and rpm knows no purge.
    ...(order.afterRemove === null ? [] : ['%postun -p /bin/bash', '[ "$1" = 0 ] || exit 0', plain(order.afterRemove)]),
    '%files',
    '%defattr(-,root,root,-)',
    ...owned.map(({ path, folder }) => `${folder ? '%dir ' : toVerify(path)}"${plain(path)}"`),
  ].join('\n');
  const specFile = join(order.work, 'package.spec');
  const out = join(order.work, 'rpms');
  writeFileSync(specFile, `${spec}\n`);
  // Who builds it is nobody's business.
  const defines = { _topdir: join(order.work, 'top'), _rpmdir: out, _buildhost: 'localhost' };
  execFileSync(
    'rpmbuild',
    [
      '-bb',
      ...Object.entries(defines).flatMap(([name, value]) => ['--define', `${name} ${value}`]),
      '--buildroot',
      order.tree,
      '--target',
      architecture,
      '--noclean',
      '--quiet',
      specFile,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const built = readdirSync(out, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.rpm'));
  if (built === undefined) throw new Error('rpmbuild left no package');
  copyFileSync(join(out, built), order.file);
}
