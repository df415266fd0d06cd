import type { OpeningHours, Spans } from '../../contracts/helpdesk-numbers.ts';
import { formatTime, toDay } from '../words/format.ts';

/** A moment to come as one says it: a calendar day and `HH:MM`, both of Brussels. */
export interface Moment {
  readonly day: string;
  readonly time: string;
}

/** Whether somebody answers now, and when that changes; null: it does not, or nobody said when. */
export type Opening =
  | { readonly isOpen: true; readonly until: Moment | null }
  | { readonly isOpen: false; readonly next: Moment | null };

const LAST = '24:00';
const NIGHTS = 8;
/** No holiday lasts longer. */
const DAYS_AHEAD = 60;

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function spansOf({ week, otherDays }: OpeningHours, day: string): Spans {
  const other = otherDays.find((one) => one.day === day);
  return other?.open ?? week[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7] ?? [];
}

/** Reads the hours at a moment: days and times of Brussels, its change of hour included, whatever the zone of this PC. */
export function readOpening(hours: OpeningHours, now: Date): Opening {
  const today = toDay(now);
  const time = formatTime(now) ?? '';
  const current = spansOf(hours, today).find(({ from, to }) => from <= time && time < to);
  if (current !== undefined) return { isOpen: true, until: findEnd(hours, today, current.to) };
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = addDays(today, ahead);
    const next = spansOf(hours, day).find(({ from }) => ahead > 0 || from > time);
    if (next !== undefined) return { isOpen: false, next: { day, time: next.from } };
  }
  return { isOpen: false, next: null };
}

/** Hours that touch are one: over midnight too. Null when there is no end in sight. */
function findEnd(hours: OpeningHours, today: string, to: string): Moment | null {
  let day = today;
  let end = to;
  for (let nights = 0; nights <= NIGHTS; ) {
    const spans = spansOf(hours, end === LAST ? addDays(day, 1) : day);
    const going = spans.find(({ from }) => from === (end === LAST ? '00:00' : end));
    if (going === undefined) return { day, time: end };
    if (end === LAST) {
      day = addDays(day, 1);
      nights += 1;
    }
    end = going.to;
  }
  return null;
}
