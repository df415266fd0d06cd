import { toBrusselsDay } from './brussels.ts';

const HOUR_MS = 3_600_000;

/** First instant (UTC, ISO) of a calendar day `YYYY-MM-DD` in Brussels. */
export function toDayStart(day: string): string {
  // Brussels is one or two hours ahead of UTC; its day never begins at an instant that does not exist.
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  const start = toBrusselsDay(new Date(midnight - 2 * HOUR_MS)) === day ? midnight - 2 * HOUR_MS : midnight - HOUR_MS;
  return new Date(start).toISOString();
}

/** First instant of the day after. */
export function toDayEnd(day: string): string {
  const next = new Date(Date.parse(`${day}T12:00:00.000Z`) + 24 * HOUR_MS).toISOString().slice(0, 10);
  return toDayStart(next);
}
