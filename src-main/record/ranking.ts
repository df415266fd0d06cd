import type { NewsChange, ReadFirstWhy } from '../../contracts/reading-order.ts';
import type { TimelineEntry } from '../../contracts/record.ts';

/** What the order of a record turns on. */
export interface Ranked {
  readonly entry: TimelineEntry;
  /** A result that the laboratory marked as critical (`HH`, `LL`, `AA`…), which stands. */
  readonly critical: boolean;
  /** A letter written at the end of a stay. */
  readonly discharge: boolean;
  /** Taken back as a whole. */
  readonly withdrawn: boolean;
  /** Days since it happened; null when it has no date. */
  readonly age: number | null;
  /** What became of it since the last visit; null when nothing did. */
  readonly change: NewsChange | null;
}

type Fits = (line: Ranked) => boolean;

const standing =
  (fits: Fits): Fits =>
  (line) =>
    !line.withdrawn && fits(line);
const isAbnormal: Fits = standing(({ entry }) => entry.abnormal > 0);
const isDischarge: Fits = standing(({ discharge }) => discharge);
const isLetter: Fits = standing(({ entry }) => entry.kind === 'letter');
const isPending: Fits = standing(
  ({ entry }) =>
    ['laboratory', 'imaging', 'report'].includes(entry.kind) &&
    ['registered', 'partial', 'preliminary'].includes(entry.status),
);

/**
 * The order of « since your last visit », the first rule that fits decides and the newest of each comes first: what may harm, what the
 * physician must unlearn, what he is written, what was found, then what is kept beside.
 */
export const newsOrder: readonly { readonly name: string; readonly fits: Fits }[] = [
  { name: 'critical result', fits: standing(({ critical }) => critical) },
  { name: 'abnormal result', fits: isAbnormal },
  { name: 'taken back', fits: ({ change }) => change === 'cancelled' },
  { name: 'corrected', fits: ({ change }) => change === 'corrected' },
  { name: 'allergy', fits: ({ entry }) => entry.kind === 'allergy' },
  { name: 'discharge letter', fits: isDischarge },
  { name: 'letter', fits: isLetter },
  { name: 'imaging', fits: ({ entry }) => entry.kind === 'imaging' },
  { name: 'report', fits: ({ entry }) => entry.kind === 'report' },
  { name: 'result', fits: ({ entry }) => entry.kind === 'laboratory' },
  { name: 'diagnosis', fits: ({ entry }) => entry.kind === 'condition' },
  { name: 'medicine', fits: ({ entry }) => entry.kind === 'medication' },
  { name: 'photograph', fits: ({ entry }) => entry.kind === 'photograph' },
  { name: 'stay', fits: ({ entry }) => entry.kind === 'stay' },
  { name: 'anything else', fits: () => true },
];

/** Most lines of « read first »: more would be a pile again. */
export const mostFirst = 5;

/**
 * « Read first », in this order: of each rule the newest `most` that are not older than `days` and that no rule before took. What the physician
 * marked as seen or done is no longer there, unless it changed since.
 */
export const readFirst: readonly {
  readonly why: ReadFirstWhy;
  readonly most: number;
  readonly days: number;
  readonly fits: Fits;
}[] = [
  { why: 'critical', most: 2, days: 30, fits: standing(({ critical }) => critical) },
  { why: 'discharge', most: 1, days: 365, fits: isDischarge },
  { why: 'specialist', most: 1, days: 365, fits: (line) => isLetter(line) && !isDischarge(line) },
  { why: 'abnormal', most: 1, days: 90, fits: isAbnormal },
  { why: 'pending', most: 2, days: 60, fits: isPending },
];

const newestFirst = (one: Ranked, other: Ranked): number =>
  (one.age ?? Number.POSITIVE_INFINITY) - (other.age ?? Number.POSITIVE_INFINITY) ||
  one.entry.document.localeCompare(other.entry.document);

/** Lines in the order of `newsOrder`. */
export function toNewsOrder(lines: readonly Ranked[]): Ranked[] {
  const rank = (line: Ranked): number => newsOrder.findIndex(({ fits }) => fits(line));
  const ranked = lines.map((line) => ({ line, rank: rank(line) }));
  return ranked
    .toSorted((one, other) => one.rank - other.rank || newestFirst(one.line, other.line))
    .map(({ line }) => line);
}

/** What to read first of these lines; `isSettled` says which the physician has seen or done as they stand. */
export function toReadFirst(
  lines: readonly Ranked[],
  isSettled: (document: string) => boolean,
): { readonly document: string; readonly why: ReadFirstWhy }[] {
  const left = lines.filter(({ entry }) => !isSettled(entry.document)).toSorted(newestFirst);
  const taken = new Map<string, ReadFirstWhy>();
  for (const { why, most, days, fits } of readFirst) {
    const some = left.filter((line) => {
      const isRecent = line.age !== null && line.age <= days;
      return isRecent && !taken.has(line.entry.document) && fits(line);
    });
    for (const { entry } of some.slice(0, most)) taken.set(entry.document, why);
  }
  return [...taken].slice(0, mostFirst).map(([document, why]) => ({ document, why }));
}
