import { readNiss } from '../../contracts/niss.ts';
import { cutOut, findDates, findTimes, type Found, toFlat } from './read-moment.ts';

/** One appointment as a list says it, before anybody knows who is meant. Held in memory alone: `number` is never kept. */
export interface AgendaLine {
  /** `HH:MM`, null when none was said. */
  readonly at: string | null;
  /** Calendar day of the appointment, null when the line says none. */
  readonly day: string | null;
  /** What is left beside dates, times and numbers: the name, and whatever else was written. */
  readonly words: string;
  /** Birth dates; more than one contradict each other. */
  readonly births: readonly string[];
  /** Eleven digits of a valid national number. */
  readonly number: string | null;
  /** Name of the appointment in the calendar it came from. */
  readonly uid: string | null;
  readonly cancelled: boolean;
}

/** What stands further on in a line is a remark: reading it takes longer than it is worth. */
const longestLine = 400;
const longestWords = 120;
const niss = /(?<![\d./-])\d{2}[. /-]?\d{2}[. /-]?\d{2}[. /-]{0,3}\d{3}[. /-]?\d{2}(?![./-]?\d)/g;
/** Dates of appointments lie this near, in days; an older one is somebody's birth. */
const recent = 60;

/** The first valid national number of a text, and every piece that looks like one: a wrong one is taken out too. */
export function findNumbers(text: string): { number: string | null; pieces: Found<null>[] } {
  const pieces: Found<null>[] = [];
  let number: string | null = null;
  for (const match of text.normalize('NFC').matchAll(niss)) {
    const read = readNiss(match[0]);
    if (read.ok) number ??= read.niss.digits;
    else if (!/^\d{11}$|^\d{2}[.]\d{2}[.]\d{2}-/.test(match[0])) continue;
    pieces.push({ value: null, start: match.index, end: match.index + match[0].length });
  }
  return { number, pieces };
}

/** Days from one calendar day to another. */
function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Parts the dates of a line into the day of the appointment and the patient's birth. */
function partDates(dates: readonly string[], today: string): { day: string | null; births: string[] } {
  const coming = dates.filter((one) => one >= today);
  const past = [...new Set(dates.filter((one) => one < today))].toSorted();
  const newest = past.at(-1);
  if (coming[0] === undefined && past.length > 1 && newest !== undefined && countDays(newest, today) <= recent)
    return { day: newest, births: past.slice(0, -1) };
  return { day: coming.find((one) => one === today) ?? coming[0] ?? null, births: past };
}

/** What is left of a line once dates, times and numbers are out of it: no run of digits that could be somebody's number. */
export function toWords(text: string): string {
  const rest = text
    .replace(/\S+@\S+/g, ' ')
    .replace(/\+?\d[\d ./-]{5,}\d/g, ' ')
    .replace(
      /(?<![\p{L}\p{M}])(?:niss|insz|inss|nrn|rrn|ssin|t[ée]l|gsm|n[ée]\(?e?\)?|geb|born|dob|ddn)(?:\s*(?:le|op|am|on))?\s*[.:°]*(?![\p{L}\p{M}\p{N}])/giu,
      ' ',
    )
    .replace(/["«»;|\t\r\n()[\]{}<>_*#=]+/g, ' ')
    .replace(/(?<=^|\s)[-–—,.:/+&]+(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,.:;–—-]+|[\s,:;–—-]+$/g, '');
  return /\p{L}.*\p{L}/su.test(rest) ? rest.slice(0, longestWords).trim() : '';
}

/** Reads one free line, its parts in any order: « 9:20 Dubois », « DUBOIS Marie 12/03/1955 09h20 ». Null when it names nobody. */
export function readLine(text: string, today: string): AgendaLine | null {
  const whole = text
    .slice(0, longestLine)
    .normalize('NFC')
    .replace(/[\u00a0\u202f\u2007]/g, ' ')
    .replace(/(?<=\d)T(?=\d{2}:?\d{2})/g, ' ');
  const { number, pieces } = findNumbers(whole);
  const withoutNumbers = cutOut(whole, pieces);
  const dates = findDates(withoutNumbers, today);
  const withoutDates = cutOut(withoutNumbers, dates);
  const times = findTimes(withoutDates);
  const words = toWords(cutOut(withoutDates, times));
  const { day, births } = partDates(
    dates.flatMap(({ value }) => value ?? []),
    today,
  );
  if (words === '' && number === null && births.length === 0) return null;
  return { at: times[0]?.value ?? null, day, words, births, number, uid: null, cancelled: false };
}

const cancelWords = /annul|cancel|geannul|geschrapt|supprim|storn|abgesagt/;

/** True for a status that says that an appointment does not take place, in the four languages. */
export function isCancelled(status: string): boolean {
  return cancelWords.test(toFlat(status));
}
