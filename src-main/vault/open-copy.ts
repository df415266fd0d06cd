import type { MirrorItem } from '../../contracts/mirror.ts';
import type { Lease } from './lease.ts';
import { toShownItems } from './mirror.ts';
import type { PatientFiles, PatientIndex } from './patient-files.ts';
import type { CopyState } from './vault-shape.ts';

/** One patient's copy as it is held in memory: its key, what it is a mirror of, which of it lies there. */
export interface OpenCopy {
  readonly files: PatientFiles;
  index: PatientIndex;
  lease: Lease;
  present: Set<string>;
  /** Shown items by subject, null after anything changed. */
  shown: Map<string, MirrorItem> | null;
  /** Asked for since `forgetIdle` last looked. */
  isUsed: boolean;
}

/** Tells whether an item lies in the copy. */
export const isPresent =
  (copy: OpenCopy) =>
  (item: MirrorItem): boolean =>
    copy.present.has(copy.files.fileName(item));

/** What is said of a copy. */
export function toState(copy: OpenCopy): CopyState {
  const { revision, asOf, complete, items, lastVisit, marks } = copy.index;
  return {
    revision,
    asOf,
    complete,
    leaseUntil: new Date(copy.lease.exp * 1000).toISOString(),
    total: items.length,
    lastVisit,
    marks,
    missing: items.filter((item) => !isPresent(copy)(item)),
    shown: toShownItems(copy.index, isPresent(copy)),
  };
}

/**
 * Forgets, keys first, the whole copies that nobody asked for since it was called last, but for those kept: a day's patients with their thousands of
 * images would stay in memory until the lock. What is still being copied stays; what is asked for again is read from the disk.
 */
export function forgetIdle(open: Map<string, OpenCopy>, kept: ReadonlySet<string>): void {
  for (const [patient, copy] of open) {
    const stays = copy.isUsed || !copy.index.complete || kept.has(patient);
    copy.isUsed = false;
    if (stays) continue;
    open.delete(patient);
    copy.files.wipe();
  }
}
