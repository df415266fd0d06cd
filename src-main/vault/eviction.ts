/** What one patient's copy takes of the disk; a time is in milliseconds since 1970, 0: never looked at since it was copied. */
export interface CopyWeight {
  readonly patient: string;
  readonly lookedAt: number;
  /** Bytes of documents, which go with the copy as a whole. */
  readonly documents: number;
  readonly series: readonly { readonly series: string; readonly bytes: number; readonly lookedAt: number }[];
}

/** For what room is wanted, and whose copies may be given up for it. */
export interface RoomWanted {
  readonly bytes: number;
  /** Nothing of his goes, but for `own`. */
  readonly patient: string | null;
  /** Untouched, whatever happens. */
  readonly kept: readonly string[];
  /** Images of these go after everything of everybody else, in this order. */
  readonly thinned: readonly string[];
  /** And their whole copies last of all, in this order. */
  readonly last: readonly string[];
  /** The patient's own other series may go too: this one (empty: none) is on the screen. Null: none of his. */
  readonly own: string | null;
}

/** One thing to give up: the images of a series, or (`series` null) the whole copy. */
export interface Eviction {
  readonly patient: string;
  readonly series: string | null;
  readonly bytes: number;
}

type Candidate = Eviction & { readonly at: number; readonly lookedAt: number };

const byLook = (one: Candidate, other: Candidate): number =>
  one.at - other.at || one.lookedAt - other.lookedAt || other.bytes - one.bytes;

function toSeries(copies: readonly CopyWeight[]): Candidate[] {
  return copies
    .flatMap(({ patient, lookedAt, series }) =>
      series.map((one) => ({ patient, series: one.series, bytes: one.bytes, at: one.lookedAt, lookedAt })),
    )
    .toSorted(byLook);
}

function toWholes(copies: readonly CopyWeight[]): Candidate[] {
  return copies
    .map(({ patient, lookedAt, documents }) => ({ patient, series: null, bytes: documents, at: lookedAt, lookedAt }))
    .toSorted(byLook);
}

/**
 * What is given up so that `bytes` come free, what was looked at longest ago first: images of patients nobody expects, then their documents;
 * images of those who are expected; other series of the patient on the screen; documents of those who are expected. Never more than is needed, and
 * nothing at all where everything would not be enough.
 */
export function toEvictions(copies: readonly CopyWeight[], wanted: RoomWanted): Eviction[] {
  const late = new Set([...wanted.thinned, ...wanted.last]);
  const untouched = new Set([...wanted.kept, ...(wanted.patient === null ? [] : [wanted.patient])]);
  const others = copies.filter(({ patient }) => !untouched.has(patient) && !late.has(patient));
  const inOrder = (patients: readonly string[]): CopyWeight[][] =>
    [...new Set(patients)]
      .filter((patient) => !untouched.has(patient))
      .map((patient) => copies.filter((copy) => copy.patient === patient));
  const own = copies.filter(
    ({ patient }) => wanted.own !== null && patient === wanted.patient && !wanted.kept.includes(patient),
  );
  const thinned = inOrder([...wanted.thinned, ...wanted.last]).flatMap(toSeries);
  const stages = [
    ...toSeries(others),
    ...toWholes(others),
    ...thinned,
    ...toSeries(own).filter(({ series }) => series !== wanted.own),
    ...inOrder(wanted.last).flatMap(toWholes),
  ];
  const chosen: Eviction[] = [];
  let free = 0;
  for (const { patient, series, bytes } of stages) {
    if (free >= wanted.bytes) break;
    if (bytes === 0) continue;
    chosen.push({ patient, series, bytes });
    free += bytes;
  }
  if (free < wanted.bytes) return [];
  // What came before and is no longer needed, now that something larger goes, stays.
  return chosen.filter(({ bytes }) => {
    if (free - bytes < wanted.bytes) return true;
    free -= bytes;
    return false;
  });
}
