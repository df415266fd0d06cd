import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReleasePackage } from '../../contracts/release.ts';
import { ReleaseRefused } from './signed-release.ts';
import { flushFolder } from '../store/flush-folder.ts';

const INCOMING = 'incoming-';
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Where a package of a release lies. */
export function toPackagePath(releases: string, counter: number, file: string): string {
  return join(releases, String(counter), file);
}

/** Packages of a release that are not there or not of their size; their hashes are not read. */
export function findMissing(
  releases: string,
  counter: number,
  packages: readonly Pick<ReleasePackage, 'file' | 'size'>[],
): readonly string[] {
  return packages
    .filter(({ file, size }) => {
      const path = toPackagePath(releases, counter, file);
      return !existsSync(path) || statSync(path).size !== size;
    })
    .map(({ file }) => file);
}

/**
 * Copies the packages of a release out of `from` into `releases/<counter>/`, each compared with its size and SHA-256 on the way: all of them
 * durable under their place, or nothing. Removes what a killed command left; only one may run at a time.
 */
export async function fileRelease(
  releases: string,
  from: string,
  counter: number,
  packages: readonly ReleasePackage[],
): Promise<void> {
  const place = join(releases, String(counter));
  const incoming = join(releases, `${INCOMING}${randomUUID()}`);
  try {
    await mkdir(releases, { recursive: true, mode: 0o700 });
    for (const name of await readdir(releases))
      if (name.startsWith(INCOMING)) await rm(join(releases, name), { recursive: true });
    await mkdir(incoming, { mode: 0o700 });
    for (const one of packages) await copy(join(from, one.file), join(incoming, one.file), one);
    await flushFolder(incoming);
    // Without a row in the database, or with files that are missing: it never was whole.
    await rm(place, { recursive: true, force: true });
    await rename(incoming, place);
    await flushFolder(releases);
  } catch (error) {
    await rm(incoming, { recursive: true, force: true });
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!FULL.has(code)) throw error;
    const bytes = packages.reduce((sum, { size }) => sum + size, 0);
    throw new ReleaseRefused(
      `There is no room in ${releases} for the ${Math.ceil(bytes / 1024 / 1024)} MiB of this release: nothing was kept.`,
      { cause: error },
    );
  }
}

async function copy(from: string, to: string, { file, size, sha256 }: ReleasePackage): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  const source = createReadStream(from);
  const target = await open(to, 'wx', 0o600);
  try {
    await pipeline(
      source,
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          bytes += piece.length;
          // What is too long is not read to its end.
          if (bytes > size) throw new ReleaseRefused(`${file} is longer than the ${size} bytes that were signed.`);
          hash.update(piece);
          yield piece;
        }
      },
      async (pieces: AsyncIterable<Buffer>) => {
        for await (const piece of pieces) await target.writeFile(piece);
      },
    );
    if (bytes !== size)
      throw new ReleaseRefused(`${file} has ${bytes} bytes, not the ${size} that were signed: it was cut.`);
    if (hash.digest('hex') !== sha256) throw new ReleaseRefused(`${file} is not the file that was signed.`);
    await target.sync();
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (path === from) throw new ReleaseRefused(`${from} cannot be read (${code}).`, { cause: error });
    throw error;
  } finally {
    await target.close();
  }
}
