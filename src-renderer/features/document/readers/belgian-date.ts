import { formatDate } from '../../../words/format.ts';

/** A day written `DDMMYYYY`, `DDMMYY` (the century as near as birth dates allow) or `YYYYMMDD`, in words; null when it is none. */
export function toBelgianDate(
  digits: string | undefined,
  order: 'day-first' | 'year-first' = 'day-first',
): string | null {
  const text = (digits ?? '').trim();
  const found =
    order === 'year-first' ? /^(\d{4})(\d{2})(\d{2})/.exec(text) : /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
  if (found === null) return null;
  const [, first = '', month = '', last = ''] = found;
  const [year, day] = order === 'year-first' ? [first, last] : [last, first];
  // Two digits of a year leave the century open, and nobody should guess it.
  if (year.length === 2) return `${day}/${month}/${year}`;
  return Number(month) >= 1 && Number(month) <= 12 ? formatDate(`${year}-${month}-${day}`) : null;
}
