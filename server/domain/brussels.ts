const day = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Brussels',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Calendar day `YYYY-MM-DD` that it is in Brussels at this instant. */
export function toBrusselsDay(at: Date): string {
  return day.format(at);
}
