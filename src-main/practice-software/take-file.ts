import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  HandOverFile,
  type HandOverFault,
  HandOverId,
  handOverLife,
  longestHandOver,
} from '../../contracts/hand-over.ts';
import { isMissing } from '../storage/safe-file.ts';

/** A hand-over as it was read, or why it was not; whichever, its file is gone. */
export type TakenFile =
  | { readonly ok: true; readonly file: HandOverFile }
  | { readonly ok: false; readonly fault: HandOverFault };

const refuse = (fault: HandOverFault): TakenFile => ({ ok: false, fault });
/** A clock that a file server sets may be a little ahead. */
const AHEAD = 5_000;
const isPosix = typeof process.getuid === 'function';

/** A folder or file that this user owns alone: nobody else may read it or put another in its place. */
export function isOwnAlone(stats: Stats): boolean {
  return !isPosix || (stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0);
}

/** A folder where hand-overs may lie: no link to one, the user's own, closed to everybody else. */
export async function isSafeFolder(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => null);
  return stats !== null && stats.isDirectory() && isOwnAlone(stats);
}

function judge(stats: Stats, now: Date): HandOverFault | null {
  if (!stats.isFile() || stats.nlink !== 1 || !isOwnAlone(stats)) return 'unsafe';
  const age = now.getTime() - stats.mtimeMs;
  if (age > handOverLife || age < -AHEAD) return 'expired';
  return stats.size > longestHandOver || stats.size === 0 ? 'invalid' : null;
}

/** Writes zeros over the file, and only over one that has no other name. */
async function overwrite(handle: FileHandle, size: number): Promise<void> {
  await handle.write(Buffer.alloc(Math.min(size, longestHandOver)), 0, undefined, 0);
  await handle.datasync();
  await handle.truncate(0);
}

async function readOnce(path: string, now: Date): Promise<TakenFile> {
  const before = await lstat(path);
  if (!before.isFile()) return refuse('unsafe');
  // NONBLOCK: whatever is put there between the two looks never holds the application up.
  const flags = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(path, flags).catch(() => null);
  if (handle === null) return refuse('unsafe');
  try {
    const stats = await handle.stat();
    if (stats.ino !== before.ino || stats.dev !== before.dev) return refuse('unsafe');
    const fault = judge(stats, now);
    if (fault === 'unsafe') return refuse(fault);
    const bytes = Buffer.alloc(longestHandOver + 1);
    try {
      if (fault !== null) return refuse(fault);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      return bytesRead > longestHandOver ? refuse('invalid') : parse(bytes.subarray(0, bytesRead));
    } finally {
      bytes.fill(0);
      await overwrite(handle, stats.size);
    }
  } finally {
    await handle.close();
  }
}

function parse(bytes: Uint8Array): TakenFile {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const read = HandOverFile.safeParse(JSON.parse(text));
    return read.success ? { ok: true, file: read.data } : refuse('invalid');
  } catch {
    return refuse('invalid');
  }
}

/**
 * Reads the hand-over `<id>.json` of a folder once and destroys it, whatever it holds. It is renamed first, so that of two readers one
 * finds nothing; a file with a second name or of somebody else is not written to, and loses only the name it has here [X07].
 */
export async function takeFile(folder: string, id: string, now: Date): Promise<TakenFile> {
  if (!HandOverId.safeParse(id).success) return refuse('invalid');
  if (!(await isSafeFolder(folder))) return refuse('unsafe');
  const path = join(folder, `taken-${randomBytes(12).toString('hex')}.tmp`);
  try {
    await rename(join(folder, `${id}.json`), path);
  } catch (cause) {
    return refuse(isMissing(cause) ? 'absent' : 'unsafe');
  }
  try {
    return await readOnce(path, now);
  } finally {
    await unlink(path).catch(() => undefined);
  }
}
