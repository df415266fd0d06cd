import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Release, ReleasePackage } from '../../contracts/release.ts';
import type { UpdateOffer } from '../../contracts/updates.ts';
import type { HospitalClient } from '../hospital/client.ts';
import { removeLeftovers, writeSafely } from '../storage/safe-file.ts';
import type { Pace } from '../sync/prefetch-pace.ts';
import { downloadPackage, isPackage } from './download.ts';

/** The collaborators of fetching one release. */
export interface FetchParts {
  /** `updates` in the profile; a release lies in a folder of its counter. */
  readonly folder: string;
  readonly client: () => HospitalClient | null;
  readonly pace: Pace;
  /** Milliseconds between two questions whether the release is still offered. */
  readonly still: number;
  readonly isStillOffered: () => Promise<boolean>;
  readonly ended: AbortSignal;
  readonly progress: (bytes: number) => void;
  readonly free?: (folder: string) => Promise<number>;
}

/** Removes every release but one (null: every one), and what killed writes left. */
export async function removeReleases(folder: string, but: number | null): Promise<void> {
  await removeLeftovers(folder);
  for (const name of await readdir(folder).catch(() => []))
    if (/^\d+$/.test(name) && Number(name) !== but)
      await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
}

/** Fetches a release's package and puts text and signature beside it, as root's helper wants them; answers the folder. */
export async function fetchRelease(
  offer: UpdateOffer,
  { counter }: Release,
  file: ReleasePackage,
  parts: FetchParts,
): Promise<string> {
  await removeReleases(parts.folder, counter);
  const folder = join(parts.folder, String(counter));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, file.file);
  if (!(await isPackage(path, file))) await fetchOffered(file, path, parts);
  await writeSafely(join(folder, 'release.txt'), offer.release);
  await writeSafely(join(folder, 'release.sig'), `${offer.signature}\n`);
  return folder;
}

/** One connection, at the line's share, after everybody else; given up as soon as the hospital no longer offers the release. */
async function fetchOffered(file: ReleasePackage, path: string, parts: FetchParts): Promise<void> {
  const gone = new AbortController();
  const asking = setInterval(() => {
    parts.isStillOffered().then(
      (offered) => {
        if (!offered) gone.abort();
      },
      // A line that is cut says nothing about the release.
      () => undefined,
    );
  }, parts.still).unref();
  const client = (): HospitalClient => {
    const one = parts.client();
    if (one === null) throw new ExpectedFailure('certificate-required');
    return one;
  };
  try {
    await downloadPackage(file, path, {
      ask: (wanted, signal) => client().openPackage(wanted, signal),
      async turn() {
        await parts.pace.turn();
        await client().quiet();
      },
      took: parts.pace.spent,
      progress: parts.progress,
      signal: AbortSignal.any([gone.signal, parts.ended]),
      ...(parts.free === undefined ? {} : { free: parts.free }),
    });
  } catch (cause) {
    if (gone.signal.aborted) throw new ExpectedFailure('not-found', { cause });
    throw cause;
  } finally {
    clearInterval(asking);
  }
}
