import { toDay } from '../../words/format.ts';

/** A birth date as typed: whole, or a year alone when the rest is unknown. */
export type BirthDateReading =
  | { readonly ok: true; readonly date: string }
  | { readonly ok: false; readonly fault: 'incomplete' | 'impossible' | 'future' };

const spellings = [
  { pattern: /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})$/, order: ['day', 'month', 'year'] },
  { pattern: /^(\d{2})(\d{2})(\d{4})$/, order: ['day', 'month', 'year'] },
  { pattern: /^(\d{4})-(\d{2})-(\d{2})$/, order: ['year', 'month', 'day'] },
  { pattern: /^(\d{4})$/, order: ['year'] },
] as const;

/** Reads `12/03/1955`, `12.3.1955`, `12031955`, `1955-03-12` or `1955` into FHIR's `YYYY-MM-DD` or `YYYY`. */
export function readBirthDate(text: string, now: Date): BirthDateReading {
  const typed = text.trim();
  for (const { pattern, order } of spellings) {
    const found = pattern.exec(typed);
    if (found === null) continue;
    const part = (name: 'year' | 'month' | 'day') => {
      const place = (order as readonly string[]).indexOf(name);
      return place < 0 ? null : Number(found[place + 1]);
    };
    return toReading(part('year') ?? 0, part('month'), part('day'), now);
  }
  return { ok: false, fault: 'incomplete' };
}

function toReading(year: number, month: number | null, day: number | null, now: Date): BirthDateReading {
  if (year < 1880) return { ok: false, fault: 'impossible' };
  if (month === null || day === null) {
    return year > Number(toDay(now).slice(0, 4)) ? { ok: false, fault: 'future' } : { ok: true, date: String(year) };
  }
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return { ok: false, fault: 'impossible' };
  const written = date.toISOString().slice(0, 10);
  return written > toDay(now) ? { ok: false, fault: 'future' } : { ok: true, date: written };
}

/** False when the date typed contradicts what the number itself tells; both may be less than a whole date. */
export function agreesWithNiss(birthDate: string, nissBirthDate: string | null): boolean {
  if (nissBirthDate === null) return true;
  const shared = Math.min(birthDate.length, nissBirthDate.length);
  return birthDate.slice(0, shared) === nissBirthDate.slice(0, shared);
}
