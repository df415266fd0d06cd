import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const PART = /^[0-9a-f]{2}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** SHA-256 of every whole file of a blob store, in order; what is half arrived is none. */
export async function* listBlobFiles(folder: string): AsyncGenerator<string> {
  for (const first of await listNames(folder, PART))
    for (const second of await listNames(join(folder, first), PART))
      for (const name of await listNames(join(folder, first, second), SHA256))
        if (name.startsWith(`${first}${second}`)) yield name;
}

/** Where a blob lies. */
export function toBlobPath(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function listNames(folder: string, pattern: RegExp): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => pattern.test(name)).sort();
}
