/** The calendar date in Europe/Brussels: masters change with it, and a signature is dated by it. */
export function toDay(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(now);
}
