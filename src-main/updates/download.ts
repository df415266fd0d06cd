import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { ReleasePackage } from '../../contracts/release.ts';
import type { UpdateReason } from '../../contracts/updates.ts';
import type { PackageStream, PackageWanted } from '../hospital/package-stream.ts';
import { isMissing, toDiskFailure } from '../storage/safe-file.ts';

/** What came is not the package, or there is no room for it. */
export class UpdateRefusal extends Error {
  readonly reason: UpdateReason;

  constructor(reason: UpdateReason) {
    super(reason);
    this.name = 'UpdateRefusal';
    this.reason = reason;
  }
}

/** The collaborators of a download. */
export interface DownloadParts {
  readonly ask: (wanted: PackageWanted, signal: AbortSignal) => Promise<PackageStream>;
  /** Resolves when nobody at this PC waits for the hospital, and the line's share allows more. */
  readonly turn: () => Promise<void>;
  readonly took: (bytes: number) => void;
  /** Bytes that lie on the disk and are right so far. */
  readonly progress: (bytes: number) => void;
  readonly signal: AbortSignal;
  /** Milliseconds without a byte before the line counts as cut. */
  readonly silence?: number;
  /** Free bytes of the disk that holds this folder. */
  readonly free?: (folder: string) => Promise<number>;
}

/** So much stays free for what a physician works with. */
const RESERVE = 200_000_000;
const SILENCE = 60_000;

async function readFree(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (isMissing(cause)) return 0;
    throw cause;
  }
}

async function hashInto(hash: Hash, path: string): Promise<void> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
}

/** True when the whole file at `path` is this package, byte for byte. */
export async function isPackage(path: string, { size, sha256 }: ReleasePackage): Promise<boolean> {
  if ((await sizeOf(path)) !== size) return false;
  const hash = createHash('sha256');
  await hashInto(hash, path);
  return hash.digest('hex') === sha256;
}

/**
 * Fetches a package into `path`, going on where `path.part` ends. What is too long, too short or other bytes is deleted and refused
 * (`UpdateRefusal`); a line that was cut throws `offline` and leaves the part for the next time.
 */
export async function downloadPackage(file: ReleasePackage, path: string, parts: DownloadParts): Promise<void> {
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const begun = await sizeOf(part);
    await fetchWhole(file, part, parts).catch(async (cause: unknown) => {
      // A power cut may have spoilt what lay here: that alone is no fault of the package.
      if (begun === 0 || !(cause instanceof UpdateRefusal) || cause.reason === 'disk-full') throw cause;
      await rm(part, { force: true });
      await fetchWhole(file, part, parts);
    });
    await rename(part, path);
  } catch (cause) {
    const failure = toDiskFailure(cause);
    const isFull = failure instanceof ExpectedFailure && failure.code === 'disk-full';
    const isAnother = failure instanceof ExpectedFailure && failure.code === 'conflict';
    // A full disk is given back its room, too.
    if (isFull || isAnother || failure instanceof UpdateRefusal) await rm(part, { force: true });
    throw isFull ? new UpdateRefusal('disk-full') : failure;
  }
}

async function fetchWhole(file: ReleasePackage, part: string, parts: DownloadParts): Promise<void> {
  await fetchPart(file, part, parts);
  // Once more, as a whole and from the disk: what a streaming hash saw may not be what was written.
  if (!(await isPackage(part, file))) throw new UpdateRefusal('hash');
}

async function fetchPart(file: ReleasePackage, part: string, parts: DownloadParts): Promise<void> {
  let have = await sizeOf(part);
  if (have > file.size) throw new UpdateRefusal('size');
  if ((await (parts.free ?? readFree)(dirname(part))) < file.size - have + RESERVE)
    throw new UpdateRefusal('disk-full');
  let hash = createHash('sha256');
  if (have > 0) await hashInto(hash, part);
  parts.progress(have);
  if (have < file.size) {
    await parts.turn();
    const { stream, from } = await parts.ask({ sha256: file.sha256, from: have }, parts.signal);
    const handle = await open(part, from === 0 ? 'w' : 'r+', 0o600);
    try {
      if (from === 0) [have, hash] = [0, createHash('sha256')];
      have = await writeAll(stream, handle, hash, have, file.size, parts);
      await handle.datasync();
    } finally {
      stream.destroy();
      await handle.close();
    }
  }
  if (have < file.size) throw new UpdateRefusal('size');
  if (hash.digest('hex') !== file.sha256) throw new UpdateRefusal('hash');
}

/** Writes what comes, chunk by chunk, each in its turn: whoever works at this PC goes first. Answers how much there is. */
async function writeAll(
  stream: PackageStream['stream'],
  handle: FileHandle,
  hash: Hash,
  begun: number,
  size: number,
  { turn, took, progress, signal, silence = SILENCE }: DownloadParts,
): Promise<number> {
  let have = begun;
  const cut = (): void => void stream.destroy(new ExpectedFailure('offline'));
  let timer = setTimeout(cut, silence);
  signal.addEventListener('abort', cut, { once: true });
  try {
    for await (const piece of stream) {
      clearTimeout(timer);
      const bytes = piece as Buffer;
      if (have + bytes.length > size) throw new UpdateRefusal('size');
      await handle.write(bytes, 0, bytes.length, have);
      hash.update(bytes);
      have += bytes.length;
      took(bytes.length);
      progress(have);
      await turn();
      if (signal.aborted) throw new ExpectedFailure('offline');
      timer = setTimeout(cut, silence);
    }
  } catch (cause) {
    // Whatever a broken line throws: the part stays, and the next time goes on from there.
    if (cause instanceof UpdateRefusal || isOfDisk(cause)) throw cause;
    throw cause instanceof ExpectedFailure ? cause : new ExpectedFailure('offline', { cause });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cut);
  }
  return have;
}

function isOfDisk(cause: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS'].includes((cause as NodeJS.ErrnoException | null)?.code ?? '');
}
