import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

const MEASURE_EVERY = 30_000;
/** Where the practice sets no budget: so many bytes, or a tenth of the disk where that is less. */
const USUAL = 20_000_000_000;
const SHARE = 10;

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

/** What the copies in a folder may still take of the disk. */
export interface DiskLeft {
  /** Bytes that may still be put there: by the budget, and by the disk with `reserve` bytes left free. Whoever is urgent waits for no measuring. */
  left(reserve: number, isUrgent: boolean): Promise<{ readonly budget: number; readonly disk: number }>;
  /** Bytes that came since (negative: that went). */
  took(bytes: number): void;
  /** The disk was full where it should not have been: measured again at the next question. */
  doubt(): void;
}

/** Measures twice a minute at most, less what came since, and lets nobody wait for it but whoever asks first; `budget` null: the usual one. */
export function openDiskLeft(folder: () => string, budget: number | null): DiskLeft {
  let measured: { at: number; folder: string; budget: number; disk: number } | null = null;
  let measuring: Promise<void> | null = null;

  async function look(place: string): Promise<void> {
    const at = performance.now();
    const used = await measure(place);
    const disk = await statfs(place).catch(() => null);
    const whole = disk === null ? Number.POSITIVE_INFINITY : disk.blocks * disk.bsize;
    const most = budget ?? Math.min(USUAL, whole / SHARE);
    const free = disk === null ? Number.POSITIVE_INFINITY : disk.bavail * disk.bsize;
    measured = { at, folder: place, budget: most - used, disk: free };
  }

  return {
    async left(reserve, isUrgent) {
      const place = folder();
      if (measured !== null && measured.folder !== place) measured = null;
      if (measured === null || performance.now() - measured.at >= MEASURE_EVERY)
        measuring ??= look(place).finally(() => {
          measuring = null;
        });
      if (measured === null && !isUrgent) await measuring;
      if (measured === null) return { budget: Number.POSITIVE_INFINITY, disk: Number.POSITIVE_INFINITY };
      return { budget: measured.budget, disk: measured.disk - reserve };
    },
    took(bytes) {
      if (measured === null) return;
      measured.budget -= bytes;
      measured.disk -= bytes;
    },
    doubt() {
      measured = null;
    },
  };
}
