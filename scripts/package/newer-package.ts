import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A package taken apart, to make others of it. */
export interface OpenPackage {
  readonly tree: string;
  readonly version: string;
}

/** Takes a Debian package apart. */
export function openPackage(file: string, tree: string): OpenPackage {
  execFileSync('dpkg-deb', ['--raw-extract', file, tree]);
  const version = /^Version: (.*)$/m.exec(readFileSync(join(tree, 'DEBIAN', 'control'), 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${file} names no version`);
  return { tree, version };
}

/** How a made package differs from the one it comes from. */
export interface NewerPackage {
  readonly version: string;
  /** What stands in the program's place: it ends with this code. */
  readonly endsWith?: number;
}

/** The same program as another version, which the app says of itself too; uncompressed, since it is thrown away. */
export function makeNewer({ tree, version }: OpenPackage, app: string, newer: NewerPackage, file: string): string {
  const control = join(tree, 'DEBIAN', 'control');
  const program = join(tree, 'opt', app, `${app.toLowerCase()}.bin`);
  const aside = join(tree, '..', 'program-aside');
  const text = readFileSync(control, 'utf8');
  const archive = join(tree, 'opt', app, 'resources', 'app.asar');
  writeFileSync(control, text.replace(/^Version: .*$/m, `Version: ${newer.version}`));
  const said = sayVersion(archive, app.toLowerCase(), version, newer.version);
  if (newer.endsWith !== undefined) {
    renameSync(program, aside);
    writeFileSync(program, `#!/bin/sh\nexit ${newer.endsWith}\n`, { mode: 0o755 });
  }
  try {
    execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Znone', tree, file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    if (newer.endsWith !== undefined) renameSync(aside, program);
    if (said) sayVersion(archive, app.toLowerCase(), newer.version, version);
    writeFileSync(control, text);
  }
  return file;
}

/** Writes another version into the app's own package.json; only one of the same length, for the archive keeps its places. */
function sayVersion(archive: string, name: string, from: string, to: string): boolean {
  if (from.length !== to.length) return false;
  const asar = readFileSync(archive);
  const own = asar.lastIndexOf(`"name": "${name}"`);
  const at = asar.indexOf(`"version": "${from}"`, own);
  if (own < 0 || at < 0) throw new Error(`${archive} does not name version ${from}`);
  const file = openSync(archive, 'r+');
  writeSync(file, `"version": "${to}"`, at);
  closeSync(file);
  return true;
}
