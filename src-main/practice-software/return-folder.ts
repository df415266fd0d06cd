import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, lstat, open, realpath, rm, unlink } from 'node:fs/promises';
import { isAbsolute, join, normalize, relative } from 'node:path';
import { toDiskFailure } from '../storage/safe-file.ts';

const isPosix = typeof process.getuid === 'function';

/**
 * The folder that takes what is sent back, as its true path, or null when nothing may be written there: it must exist, be no link, be the
 * user's own and closed to others' writing, and lie outside this application's own folder.
 */
export async function toReturnFolder(path: string, userData: string): Promise<string | null> {
  if (!isAbsolute(path) || normalize(path).replace(/[/\\]+$/, '') !== path.replace(/[/\\]+$/, '')) return null;
  const stats = await lstat(path).catch(() => null);
  if (stats === null || !stats.isDirectory()) return null;
  if (isPosix && (stats.uid !== process.getuid?.() || (stats.mode & 0o022) !== 0)) return null;
  const [folder, own] = await Promise.all([realpath(path).catch(() => null), realpath(userData).catch(() => userData)]);
  if (folder === null) return null;
  const inside = relative(own, folder);
  const isOwn = inside === '' || (!inside.startsWith('..') && !isAbsolute(inside));
  return isOwn ? null : folder;
}

/** Gives the finished file its name, and never the name of another file. */
async function settle(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (cause) {
    const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : '';
    // A file system without second names: a copy that fails where something is already.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES', 'EMLINK'].includes(code ?? '')) throw cause;
    await copyFile(temporary, path, constants.COPYFILE_EXCL);
  }
  await unlink(temporary);
}

/** Writes a file wholly or not at all, readable by this user alone, over nothing; a failure leaves nothing behind. */
export async function putFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `.passerelle-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await settle(temporary, join(folder, name));
  } catch (cause) {
    await rm(temporary, { force: true });
    throw toDiskFailure(cause);
  }
}
