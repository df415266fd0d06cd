import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isMissing, readIfThere } from '../storage/safe-file.ts';

/** The format of one person's vault folder, as its key file says. Raised by any change to what lies in the folder or to how it is sealed. */
export const vaultFormat = 1;

/** What this version does with a vault of each format it knows of; of a newer one it only knows that it is a copy. */
const fates: Readonly<Record<number, 'read' | 'drop'>> = { 1: 'read' };

/** Why a vault that lay there was not read. */
export type Unreadable = 'newer' | 'older' | 'damaged';

const Named = z.object({ format: z.int() });

/** The key file of a vault, where its format is told. */
export const toKeyFilePath = (folder: string): string => join(folder, 'keys.json');

/** Why this version cannot read the vault in `folder`; null when it can, or when there is none. */
export async function findUnreadable(folder: string): Promise<Unreadable | null> {
  const bytes = await readIfThere(toKeyFilePath(folder));
  if (bytes === null) return null;
  try {
    const { format } = Named.parse(JSON.parse(bytes.toString('utf8')));
    if (format > vaultFormat) return 'newer';
    return fates[format] === 'read' ? null : 'older';
  } catch {
    return 'damaged';
  }
}

/** Removes everything of a vault, the key file last: one that was only half removed when the power went is still known for what it was. */
export async function dropVault(folder: string): Promise<void> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw cause;
  });
  const last = toKeyFilePath(folder);
  // oxlint-disable-next-line no-await-in-loop -- in this order.
  for (const path of [...names.map((name) => join(folder, name)).filter((path) => path !== last), last])
    await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
