import { type Language, locales } from '../../contracts/language.ts';
import { readLabelLanguage } from './labels.ts';

const zone = 'Europe/Brussels';
const timeForm = new Intl.DateTimeFormat('fr-BE', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const DAY = 86_400_000;

const toForms = (locale: string) => ({
  day: new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' }),
  month: new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' }),
});
const forms = { fr: toForms(locales.fr), nl: toForms(locales.nl), de: toForms(locales.de), en: toForms(locales.en) };
const between = { fr: ' à ', nl: ' om ', de: ', ', en: ', ' } as const satisfies Record<Language, string>;

/** A FHIR date in the language of the window, never more precise than it is: `2019`, `mars 2019`, `1er mars 2019`, `12 mars 2019 à 10:20`. */
export function toWrittenMoment(moment: string | null): string | null {
  if (moment === null || moment.length === 4) return moment;
  const form = forms[readLabelLanguage()];
  if (moment.length === 7) return form.month.format(new Date(`${moment}-01T00:00:00Z`));
  const date = new Date(moment.length === 10 ? `${moment}T12:00:00Z` : moment);
  if (Number.isNaN(date.getTime())) return moment;
  const written = form.day.format(date);
  const day = readLabelLanguage() === 'fr' ? written.replace(/^1 /, '1er ') : written;
  return moment.length === 10 ? day : `${day}${between[readLabelLanguage()]}${timeForm.format(date)}`;
}

/** The time of the day in Brussels, `10:20`; null for a bare date. */
export function toWrittenTime(moment: string | null): string | null {
  if (moment === null || !moment.includes('T')) return null;
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? null : timeForm.format(date);
}

/** Nights between two moments by the calendar of Brussels; null where one of them is not a day. */
export function countNights(from: string | null, to: string | null): number | null {
  const [start, end] = [from, to].map((moment) => {
    if (moment === null || moment.length < 10) return Number.NaN;
    const date = new Date(moment.length === 10 ? `${moment}T12:00:00Z` : moment);
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Number.isNaN(date.getTime()) ? 0 : date);
    return Number.isNaN(date.getTime()) ? Number.NaN : Date.parse(day);
  });
  const nights = Math.round(((end ?? Number.NaN) - (start ?? Number.NaN)) / DAY);
  return Number.isNaN(nights) || nights < 0 ? null : nights;
}
