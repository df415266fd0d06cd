import ICAL from 'ical.js';
import { z } from 'zod';
import type { Rule } from './recurrence.ts';
import { practiceZone, toInstant, toZone, type Wall } from './zone-time.ts';

/** One property of an event as the library hands it on: name, parameters, type, values (jCal, RFC 7265). */
const Property = z.tuple([z.string(), z.record(z.string(), z.unknown()), z.string()]).rest(z.unknown());
type Property = z.infer<typeof Property>;
const Parsed = z.tuple([
  z.literal('vcalendar'),
  z.array(Property),
  z.array(z.tuple([z.string(), z.array(Property), z.unknown()])),
]);

const oneOrMore = <T extends z.ZodType>(one: T) =>
  z
    .union([one, z.array(one)])
    .transform((value): z.output<T>[] => (Array.isArray(value) ? value : [value]) as z.output<T>[]);
const whole = z.coerce.number().int();
const Recur = z.object({
  freq: z.enum(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']),
  interval: whole.min(1).max(10_000).default(1),
  until: z.string().nullable().default(null),
  count: whole.min(1).nullable().default(null),
  byday: oneOrMore(z.string()).default([]),
  bymonthday: oneOrMore(whole).default([]),
  bymonth: oneOrMore(whole).default([]),
  bysetpos: oneOrMore(whole).default([]),
  wkst: z
    .unknown()
    .optional()
    .transform((value) => (typeof value === 'number' ? (value + 6) % 7 : weekdays.indexOf(String(value)))),
  // Rules of these parts say days by their number in the year: no agenda of a practice does.
  byyearday: z.undefined().optional(),
  byweekno: z.undefined().optional(),
});

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A moment of the calendar: clock time in its zone, or a day alone. */
export interface CalendarMoment {
  readonly wall: Wall;
  readonly zone: string;
  readonly isDay: boolean;
}

/** One VEVENT, as far as an agenda needs it. */
export interface CalendarEvent {
  readonly uid: string;
  readonly start: CalendarMoment;
  /** Which occurrence of a repeated event this one replaces. */
  readonly replaces: CalendarMoment | null;
  readonly rule: Rule | null;
  /** True for a rule that is not understood: the event is shown on no day rather than on a wrong one. */
  readonly hasOtherRule: boolean;
  readonly except: readonly CalendarMoment[];
  readonly also: readonly CalendarMoment[];
  readonly isCancelled: boolean;
  readonly summary: string;
  readonly description: string;
}

function toMoments([, parameters, , ...values]: Property): CalendarMoment[] {
  const tzid = typeof parameters['tzid'] === 'string' ? parameters['tzid'] : null;
  return values.flatMap((value) => {
    const found = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}):\d{2}(Z?))?$/.exec(String(value));
    if (found?.[1] === undefined || Number.isNaN(Date.parse(found[1]))) return [];
    // An hour without a zone, or of one that nobody knows, is one of the practice.
    const zone = found[3] === 'Z' ? 'UTC' : ((tzid === null ? null : toZone(tzid)) ?? practiceZone);
    return [{ wall: { day: found[1], at: found[2] ?? '00:00' }, zone, isDay: found[2] === undefined }];
  });
}

/** The instant of a moment; a day alone is its midnight in Belgium. */
export function toTime({ wall, zone }: CalendarMoment): number {
  return toInstant(wall, zone);
}

function toRule(value: unknown, start: CalendarMoment): Rule | null {
  const read = Recur.safeParse(value);
  if (!read.success) return null;
  const { freq, interval, until, count, byday, bymonthday, bymonth, bysetpos, wkst } = read.data;
  const byDay = byday.map((text) => {
    const [, nth, name = ''] = /^([+-]?\d{0,2})([A-Z]{2})$/.exec(text) ?? [];
    return { nth: Number(nth ?? 0), weekday: weekdays.indexOf(name) };
  });
  if (byDay.some(({ weekday }) => weekday < 0)) return null;
  const last = until === null ? null : toMoments(['until', {}, 'date-time', until])[0];
  if (last === undefined) return null;
  // The end is an instant: an occurrence later on that day is over.
  const isBefore =
    last !== null && !last.isDay && toTime(last) < toTime({ ...start, wall: { ...start.wall, day: last.wall.day } });
  const lastDay = last === null ? null : isBefore ? dayBefore(last.wall.day) : last.wall.day;
  const rule = { freq, interval, until: lastDay, count, byDay, byMonthDay: bymonthday, byMonth: bymonth };
  return { ...rule, bySetPos: bysetpos, weekStart: wkst < 0 ? 1 : wkst };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/** Reads one VEVENT, folded lines and all; null for what is none or has no beginning. Never throws. */
export function readEvent(block: string): CalendarEvent | null {
  let parsed: unknown;
  try {
    parsed = ICAL.parse(`BEGIN:VCALENDAR\r\n${block}\r\nEND:VCALENDAR`);
  } catch {
    return null;
  }
  const calendar = Parsed.safeParse(parsed);
  const properties = calendar.success ? calendar.data[2][0]?.[1] : undefined;
  if (properties === undefined) return null;
  const all = (name: string): Property[] => properties.filter((one) => one[0] === name);
  const moments = (name: string): CalendarMoment[] => all(name).flatMap(toMoments);
  const text = (name: string): string => {
    const value = all(name)[0]?.[3];
    return typeof value === 'string' ? value.slice(0, 20_000) : '';
  };
  const [start] = moments('dtstart');
  if (start === undefined) return null;
  const rules = all('rrule');
  const rule = rules.length === 1 ? toRule(rules[0]?.[3], start) : null;
  return {
    uid: text('uid').slice(0, 300),
    start,
    replaces: moments('recurrence-id')[0] ?? null,
    rule,
    hasOtherRule: rules.length > 0 && rule === null,
    except: moments('exdate'),
    also: moments('rdate'),
    isCancelled: text('status').toUpperCase() === 'CANCELLED',
    summary: text('summary'),
    description: text('description'),
  };
}
