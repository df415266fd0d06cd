import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const archive = join(root, '..', 'shared', 'testdata.tar.xz');

/** The real test data beside the checkout, unpacked once into a folder that git ignores; null, with the reason printed, where it is absent. */
export function openSharedTestdata(): string | null {
  if (!existsSync(archive)) {
    console.log('skipped: ../shared/testdata.tar.xz is not there, so the large table of real files is not tested');
    return null;
  }
  const folder = join(root, 'build', 'testdata');
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  execFileSync('tar', ['-xJf', archive, '-C', fresh]);
  if (!existsSync(folder)) renameSync(fresh, folder);
  return folder;
}
