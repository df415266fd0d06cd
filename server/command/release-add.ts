import type { KeyObject } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReleaseBook } from '../postgres/release-book.ts';
import { fileRelease, findMissing } from '../releases/release-files.ts';
import { openSignedRelease, ReleaseRefused } from '../releases/signed-release.ts';
import type { CommandContext } from './command.ts';

/** What is added, where to, and whose signature counts. */
export interface AddOrder {
  /** Folder that `npm run release -- sign` wrote: release.txt, release.sig, packages. */
  readonly from: string;
  readonly releases: string;
  readonly keys: readonly KeyObject[];
  readonly by: string;
  trace(object: string): () => Promise<void>;
}

/**
 * Signature, text, expiry, counter, then each package's size and hash on its way into the data folder; the row and its trace come last. The
 * same release again changes nothing, and brings back packages that are missing (after a restore).
 */
export async function addRelease(
  book: ReleaseBook,
  { from, releases, keys, by, trace }: AddOrder,
  { say }: Pick<CommandContext, 'say'>,
): Promise<void> {
  const text = await read(join(from, 'release.txt'));
  const signed = openSignedRelease(text, (await read(join(from, 'release.sig'))).toString('latin1'), keys);
  const { counter, version, expires, packages } = signed.release;
  if (Date.parse(expires) <= Date.now()) throw new ReleaseRefused(`Release ${counter} expired on ${expires}.`);
  const kept = await book.list();
  const same = kept.find((one) => one.counter === counter);
  if (same !== undefined && same.content !== signed.text)
    throw new ReleaseRefused(`Another release has the counter ${counter}: sign this one with a higher counter.`);
  if (same !== undefined) {
    const missing = findMissing(releases, counter, packages);
    if (missing.length > 0) await fileRelease(releases, from, counter, packages);
    say(
      missing.length > 0
        ? `Release ${counter} (${version}) was known; its packages are there again.`
        : `Release ${counter} (${version}) is there already: nothing changed.`,
    );
    return;
  }
  const highest = kept[0]?.counter ?? 0;
  if (counter < highest)
    throw new ReleaseRefused(
      `Release ${counter} is older than release ${highest}, which is known: a way back is a higher counter that names an older version.`,
    );
  await fileRelease(releases, from, counter, packages);
  try {
    await book.add(signed, by, trace(`release/add#${counter}`));
  } catch (error) {
    await rm(join(releases, String(counter)), { recursive: true, force: true });
    throw error;
  }
  say(`Release ${counter} (${version}) is added, with ${packages.map(({ kind }) => kind).join(', ')}.`);
  say('It is offered to nobody until it is pushed: by the helpdesk in the application, or by release push.');
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new ReleaseRefused(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code}) by the account that owns the data folder.`,
      { cause: error },
    );
  }
}
