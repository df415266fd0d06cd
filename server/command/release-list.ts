import type { KeptRelease, ReleaseBook } from '../postgres/release-book.ts';
import { findMissing } from '../releases/release-files.ts';
import type { CommandContext } from './command.ts';

/** A line for each release, newest first, and one for each of its packages that is not there. */
export async function listReleases(
  book: ReleaseBook,
  releases: string,
  { say }: Pick<CommandContext, 'say'>,
): Promise<void> {
  const kept = await book.list();
  if (kept.length === 0) say('There is no release: passerelle-server release add <folder> takes one.');
  for (const one of kept) {
    const { counter, version, expires, packages } = one;
    say(`${counter}  ${version}  ${toStanding(one)}  expires ${expires.toISOString().slice(0, 10)}`);
    // What nobody is offered any more may be deleted for its room.
    if (one.withdrawn || expires.getTime() <= Date.now()) continue;
    for (const file of findMissing(releases, counter, packages))
      say(`    ${file} is not there or not whole: add the release's folder again.`);
  }
}

function toStanding({ withdrawn, expires, ring, percentage, paused }: KeptRelease): string {
  if (withdrawn) return 'withdrawn';
  if (expires.getTime() <= Date.now()) return 'expired';
  if (ring === null) return 'waiting';
  return `${paused ? 'paused' : 'pushed'} to ${ring === 'pilot' ? 'pilots' : `pilots and ${percentage} % of everyone`}`;
}
