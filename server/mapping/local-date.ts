/** [from, to) of a moment or span of time, as ISO instants or PostgreSQL's `infinity`. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

const PARTS = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;
const brussels = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Brussels',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/**
 * What a FHIR date, dateTime or instant covers, as precise as it was written: a year is a year long. Without a zone it is
 * Europe/Brussels. Null when it is no date.
 */
export function toDateRange(text: string): DateRange | null {
  const match = PARTS.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const fields = [
    Number(year),
    Number(month ?? 1),
    Number(day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  ];
  const ms = fraction === undefined ? 0 : Math.trunc(Number(`0${fraction}`) * 1000);
  const step = month === undefined ? 0 : day === undefined ? 1 : hour === undefined ? 2 : second === undefined ? 4 : 5;
  const end = fields.map((value, index) => (index === step ? value + 1 : value));
  const from = toInstant(fields, zone) + ms;
  const to = fraction === undefined ? toInstant(end, zone) : from + 1;
  if (!Number.isFinite(from) || !isReal(fields)) return null;
  return { from: toBound(from), to: toBound(to) };
}

/** What a FHIR Period covers; an open side is infinite. Null when neither side is a date. */
export function toPeriodRange(period: { readonly start?: unknown; readonly end?: unknown }): DateRange | null {
  const start = typeof period.start === 'string' ? toDateRange(period.start) : null;
  const end = typeof period.end === 'string' ? toDateRange(period.end) : null;
  if (start === null && end === null) return null;
  return { from: start?.from ?? '-infinity', to: end?.to ?? 'infinity' };
}

/** PostgreSQL reads neither a year 0 nor a fifth digit: what lies beyond is infinite. */
function toBound(instant: number): string {
  const text = new Date(instant).toISOString();
  return text.startsWith('0000') ? '-infinity' : text.startsWith('+') ? 'infinity' : text;
}

function isReal([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 25 && minute < 60 && second < 61;
}

function toInstant(fields: readonly number[], zone: string | undefined): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  const utc = date.getTime();
  if (zone === 'Z') return utc;
  if (zone !== undefined) {
    const sign = zone.startsWith('-') ? -1 : 1;
    return utc - sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000;
  }
  // The offset at the first guess may be that of the other side of a change of hour: once more from there.
  const guess = utc - offsetAt(utc);
  return utc - offsetAt(guess);
}

function offsetAt(instant: number): number {
  const part = Object.fromEntries(brussels.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const local = new Date(0);
  local.setUTCFullYear(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'] ?? 1);
  local.setUTCHours(part['hour'] ?? 0, part['minute'] ?? 0, part['second'] ?? 0, 0);
  return local.getTime() - Math.floor(instant / 1000) * 1000;
}
