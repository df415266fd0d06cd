import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of the disk that stay free whatever the budget: the PC must go on working. */
const RESERVE = 1_000_000_000;
const MEASURE_EVERY = 30_000;

async function measure(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory()
      ? await measure(path)
      : await stat(path).then(
          ({ size }) => size,
          () => 0,
        );
  }
  return bytes;
}

/** Returns the function that says how many bytes may still be put into `folder`; measured twice a minute, less what came since. */
export function openDiskLeft(
  folder: () => string,
  budget: number,
): { left(): Promise<number>; took(bytes: number): void } {
  let measured = Number.NEGATIVE_INFINITY;
  let left = 0;
  return {
    async left() {
      if (performance.now() - measured < MEASURE_EVERY) return left;
      measured = performance.now();
      const used = await measure(folder());
      const disk = await statfs(folder()).catch(() => null);
      const free = disk === null ? Number.POSITIVE_INFINITY : disk.bavail * disk.bsize - RESERVE;
      left = Math.min(budget - used, free);
      return left;
    },
    took(bytes) {
      left -= bytes;
    },
  };
}
