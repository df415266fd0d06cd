/** A piece of a text that was understood, and where it stood. */
export interface Found<T> {
  readonly value: T;
  readonly start: number;
  readonly end: number;
}

const months: readonly (readonly string[])[] = [
  ['janvier', 'januari', 'januar', 'january', 'janv', 'jan'],
  ['fevrier', 'februari', 'februar', 'february', 'fevr', 'feb'],
  ['mars', 'maart', 'marz', 'maerz', 'march', 'mar'],
  ['avril', 'april', 'avr', 'apr'],
  ['mai', 'mei', 'may'],
  ['juin', 'juni', 'june', 'jun'],
  ['juillet', 'juli', 'july', 'juil', 'jul'],
  ['aout', 'augustus', 'august', 'aug'],
  ['septembre', 'september', 'sept', 'sep'],
  ['octobre', 'oktober', 'october', 'oct', 'okt'],
  ['novembre', 'november', 'nov'],
  ['decembre', 'december', 'dezember', 'dec', 'dez'],
];
const monthOf = new Map(months.flatMap((names, place) => names.map((name) => [name, place + 1] as const)));

/** Accents and capitals taken away, one character for one, so that places in the text stay. */
export function toFlat(text: string): string {
  return [...text.normalize('NFC')]
    .map((character) => {
      const bare = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      return bare.length === character.length ? bare : character;
    })
    .join('');
}

function toDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= 1880 && year < 2200 ? date.toISOString().slice(0, 10) : null;
}

/** Two digits of a year that can mean one century only: `55` is 1955, `12` may be either and is null. */
function toYear(text: string, today: string): number | null {
  if (text.length === 4) return Number(text);
  return Number(text) > Number(today.slice(2, 4)) ? 1900 + Number(text) : null;
}

/** Every calendar date of a text: 1955-03-12, 12/03/1955, 12.3.55, 19550312, 12 mars 1955. A date of two meanings is found with null. */
export function findDates(text: string, today: string): Found<string | null>[] {
  const flat = toFlat(text);
  const found: Found<string | null>[] = [];
  const take = (pattern: RegExp, read: (match: RegExpExecArray) => string | null | undefined): void => {
    for (const match of flat.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((one) => start < one.end && end > one.start)) continue;
      const value = read(match);
      if (value !== undefined) found.push({ value, start, end });
    }
  };
  const orSkip = (day: string | null): string | undefined => day ?? undefined;
  take(/(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, ([, year, month, day]) =>
    orSkip(toDay(Number(year), Number(month), Number(day))),
  );
  take(/(?<!\d)(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})(?!\d)/g, ([, day, , month, written = '']) => {
    const year = toYear(written, today);
    if (year === null) return toDay(2000, Number(month), Number(day)) === null ? undefined : null;
    return orSkip(toDay(year, Number(month), Number(day)) ?? toDay(year, Number(day), Number(month)));
  });
  take(/(?<!\d)((?:18|19|20)\d{2})(\d{2})(\d{2})(?!\d)/g, ([, year, month, day]) =>
    orSkip(toDay(Number(year), Number(month), Number(day))),
  );
  take(/(?<!\d)(\d{1,2})(?:er|e|\.)? ([a-z]{3,9})\.? (\d{4})(?!\d)/g, ([, day, name = '', year]) => {
    const month = monthOf.get(name);
    return month === undefined ? undefined : orSkip(toDay(Number(year), month, Number(day)));
  });
  return found.toSorted((one, other) => one.start - other.start);
}

const times: readonly RegExp[] = [
  /(?<![\d:.,])([01]?\d|2[0-3])(?: ?: ?)([0-5]\d)(?::[0-5]\d)?(?: ?([ap])\.?m\.?(?![a-z]))?(?!\d)/g,
  /(?<![\d:.,])([01]?\d|2[0-3]) ?(?:heures?|uhr|uur|h|u) ?([0-5]\d)?(?!\d)(?![a-z])/g,
  /(?<![^\s–-])([01]?\d|2[0-3])[.]([0-5]\d)(?![\d.])(?![^\s–-])/g,
  /(?<=^\s*)([01]\d|2[0-3])([0-5]\d)(?=\s|$)/g,
];

/** Every time of day, as `HH:MM`: 9:20, 09h20, 9 h, 9u20, 9.20, 0920 at the beginning, 2:30 pm. */
export function findTimes(text: string): Found<string>[] {
  const flat = toFlat(text);
  const found: Found<string>[] = [];
  for (const pattern of times)
    for (const match of flat.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((one) => start < one.end && end > one.start)) continue;
      const half = match[3];
      const hour = half === undefined ? Number(match[1]) : (Number(match[1]) % 12) + (half === 'p' ? 12 : 0);
      found.push({ value: `${String(hour).padStart(2, '0')}:${match[2] ?? '00'}`, start, end });
    }
  return found.toSorted((one, other) => one.start - other.start);
}

/** The text with these pieces taken out. */
export function cutOut(text: string, pieces: readonly Found<unknown>[]): string {
  let rest = text.normalize('NFC');
  for (const { start, end } of pieces.toSorted((one, other) => other.start - one.start))
    rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  return rest;
}
