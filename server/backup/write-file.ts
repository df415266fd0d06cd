import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that was written whole. */
export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes the pieces to a file of this account alone: under its name it is whole and on the disk, or it is not there. */
export async function writeFileWhole(path: string, pieces: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const half = `${path}.new`;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const file = await open(half, 'wx', 0o600);
    try {
      for await (const piece of pieces) {
        hash.update(piece);
        bytes += piece.length;
        await file.writeFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}
