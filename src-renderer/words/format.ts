import { calendars } from './calendar.ts';
import { readLanguage } from './language.ts';

const zone = 'Europe/Brussels';
const space = '\u00a0';
const thin = '\u202f';

const inBrussels = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Calendar day in Brussels `YYYY-MM-DD` of an instant; a bare date (or a part of one) is given back unchanged. */
export function toDay(at: string | Date): string {
  if (typeof at === 'string' && !at.includes('T')) return at;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : inBrussels.format(date);
}

function written(day: string, names: readonly string[]): string {
  const [year = '', month, dayOfMonth] = day.split('-');
  const name = month === undefined ? undefined : names[Number(month) - 1];
  if (name === undefined) return year;
  if (dayOfMonth === undefined) return `${name}${space}${year}`;
  const number = Number(dayOfMonth);
  return `${calendars[readLanguage()].day(number)}${space}${name}${space}${year}`;
}

/** `12 mars 2026`, `12. März 2026`, as precise as the source says: `mars 2026` or `2026` when no more is known. */
export function formatDate(at: string | Date): string {
  return written(toDay(at), calendars[readLanguage()].months);
}

/** `12 nov. 2026`, for columns. */
export function formatShortDate(at: string | Date): string {
  return written(toDay(at), calendars[readLanguage()].short);
}

/** `09:17` in Brussels; null for a bare date, which has no time. */
export function formatTime(at: string | Date): string | null {
  if (typeof at === 'string' && !at.includes('T')) return null;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : clock.format(date);
}

/** `17 h`, `17 h 30` of `HH:MM`, as a door says its hours; `17.30 uur`, `17.30 Uhr`, `17:30`. Midnight at the end of a day is 24. */
export function formatHour(time: string): string {
  const [hour = '', minute = ''] = time.split(':');
  const short = String(Number(hour));
  switch (readLanguage()) {
    case 'fr':
      return `${short}${space}h${minute === '00' ? '' : `${space}${minute}`}`;
    case 'nl':
      return `${minute === '00' ? short : `${short}.${minute}`}${space}uur`;
    case 'de':
      return `${minute === '00' ? short : `${short}.${minute}`}${space}Uhr`;
    case 'en':
      return time;
  }
}

/** `12 mars 2026, 09:17`, without the time when the source gives none. */
export function formatMoment(at: string | Date): string {
  const time = formatTime(at);
  return time === null ? formatDate(at) : `${formatDate(at)}, ${time}`;
}

/** `12 nov. 2026, 09:17`, where there is room for little. */
export function formatShortMoment(at: string | Date): string {
  const time = formatTime(at);
  return time === null ? formatShortDate(at) : `${formatShortDate(at)}, ${time}`;
}

/** `10:30` today, else `3 déc., 10:30`: what is to come, whose year is said only where it is another one next time round. */
export function formatComing(at: string, now: Date): string {
  const time = formatTime(at);
  const day = toDay(at);
  if (time !== null && day === toDay(now)) return time;
  const date = formatShortDate(at);
  const isNear = Math.abs(countDaysUntil(day, now)) < 300;
  return [isNear ? date.replace(/\s\d{4}$/, '') : date, time].filter((part) => part !== null).join(', ');
}

/** Time alone when `at` is today in Brussels, else with its date. */
export function formatSince(at: string, now: Date): string {
  const time = formatTime(at);
  return time !== null && toDay(at) === toDay(now) ? time : formatMoment(at);
}

/**
 * A number with a decimal comma (in English a point) and thin spaces between thousands from five digits on, in every language: a
 * point or a comma there would be read as a decimal one by whoever is used to the other. Its digits are kept.
 */
export function formatNumber(value: number | string): string {
  const [whole = '', decimals] = String(value).split('.');
  const sign = whole.startsWith('-') ? '\u2212' : '';
  const digits = whole.replace(/^[-+]/, '');
  const grouped = digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, thin) : digits;
  return `${sign}${grouped}${decimals === undefined ? '' : `${readDecimalSign()}${decimals}`}`;
}

function readDecimalSign(): string {
  return readLanguage() === 'en' ? '.' : ',';
}

/** Every decimal point inside a text that stands between two digits becomes a comma, except in English; versions, dates, codes (`J45.0`) and telephones (`065/12.34`) stay as they are. */
export function toDecimalCommas(text: string): string {
  if (readLanguage() === 'en') return text;
  return text.replace(/(?<![\p{L}\d./])(\d+)\.(\d+)(?![\d.])/gu, '$1,$2');
}

/** Whole years between a birth date (possibly a year alone) and `now`; null when even the year is unknown. */
export function readAge(birthDate: string, now: Date): number | null {
  const [year, month = '01', day = '01'] = birthDate.split('-');
  if (year === undefined || !/^\d{4}$/.test(year)) return null;
  const today = toDay(now);
  const years = Number(today.slice(0, 4)) - Number(year);
  return today.slice(5) < `${month}-${day}` ? years - 1 : years;
}

/** Days from today (Brussels) to a calendar day; negative when it is past. */
export function countDaysUntil(day: string, now: Date): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${toDay(now)}T00:00:00Z`)) / 86_400_000);
}
