import { createPublicKey, type KeyObject } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../storage/safe-file.ts';

const MOST = 2;

/** The ed25519 public keys that the package brought, two at most; none when there is none, too many, or one that is something else. */
export async function readKeys(folder: string): Promise<KeyObject[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw cause;
  });
  const files = names.filter((name) => name.endsWith('.pem')).toSorted();
  if (files.length > MOST) return [];
  const keys = await Promise.all(files.map(async (name) => toKey(await readFile(join(folder, name), 'utf8'))));
  const good = keys.filter((key) => key !== null);
  // A package that was made wrongly installs nothing at all: half of its keys are not half of its safety.
  return good.length === keys.length ? good : [];
}

function toKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' && !pem.includes('PRIVATE') ? key : null;
  } catch {
    return null;
  }
}
