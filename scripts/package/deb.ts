import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PackageOrder } from './package-order.ts';

/** dpkg-deb's name for each compression that electron-builder may ask for. */
const COMPRESSIONS: Readonly<Record<string, string>> = { gz: 'gzip', gzip: 'gzip', xz: 'xz', zst: 'zstd', bzip2: 'xz' };

/** Writes a Debian package by dpkg-deb: control file, scripts and checksums as deb-control(5) wants them. */
export function writeDeb(order: PackageOrder, compression: string, priority: string): void {
  const files = readdirSync(order.tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const kilobytes = files.reduce((sum, path) => sum + Math.ceil(statSync(path).size / 1024), 0);
  const folder = join(order.tree, 'DEBIAN');
  mkdirSync(folder, { mode: 0o755 });
  const lines = [
    `Package: ${order.name}`,
    `Version: ${order.version}`,
    `Architecture: ${order.architecture}`,
    `Maintainer: ${order.maintainer}`,
    `Installed-Size: ${kilobytes}`,
    ...(order.depends.length === 0 ? [] : [`Depends: ${order.depends.join(', ')}`]),
    ...(order.recommends.length === 0 ? [] : [`Recommends: ${order.recommends.join(', ')}`]),
    `Section: ${order.section}`,
    `Priority: ${priority}`,
    ...(order.homepage === '' ? [] : [`Homepage: ${order.homepage}`]),
    `Description: ${order.summary}`,
    ...order.description.map((line) => ` ${line}`),
  ];
  writeFileSync(join(folder, 'control'), `${lines.join('\n')}\n`, { mode: 0o644 });
  for (const [name, script] of [
    ['postinst', order.afterInstall],
    ['postrm', order.afterRemove],
  ] as const)
    if (script !== null) writeFileSync(join(folder, name), script, { mode: 0o755 });
  const sums = files.map(
    (path) => `${createHash('md5').update(readFileSync(path)).digest('hex')}  ${relative(order.tree, path)}`,
  );
  writeFileSync(join(folder, 'md5sums'), `${sums.join('\n')}\n`, { mode: 0o644 });
  const how = COMPRESSIONS[compression];
  if (how === undefined) throw new Error(`dpkg-deb does not compress by ${compression}`);
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', `-Z${how}`, order.tree, order.file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
