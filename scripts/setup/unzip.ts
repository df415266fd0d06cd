import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/** Unpacks a zip into `folder`, each file under the name that `toName` gives it; `undefined` leaves the file out. */
export async function unzipTree(
  zip: string,
  folder: string,
  toName: (path: string) => string | undefined,
): Promise<void> {
  const file = await openPromise(zip);
  for await (const entry of file.eachEntry()) {
    const name = entry.fileName.endsWith('/') ? undefined : toName(entry.fileName);
    if (name === undefined) continue;
    const path = toPathInside(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    // The upper half of the attributes is the Unix mode that Linux zips carry.
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await file.openReadStreamPromise(entry), createWriteStream(path, { mode: mode || 0o644 }));
  }
}

/** Refuses a name that would land outside the folder. */
function toPathInside(folder: string, name: string): string {
  const path = resolve(join(folder, name));
  if (!path.startsWith(resolve(folder) + sep)) throw new Error(`unsafe name in the zip: ${name}`);
  return path;
}
