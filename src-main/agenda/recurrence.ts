/** The parts of an RFC 5545 RRULE that say on which days something takes place; `BYHOUR` and its like are no rule of an appointment. */
export interface Rule {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  /** Last calendar day, null without end. */
  readonly until: string | null;
  readonly count: number | null;
  /** 0 Sunday … 6 Saturday, with its place in the month or year (0: every). */
  readonly byDay: readonly { readonly weekday: number; readonly nth: number }[];
  readonly byMonthDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
  /** First day of the week. */
  readonly weekStart: number;
}

const DAY = 86_400_000;
/** Days walked at most for one file: a daily rule that counts for a lifetime is no appointment of today. */
const longest = 400_000;

interface Date_ {
  readonly time: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

function toParts(time: number): Date_ {
  const date = new Date(time);
  return {
    time,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  };
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Number of the period in which a day lies, and where that period begins and ends. */
function toPeriod(rule: Rule, { time, year, month, weekday }: Date_): { number: number; first: number; last: number } {
  switch (rule.freq) {
    case 'DAILY':
      return { number: time / DAY, first: time, last: time };
    case 'WEEKLY': {
      const first = time - ((weekday - rule.weekStart + 7) % 7) * DAY;
      return { number: first / DAY / 7, first, last: first + 6 * DAY };
    }
    case 'MONTHLY':
      return {
        number: year * 12 + month,
        first: Date.UTC(year, month - 1, 1),
        last: Date.UTC(year, month - 1, daysIn(year, month)),
      };
    case 'YEARLY':
      return { number: year, first: Date.UTC(year, 0, 1), last: Date.UTC(year, 11, 31) };
  }
}

function fitsNth(rule: Rule, date: Date_, nth: number): boolean {
  if (nth === 0) return true;
  const inYear = rule.freq === 'YEARLY' && rule.byMonth.length === 0;
  const [first, last] = inYear
    ? [Date.UTC(date.year, 0, 1), Date.UTC(date.year, 11, 31)]
    : [Date.UTC(date.year, date.month - 1, 1), Date.UTC(date.year, date.month - 1, daysIn(date.year, date.month))];
  const place = Math.floor((date.time - first) / DAY / 7) + 1;
  const fromEnd = -Math.floor((last - date.time) / DAY / 7) - 1;
  return nth === place || nth === fromEnd;
}

/** True for a day that the rule's parts name, whatever its interval, count and end. */
function fits(rule: Rule, date: Date_, start: Date_): boolean {
  const { freq, byDay, byMonth, byMonthDay } = rule;
  if (byMonth.length > 0 && !byMonth.includes(date.month)) return false;
  const last = daysIn(date.year, date.month);
  if (byMonthDay.length > 0 && !byMonthDay.some((day) => day === date.day || day === date.day - last - 1)) return false;
  if (byDay.length > 0) {
    const usesNth = freq === 'MONTHLY' || freq === 'YEARLY';
    return byDay.some(({ weekday, nth }) => weekday === date.weekday && fitsNth(rule, date, usesNth ? nth : 0));
  }
  if (byMonthDay.length > 0 || freq === 'DAILY') return true;
  if (freq === 'WEEKLY') return date.weekday === start.weekday;
  if (freq === 'MONTHLY') return date.day === start.day;
  return date.day === start.day && (byMonth.length > 0 || date.month === start.month);
}

/** The days of one period that the rule names, in order. */
function listPeriod(rule: Rule, period: { first: number; last: number }, start: Date_): number[] {
  const named: number[] = [];
  for (let time = period.first; time <= period.last; time += DAY)
    if (fits(rule, toParts(time), start)) named.push(time);
  if (rule.bySetPos.length === 0) return named;
  return named.filter((_, place) => rule.bySetPos.some((nth) => nth === place + 1 || nth === place - named.length));
}

/** Days that may still be walked for one file. */
export interface Walk {
  days: number;
}

/**
 * True when something that began on `start` takes place on `day` (calendar days). Without a count only the period of that day is looked
 * at; with one the days are counted, as many as `walk` allows: the library's own iterator can be made to follow a rule for ever.
 */
export function occursOn(rule: Rule, start: string, day: string, walk: Walk = { days: longest }): boolean {
  const from = toParts(Date.parse(`${start}T00:00:00Z`));
  const target = toParts(Date.parse(`${day}T00:00:00Z`));
  if (!(target.time >= from.time) || (rule.until !== null && day > rule.until)) return false;
  if (target.time === from.time) return true;
  const isOn = ({ number }: { number: number }): boolean =>
    (number - toPeriod(rule, from).number) % rule.interval === 0;
  if (rule.count === null) {
    const period = toPeriod(rule, target);
    return isOn(period) && listPeriod(rule, period, from).includes(target.time);
  }
  let left = rule.count;
  for (
    let period = toPeriod(rule, from);
    period.first <= target.time;
    period = toPeriod(rule, toParts(period.last + DAY))
  ) {
    walk.days -= (period.last - period.first) / DAY + 1;
    if (walk.days < 0 || left <= 0) return false;
    if (!isOn(period)) continue;
    const days = listPeriod(rule, period, from).filter((time) => time >= from.time);
    if (days.slice(0, left).includes(target.time)) return true;
    left -= days.length;
  }
  return false;
}
