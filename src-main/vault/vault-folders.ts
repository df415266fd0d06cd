import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { practiceZone, toWall } from '../agenda/zone-time.ts';
import { purgeEnded, readFolderNames } from './rotation.ts';
import { removeOtherDays } from './sealed-texts.ts';

/** Folder of one person's vault: named after a hash, since a person's id is nobody else's business. */
export function toVaultFolder(userData: string, person: string): string {
  return join(userData, 'vault', createHash('sha256').update(person).digest('hex').slice(0, 24));
}

/** Destroys, in everybody's vault, the copies whose lease is over at `mark` and the days that are not `now`'s; needs no key. */
export async function purgeVaults(userData: string, now: Date, mark: number): Promise<void> {
  for (const name of await readFolderNames(join(userData, 'vault'))) {
    const folder = join(userData, 'vault', name);
    // oxlint-disable-next-line no-await-in-loop -- one disk.
    await purgeEnded(join(folder, 'patients'), Math.max(now.getTime(), mark));
    // oxlint-disable-next-line no-await-in-loop -- as above.
    await removeOtherDays(folder, toWall(now.getTime(), practiceZone).day);
  }
}
