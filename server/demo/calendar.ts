const zone = 'Europe/Brussels';
const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** Belgian public holidays with a fixed date. */
const holidays = new Set(['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25']);

/** The demonstration's calendar: every date of the record is so many days before (or after, negative) `today`, YYYY-MM-DD in Brussels. */
export interface Calendar {
  readonly today: string;
  /** Calendar date `days` before today. */
  day(days: number): string;
  /** The same, moved to the working day before (for what is to come, after): consultations, planned examinations. */
  workday(days: number): string;
}

/** Calendar around one `today`. */
export function toCalendar(today: string): Calendar {
  const noon = Date.parse(`${today}T12:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(noon)) throw new Error('today must be YYYY-MM-DD');
  const day = (days: number): string => new Date(noon - days * 86_400_000).toISOString().slice(0, 10);
  const workday = (days: number): string => {
    const isOff = (date: string): boolean => [0, 6].includes(new Date(date).getUTCDay()) || holidays.has(date.slice(5));
    let found = days;
    while (isOff(day(found))) found += days > 0 ? 1 : -1;
    return day(found);
  };
  return { today, day, workday };
}

/** FHIR dateTime of a Brussels wall-clock time, with the offset that the day has there. */
export function toDateTime(day: string, time: string): string {
  const offset = /GMT([+-]\d{2}:\d{2})/.exec(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' }).format(
      Date.parse(`${day}T${time}:00Z`),
    ),
  );
  return `${day}T${time}:00${offset?.[1] ?? '+01:00'}`;
}

/** `2026-03-12` to `12 mars 2026`, `1er mars 2026`. */
export function toFrenchDate(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${date === 1 ? '1er' : date}\u00a0${months[month - 1]}\u00a0${year}`;
}

/** `2026-03-12` to `12/03/2026`. */
export function toShortDate(day: string): string {
  return day.split('-').reverse().join('/');
}

/** Whole years between a birth date (a bare year counts from January) and a day. */
export function toAge(birthDate: string, day: string): number {
  const birth = `${birthDate}-01-01`.slice(0, 10);
  return Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);
}
