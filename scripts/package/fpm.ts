#!/usr/bin/env node
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeDeb } from './deb.ts';
import { writeRpm } from './rpm.ts';
import type { PackageOrder } from './package-order.ts';
import { putUpdater, readUpdateKeys, SIGNERS } from './updater.ts';

// What electron-builder starts in fpm's place (`CUSTOM_FPM_PATH`): fpm itself comes from GitHub, which a hospital's build machine may
// not reach. It lays out the tree and has the system's own dpkg-deb or rpmbuild write the package. A word of fpm's that it does not
// know is an error: nothing is dropped in silence.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    s: { type: 'string', short: 's' },
    t: { type: 'string', short: 't' },
    d: { type: 'string', short: 'd', multiple: true, default: [] },
    force: { type: 'boolean' },
    debug: { type: 'boolean' },
    log: { type: 'string' },
    architecture: { type: 'string', default: '' },
    'after-install': { type: 'string' },
    'after-remove': { type: 'string' },
    description: { type: 'string', default: '' },
    version: { type: 'string', default: '' },
    package: { type: 'string', default: '' },
    name: { type: 'string', default: '' },
    maintainer: { type: 'string', default: '' },
    vendor: { type: 'string', default: '' },
    url: { type: 'string', default: '' },
    category: { type: 'string', default: '' },
    license: { type: 'string', default: '' },
    iteration: { type: 'string' },
    'deb-priority': { type: 'string', default: 'optional' },
    'deb-recommends': { type: 'string', multiple: true, default: [] },
    'deb-compression': { type: 'string', default: 'xz' },
    'rpm-summary': { type: 'string', default: '' },
    'rpm-compression': { type: 'string', default: 'xzmt' },
    'rpm-os': { type: 'string' },
  },
});

/** Directories 755, files 644 or 755, whatever the umask of the build was: nobody but root writes to an installed application. */
function setModes(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) setModes(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

/** Lays `source=target` pairs out below `tree`; a source that ends with a slash gives its content. */
function layOut(pairs: readonly string[], tree: string): void {
  for (const pair of pairs) {
    const cut = pair.lastIndexOf('=');
    const [from, to] = [pair.slice(0, cut), join(tree, pair.slice(cut + 1))];
    mkdirSync(from.endsWith('/') ? to : dirname(to), { recursive: true });
    if (from.endsWith('/')) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else copyFileSync(from, to);
  }
  setModes(tree);
}

const work = mkdtempSync(join(tmpdir(), 'passerelle-package-'));
try {
  const tree = join(work, 'tree');
  layOut(positionals, tree);
  // The root helper speaks dpkg; elsewhere the helpdesk installs.
  if (values.t === 'deb' && values.architecture === 'amd64') {
    const keys = readUpdateKeys(process.env[SIGNERS]);
    if (keys.size > 0 && values.iteration !== undefined)
      throw new Error('a build number makes a version that no release can name: build without it');
    putUpdater(tree, values.name, 'linux-x64-deb', keys);
  }
  const order: PackageOrder = {
    tree,
    work,
    file: values.package,
    name: values.name,
    version: values.iteration === undefined ? values.version : `${values.version}-${values.iteration}`,
    architecture: values.architecture,
    maintainer: values.maintainer,
    vendor: values.vendor,
    homepage: values.url,
    licence: values.license || 'unknown',
    summary: values['rpm-summary'] || values.description.split('\n')[0] || values.name,
    description: values.description
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    section: values.category || 'misc',
    depends: values.d,
    recommends: values['deb-recommends'],
    afterInstall: values['after-install'] === undefined ? null : readFileSync(values['after-install'], 'utf8'),
    afterRemove: values['after-remove'] === undefined ? null : readFileSync(values['after-remove'], 'utf8'),
  };
  if (values.s !== 'dir') throw new Error(`only a folder can be packed, not ${values.s}`);
  if (values.t === 'deb') writeDeb(order, values['deb-compression'], values['deb-priority']);
  else if (values.t === 'rpm') writeRpm(order, values['rpm-compression']);
  else throw new Error(`${basename(values.package)}: no package of the kind ${values.t} is made here`);
} catch (error) {
  console.error(`fpm: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
