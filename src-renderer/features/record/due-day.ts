import { formatShortDate, toDay } from '../../words/format.ts';
import { words } from '../../words/words.ts';

const steps = [
  { word: 'mark.due.today', days: 0 },
  { word: 'mark.due.tomorrow', days: 1 },
  { word: 'mark.due.week', days: 7 },
  { word: 'mark.due.fortnight', days: 14 },
  { word: 'mark.due.month', days: 30 },
  { word: 'mark.due.quarter', days: 91 },
] as const;

/** One day until which something may have to be done; null is: no day. */
export interface DueChoice {
  readonly day: string | null;
  readonly label: string;
}

/** The days that one press offers, and the one that was chosen before. Calendar days of Brussels. */
export function toDueChoices(now: Date, chosen: string | null): readonly DueChoice[] {
  const today = Date.parse(`${toDay(now)}T12:00:00Z`);
  const offered = steps.map(({ word, days }) => {
    const day = new Date(today + days * 86_400_000).toISOString().slice(0, 10);
    return { day, label: words(word, { date: formatShortDate(day) }) };
  });
  const isOffered = chosen === null || offered.some(({ day }) => day === chosen);
  return [
    { day: null, label: words('mark.due.none') },
    ...offered,
    ...(isOffered ? [] : [{ day: chosen, label: words('mark.due.chosen', { date: formatShortDate(chosen) }) }]),
  ];
}
