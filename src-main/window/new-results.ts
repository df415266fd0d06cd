import type { Manifest } from '../../contracts/mirror.ts';

/** What of a patient's manifest was known: its results, and as of when it was complete, by the hospital's clock. */
interface Known {
  readonly results: ReadonlySet<string>;
  readonly asOf: string;
}

/** A report that was being filed while the manifest was read may bear a moment just before it. */
const SLACK = 60_000;
const result = /^(?:DiagnosticReport|ImagingStudy)\//;

/** Counts, in the manifests of one session, the results that came into a record since the manifest before. */
export interface NewResults {
  count(manifest: Manifest): number;
  forget(): void;
}

/**
 * Opens the count: the first manifest of a patient is where it begins. A result counts once, by the moment it first came into the record; a correction, a
 * removal, and what was hidden and is shown again count for nothing [R18].
 */
export function openNewResults(): NewResults {
  const known = new Map<string, Known>();
  return {
    count({ patient, asOf, items }) {
      const before = known.get(patient);
      const results = items.flatMap((item) => (item.kind === 'resource' && result.test(item.ref) ? [item] : []));
      const all = new Set(results.map(({ ref }) => ref));
      known.set(patient, { results: new Set([...(before?.results ?? []), ...all]), asOf });
      if (before === undefined) return 0;
      const since = Date.parse(before.asOf) - SLACK;
      return results.filter(
        ({ ref, first }) => !before.results.has(ref) && first !== undefined && Date.parse(first) > since,
      ).length;
    },
    forget: () => known.clear(),
  };
}
