import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { readKnown } from './known-fields.ts';

const LEFTOVER = /\.[0-9a-f]{12}\.tmp$/;
const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** Temporary files that this process is writing: they are no leftovers. */
const underWay = new Set<string>();

function codeOf(cause: unknown): string {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return code ?? '';
}

/** True for "there is no such file". */
export function isMissing(cause: unknown): boolean {
  return codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR';
}

/** A full disk becomes `disk-full`; any other error stays what it is. */
export function toDiskFailure(cause: unknown): unknown {
  return NO_SPACE.has(codeOf(cause)) ? new ExpectedFailure('disk-full', { cause }) : cause;
}

/** Makes a finished rename survive a power cut; some systems cannot sync a folder, and there it is the rename alone. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(codeOf(cause))) throw cause;
  }
}

/** A new file; its folder is made only where it is missing, since asking each time costs more than sealing a small document. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return await open(path, 'wx', 0o600);
  }
}

/**
 * Replaces `path` by `bytes`, wholly or not at all, whenever the process is killed: temporary file, fsync, rename, fsync of the
 * folder. A leftover temporary file ends in `.tmp` and is nobody's: `removeLeftovers` removes it.
 */
export async function writeSafely(path: string, bytes: Uint8Array | string, durableName = true): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  underWay.add(resolve(temporary));
  try {
    const handle = await openNew(temporary);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    if (durableName) await syncFolder(dirname(path));
  } catch (cause) {
    await unlink(temporary).catch(() => undefined);
    throw toDiskFailure(cause);
  } finally {
    underWay.delete(resolve(temporary));
  }
}

/** Removes what writes left behind that were killed: it may hold keys that were to be destroyed. What this process is writing now stays. */
export async function removeLeftovers(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw cause;
  });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !LEFTOVER.test(entry.name) || underWay.has(resolve(path))) continue;
    await unlink(path).catch((cause: unknown) => {
      if (!isMissing(cause)) throw cause;
    });
  }
}

/** Reads a file, or null when there is none. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
}

/** Reads a JSON file through its schema, passing over what a newer version wrote beside; null when it is absent or not what it should be. */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const bytes = await readIfThere(path);
  if (bytes === null) return null;
  try {
    return readKnown(schema, JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

/** Writes a JSON file wholly or not at all. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeSafely(path, `${JSON.stringify(value, null, 1)}\n`);
}
