import { type CalendarEvent, type CalendarMoment, readEvent, toTime } from './calendar-event.ts';
import { type AgendaLine, findNumbers, readLine } from './read-line.ts';
import { toFlat } from './read-moment.ts';
import { occursOn, type Walk } from './recurrence.ts';
import { practiceZone, toWall } from './zone-time.ts';

/** What a calendar says of one day. */
export interface ReadCalendar {
  readonly lines: readonly AgendaLine[];
  readonly unread: readonly string[];
  /** Appointments of other days. */
  readonly elsewhere: number;
  /** Names of appointments that the file knows and that are not today, or not any more. */
  readonly gone: readonly string[];
}

/** More events than ten years of a practice are no agenda. */
const mostEvents = 20_000;
/** Days that repetitions with a count may be walked through, for the whole file. */
const mostDays = 200_000;

/** True for a text that is an iCalendar object. */
export function isCalendar(text: string): boolean {
  return /^\ufeff?\s*BEGIN:VCALENDAR/i.test(text);
}

/** Each VEVENT by itself: one that is broken loses no other. */
function listBlocks(text: string): string[] {
  return [...text.matchAll(/^BEGIN:VEVENT\r?$[\s\S]*?^END:VEVENT\r?$/gim)].slice(0, mostEvents).map(([block]) => block);
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** When an event takes place today, as instants; a repeated event once a day at most, as its zone counts days. */
function listToday(event: CalendarEvent, today: string, walk: Walk): number[] {
  const { start, rule, except, also } = event;
  const isExcepted = (time: number): boolean =>
    except.some((one) => (one.isDay ? one.wall.day === toWall(time, practiceZone).day : toTime(one) === time));
  const days = rule === null ? [] : [-1, 0, 1].map((step) => addDays(today, step));
  const repeated = days
    .filter((day) => rule !== null && occursOn(rule, start.wall.day, day, walk))
    .map((day): CalendarMoment => ({ ...start, wall: { ...start.wall, day } }));
  const moments = event.hasOtherRule ? [] : [start, ...repeated, ...also.filter(({ isDay }) => !isDay)];
  const times = new Set(moments.map(toTime));
  return [...times].filter((time) => toWall(time, practiceZone).day === today && !isExcepted(time));
}

/** What somebody's birth stands beside in a description. */
const labelled =
  /(?:n[ée]+\(?e?\)?\s*(?:le)?|naissance|ddn|geb\w*\.?(?:\s*op|\s*am)?|geboortedatum|born(?:\s*on)?|birth\s*date|dob)\s*:?\s*([^\n]{6,24})/giu;

function toLine(event: CalendarEvent, time: number, key: string, today: string): AgendaLine | null {
  const births = [...event.description.matchAll(labelled)].map((found) => found[1] ?? '');
  const named = readLine(event.summary, today);
  const first = event.description.split('\n', 1)[0] ?? '';
  const words = named?.words ?? readLine(first, today)?.words ?? '';
  const beside = readLine(births.join(' '), today);
  const number = named?.number ?? findNumbers(event.description).number;
  const all = [...new Set([...(named?.births ?? []), ...(beside?.births ?? [])])];
  if (words === '' && number === null) return null;
  const at = toWall(time, practiceZone).at;
  return { at, day: today, words, births: all, number, uid: key, cancelled: event.isCancelled };
}

/**
 * Reads what an iCalendar file (RFC 5545) says of today in Belgium: zones, repetitions, their exceptions and replaced occurrences,
 * cancellations. What lasts the whole day is no appointment.
 */
export function readCalendar(text: string, today: string): ReadCalendar {
  const isCancelling = /^METHOD:CANCEL\r?$/im.test(text);
  const walk: Walk = { days: mostDays };
  const unread: string[] = [];
  let elsewhere = 0;
  const gone: string[] = [];
  const found = new Map<string, { event: CalendarEvent; time: number }>();
  const moved: CalendarEvent[] = [];
  for (const block of listBlocks(text)) {
    const event = readEvent(block);
    if (event === null || event.hasOtherRule) {
      unread.push(event?.summary || toFlat(/^SUMMARY[^:\r\n]*:([^\r\n]*)/im.exec(block)?.[1] ?? 'VEVENT'));
      continue;
    }
    if (event.start.isDay) continue;
    if (event.replaces !== null) {
      moved.push(event);
      continue;
    }
    const times = listToday(event, today, walk);
    if (times.length === 0) {
      elsewhere += 1;
      gone.push(event.uid);
    }
    for (const one of event.except) gone.push(toKey(event.uid, toTime(one), true, 0));
    for (const time of times) found.set(toKey(event.uid, time, event.rule !== null, found.size), { event, time });
  }
  for (const event of moved) {
    if (event.replaces === null) continue;
    const key = toKey(event.uid, toTime(event.replaces), true, found.size);
    found.delete(key);
    const time = toTime(event.start);
    if (toWall(time, practiceZone).day === today) found.set(key, { event, time });
    else {
      elsewhere += 1;
      gone.push(key);
    }
  }
  const lines = [...found].flatMap(([key, { event, time }]) => {
    const line = toLine({ ...event, isCancelled: event.isCancelled || isCancelling }, time, key, today);
    if (line === null) unread.push(event.summary);
    return line ?? [];
  });
  return { lines, unread, elsewhere, gone: gone.filter((key) => key !== '' && !found.has(key)) };
}

/** The same appointment has the same name in the next file, also when its hour changed; one of a series is named by its first hour. */
function toKey(uid: string, time: number, isRepeated: boolean, place: number): string {
  if (uid === '') return `without-uid/${place}/${time}`;
  return isRepeated ? `${uid}/${new Date(time).toISOString()}` : uid;
}
