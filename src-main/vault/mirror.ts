import type { z } from 'zod';
import type { Manifest, MirrorItem } from '../../contracts/mirror.ts';
import type { PatientIndex } from './patient-files.ts';

type ManifestItems = z.infer<typeof Manifest>['items'];

/** What a document or image is, whatever its version. */
export function toSubject(item: MirrorItem): string {
  return item.kind === 'resource' ? item.ref : `instance/${item.study}/${item.instance}`;
}

/** True when two items are the same version of the same thing. */
function isSame(one: MirrorItem, other: MirrorItem | undefined): boolean {
  if (other === undefined || one.sha256 !== other.sha256) return false;
  return one.kind !== 'resource' || other.kind !== 'resource' || one.version === other.version;
}

/** What comparing a manifest with the folder's index says. */
export interface Comparison {
  /** Things that the hospital no longer lets this physician see: out of the copy before anything else happens. */
  readonly gone: readonly MirrorItem[];
  /** Older versions of things that are still visible: shown until the new state is whole. */
  readonly previous: readonly MirrorItem[];
}

/** Compares what the folder knew with what the hospital shows now; never by a clock. */
export function compareWithManifest(old: PatientIndex | null, items: ManifestItems): Comparison {
  const wanted = new Map(items.map((item) => [toSubject(item), item]));
  const known = [...(old?.items ?? []), ...(old?.previous ?? [])];
  return {
    gone: known.filter((item) => !wanted.has(toSubject(item))),
    previous: known.filter((item) => {
      const target = wanted.get(toSubject(item));
      return target !== undefined && !isSame(item, target);
    }),
  };
}

/**
 * The items on the screen: the new state once all its documents are there, else the older versions whole. A first copy shows what
 * has come so far. Images always belong to the new state.
 */
export function toShownItems(index: PatientIndex, isPresent: (item: MirrorItem) => boolean): MirrorItem[] {
  const present = index.items.filter(isPresent);
  const documents = index.items.filter((item) => item.kind === 'resource');
  const images = present.filter((item) => item.kind === 'instance');
  const whole = documents.every(isPresent);
  const older = index.previous.filter((item) => item.kind === 'resource' && isPresent(item));
  if (whole) return present;
  if (index.asOf === null) {
    // Something was replaced while the first copy is under way: it stays until its new version has come.
    const come = new Set(present.map(toSubject));
    return [...present, ...older.filter((item) => !come.has(toSubject(item)))];
  }
  const replaced = new Set(older.map(toSubject));
  const unchanged = present.filter((item) => item.kind === 'resource' && !replaced.has(toSubject(item)));
  return [...older, ...unchanged, ...images];
}
