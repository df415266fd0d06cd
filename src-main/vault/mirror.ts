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

/**
 * The older versions of what the hospital still shows, one of each document: shown until the new state is whole. After a whole copy it is the
 * version of that copy, however many states were begun since, or two of them would stand as one record; before the first it is the newest
 * that has come. Never by a clock.
 */
export function findPrevious(
  old: PatientIndex | null,
  items: ManifestItems,
  isPresent: (item: MirrorItem) => boolean,
): MirrorItem[] {
  if (old === null) return [];
  const wanted = new Map(items.map((item) => [toSubject(item), item]));
  const kept = new Map<string, MirrorItem>();
  for (const item of old.asOf === null ? [...old.previous, ...old.items] : [...old.items, ...old.previous]) {
    const target = wanted.get(toSubject(item));
    if (target !== undefined && !isSame(item, target) && isPresent(item)) kept.set(toSubject(item), item);
  }
  return [...kept.values()];
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
