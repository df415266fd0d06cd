import type { Agenda, AgendaEntry } from '../../../contracts/agenda.ts';
import { formatTime } from '../../words/format.ts';

/** Where the clock stands in the day: whose hour it is, and who comes next. Ids of entries, null for nobody. */
export interface DayPlaces {
  readonly now: string | null;
  readonly next: string | null;
}

/** So long after his hour a patient is still expected, in minutes. */
const LATE = 30;

function toMinutes(at: string | null): number | null {
  return at === null ? null : Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
}

/**
 * Next is whoever sits in the waiting room, else the first after the last one seen, else the first whose hour is not long past. Now is
 * the one whose hour has come last.
 */
export function readPlaces(entries: readonly AgendaEntry[], now: Date): DayPlaces {
  const clock = toMinutes(formatTime(now)) ?? 0;
  const minutes = entries.map(({ at }) => toMinutes(at));
  const current = entries.findLastIndex((_, place) => {
    const at = minutes[place];
    return at != null && at <= clock && clock - at < LATE;
  });
  const lastSeen = entries.findLastIndex(({ seen }) => seen);
  const isComing = (place: number): boolean => (minutes[place] ?? clock) >= clock - LATE;
  const next =
    entries.find(({ seen, arrived }) => arrived && !seen) ??
    entries.find(({ seen }, place) => !seen && place > lastSeen && (lastSeen >= 0 || isComing(place)));
  return { now: entries[current]?.id ?? null, next: next?.id ?? null };
}

/** How many are expected, how many of them are ready, and of how many there is an older copy. */
export function countReady({ entries }: Agenda): { count: number; ready: number; kept: number } {
  const isKept = ({ standing }: AgendaEntry): boolean => standing.state === 'waiting' && standing.asOf !== null;
  const ready = entries.filter(({ standing }) => standing.state === 'ready').length;
  return { count: entries.length, ready, kept: entries.filter(isKept).length };
}

/** `DUBOIS Marie` of the link, or what the list wrote. */
export function toName({ patient, written }: AgendaEntry): string {
  return patient === null ? written : `${patient.family.toLocaleUpperCase('fr')} ${patient.given}`;
}
