import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { practiceZone, toWall } from '../agenda/zone-time.ts';
import { purgeEnded, readFolderNames } from './rotation.ts';
import { removeOtherDays } from './sealed-texts.ts';

/** Folder of one person's vault: named after a hash, since a person's id is nobody else's business. */
export function toVaultFolder(userData: string, person: string): string {
  return join(userData, 'vault', createHash('sha256').update(person).digest('hex').slice(0, 24));
}

/**
 * Destroys, in everybody's vault but the one in `open`, the copies whose lease is over at `mark` and the days that are not `now`'s; needs no
 * key. An open vault does it itself, since it knows what lies in it.
 */
export async function purgeVaults(userData: string, now: Date, mark: number, open: string | null): Promise<void> {
  const failures: unknown[] = [];
  for (const name of await readFolderNames(join(userData, 'vault'))) {
    const folder = join(userData, 'vault', name);
    if (folder === open) continue;
    // oxlint-disable-next-line no-await-in-loop -- one disk.
    await purgeEnded(join(folder, 'patients'), Math.max(now.getTime(), mark)).catch((cause: unknown) => {
      // One vault that cannot be cleared now keeps nobody else's copy alive.
      failures.push(cause);
    });
    // oxlint-disable-next-line no-await-in-loop -- as above.
    await removeOtherDays(folder, toWall(now.getTime(), practiceZone).day);
  }
  if (failures.length > 0) throw new AggregateError(failures, 'copies that ended were not removed');
}
