/** Reads `12/03/2026`, `12.3.2026`, `12032026` or `2026-03-12` into `YYYY-MM-DD`; null for anything that is no day of the calendar. */
export function readTypedDay(text: string): string | null {
  const typed = text.trim();
  const written = /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed);
  const [year, month, day] =
    iso !== null
      ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
      : written !== null
        ? [Number(written[3]), Number(written[2]), Number(written[1])]
        : [0, 0, 0];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1880 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** `2026-03-12` as it is typed: `12/03/2026`. */
export function toTypedDay(day: string): string {
  return day.split('-').toReversed().join('/');
}
