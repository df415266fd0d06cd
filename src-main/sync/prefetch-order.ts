import { type AheadPart, aheadParts } from './prefetch-parts.ts';

/** One patient of the day, as the order of copying sees him. */
export interface Expected {
  readonly patient: string;
  /** `HH:MM`, null when the list says no hour. */
  readonly at: string | null;
  readonly arrived: boolean;
  /** The record was opened today: nobody waits for it any more. */
  readonly seen: boolean;
}

/** One patient's one part. */
export interface Unit {
  readonly patient: string;
  readonly part: AheadPart;
}

/** So long after his hour a patient is still expected, in minutes. */
const LATE = 30;

function toMinutes(at: string): number {
  return Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
}

/** Who sits down next, first: whoever has arrived, then by the hour, then who has none, then who should have come long ago, then whom one has seen. `clock` is `HH:MM`. */
export function toTurns<T extends Expected>(expected: readonly T[], clock: string): T[] {
  const now = toMinutes(clock);
  const rank = ({ at, arrived, seen }: T): number => {
    if (seen) return 4;
    if (arrived) return 0;
    if (at === null) return 2;
    return toMinutes(at) >= now - LATE ? 1 : 3;
  };
  return expected.toSorted((one, other) => rank(one) - rank(other) || (one.at ?? '').localeCompare(other.at ?? ''));
}

/**
 * Everything to copy, first things first: the next patient and whoever has arrived up to the last study, then documents and key images
 * of everybody in the order of their turns, then the last study of each, then whole series.
 */
export function toUnits(expected: readonly Expected[], clock: string): Unit[] {
  const turns = toTurns(expected, clock);
  const units = (some: readonly Expected[], part: AheadPart): Unit[] => some.map(({ patient }) => ({ patient, part }));
  const soon = turns.filter(({ arrived, seen }, place) => !seen && (arrived || place === 0));
  const all = [
    ...soon.flatMap((one) => aheadParts.slice(0, 3).flatMap((part) => units([one], part))),
    ...turns.flatMap((one) => aheadParts.slice(0, 2).flatMap((part) => units([one], part))),
    ...units(turns, 'last-study'),
    ...units(turns, 'rest'),
  ];
  const seen = new Set<string>();
  return all.filter(({ patient, part }) => {
    const key = `${part} ${patient}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
