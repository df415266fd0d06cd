/** One entry of the trace as the database holds it: the exact text that was hashed, its hash and the hash before it (hex). */
export interface TracedEntry {
  readonly writer: number;
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
  readonly body: string;
}

/** A version that exists of something, `updated` when it came to be; null where there is but one (a DICOM instance). */
export interface KnownVersion {
  readonly ref: string;
  readonly version: number | null;
  readonly updated: Date | null;
  readonly sha256: string;
}

/** What was copied to a PC or looked at there: by its id, never by a title. Instants are UTC. */
export interface SeenVersion {
  readonly ref: string;
  readonly kind: 'copied' | 'looked-at';
  readonly at: string;
  readonly version: number | null;
  /** Null where the trace names a whole (a study, a search) of which no single file can be told. */
  readonly sha256: string | null;
  /** How it left the application: on paper or in a file; null where it was seen on the screen alone. */
  readonly left: 'printed' | 'exported' | null;
}

interface Read {
  readonly ref: string;
  readonly version: number | null;
  /** When it happened on the PC, where the entry tells it; else when the hospital wrote it. */
  readonly at: string;
  readonly kind: 'copied' | 'looked-at';
  readonly left: 'printed' | 'exported' | null;
}

/** Everything of the trace that names a document, image or whole that left for this physician or was looked at. */
function readSeen(entries: readonly TracedEntry[]): readonly Read[] {
  return entries.flatMap(({ body }): Read[] => {
    const { kind, object, outcome, at } = JSON.parse(body) as Record<string, string | undefined>;
    if ((kind !== 'copied' && kind !== 'looked-at') || outcome !== 'ok' || object === undefined) return [];
    const [, left, what = object, when = at ?? ''] = /^(?:(printed|exported) )?(.*?)(?: at (\S+))?$/.exec(object) ?? [];
    const [, ref = what, version] = /^([A-Z]\w+\/[A-Za-z0-9.-]+)(?:\/_history\/(\d+))?$/.exec(what) ?? [];
    return [
      {
        ref,
        version: version === undefined ? null : Number(version),
        at: when,
        kind,
        left: left === 'printed' || left === 'exported' ? left : null,
      },
    ];
  });
}

/** The names whose versions must be known: FHIR references `Type/id` and DICOM instance UIDs. */
export function toSeenRefs(entries: readonly TracedEntry[]): readonly string[] {
  return [...new Set(readSeen(entries).map(({ ref }) => ref))].filter((ref) =>
    /^(?:[A-Z]\w+\/[A-Za-z0-9.-]+|[0-9.]+)$/.test(ref),
  );
}

/**
 * What was seen, in the order of the trace, with the hash of the very version: the one that the entry names, else the newest that existed
 * at that moment.
 */
export function toSeenVersions(
  entries: readonly TracedEntry[],
  known: readonly KnownVersion[],
): readonly SeenVersion[] {
  const byRef = new Map<string, KnownVersion[]>();
  for (const one of known) byRef.set(one.ref, [...(byRef.get(one.ref) ?? []), one]);
  return readSeen(entries).map(({ ref, version, at, kind, left }) => {
    const versions = byRef.get(ref) ?? [];
    const then = versions
      .filter(({ updated }) => updated === null || updated.toISOString() <= at)
      .toSorted((a, b) => (a.version ?? 0) - (b.version ?? 0));
    const found = version === null ? then.at(-1) : versions.find((one) => one.version === version);
    return { ref, kind, at, version: found?.version ?? version, sha256: found?.sha256 ?? null, left };
  });
}
