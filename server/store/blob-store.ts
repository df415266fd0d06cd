import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { access, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { BlobSink, BlobStore } from '../deps.ts';
import { flushFolder } from './flush-folder.ts';

const SHA256 = /^[0-9a-f]{64}$/;
/** What was put so lately may be on its way into the record at this moment. */
const FRESH_MS = 24 * 3_600_000;
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Files by their SHA-256 under `folder`, `ab/cd/abcd…`. A file stands at its name only when it is whole and on the disk; what a
 * killed process left half stands in `incoming` and is removed here. A full disk is `disk-full`, and leaves nothing.
 */
export function openBlobStore(folder: string): BlobStore {
  const incoming = join(folder, 'incoming');
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(incoming)) rmSync(join(incoming, name), { force: true });
  const path = (sha256: string): string => {
    if (!SHA256.test(sha256)) throw new Error('a blob is named by its SHA-256');
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const sink = (): Promise<BlobSink> => openSink(folder, join(incoming, randomUUID()), path);
  return {
    path,
    sink,
    put: async (bytes) => {
      const one = await sink();
      try {
        await one.write(bytes);
        return await one.finish();
      } catch (error) {
        await one.abort();
        throw error;
      }
    },
    read: (sha256) => readFile(path(sha256)),
    has: (sha256) =>
      access(path(sha256)).then(
        () => true,
        () => false,
      ),
    remove: async (sha256) => {
      const isFresh = async (file: string): Promise<boolean> => (await stat(file)).mtimeMs > Date.now() - FRESH_MS;
      const taken = join(incoming, randomUUID());
      try {
        if (await isFresh(path(sha256))) return false;
        await rename(path(sha256), taken);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
        throw error;
      }
      // The same bytes came between the look and the taking: they stay.
      if (await isFresh(taken)) {
        await rename(taken, path(sha256));
        return false;
      }
      await rm(taken, { force: true });
      return true;
    },
  };
}

async function openSink(folder: string, temporary: string, path: (sha256: string) => string): Promise<BlobSink> {
  const file = await orFull(() => open(temporary, 'wx', 0o600));
  const hash = createHash('sha256');
  let bytes = 0;
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await file.close();
    closed = true;
  };
  return {
    write: async (chunk) => {
      hash.update(chunk);
      for (let at = 0; at < chunk.byteLength; ) {
        const { bytesWritten } = await orFull(() => file.write(chunk, at));
        at += bytesWritten;
        bytes += bytesWritten;
      }
    },
    finish: async () => {
      const sha256 = hash.digest('hex');
      await orFull(async () => {
        await file.datasync();
        await close();
        const [first, second] = [
          join(folder, sha256.slice(0, 2)),
          join(folder, sha256.slice(0, 2), sha256.slice(2, 4)),
        ];
        const made = await mkdir(second, { recursive: true, mode: 0o700 });
        await rename(temporary, path(sha256));
        await flushFolder(second);
        if (made !== undefined) {
          await flushFolder(first);
          await flushFolder(folder);
        }
      });
      return { sha256, bytes };
    },
    abort: async () => {
      await close();
      await rm(temporary, { force: true });
    },
  };
}

async function orFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (FULL.has(code)) throw new ExpectedFailure('disk-full', { cause: error });
    throw error;
  }
}
