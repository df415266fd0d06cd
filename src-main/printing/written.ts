import { type Language, locales } from '../../contracts/language.ts';

/** A moment on paper, as precise as it was given: `22 novembre 2026 à 16:02`, `1er mars 1955`, `mars 1955`, `1955`; what is no moment stays as it is. */
export function toWritten(at: string | Date, language: Language): string {
  const style = (options: Intl.DateTimeFormatOptions, moment: Date): string => {
    const written = new Intl.DateTimeFormat(locales[language], { timeZone: 'Europe/Brussels', ...options }).format(
      moment,
    );
    return language === 'fr' ? written.replace(/^1 /, '1er ') : written;
  };
  if (typeof at !== 'string') return style({ dateStyle: 'long', timeStyle: 'short' }, at);
  const time = new Date(at.includes('T') ? at : `${`${at}-01-01`.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(time.getTime()) || at.length < 7) return at;
  if (at.includes('T')) return style({ dateStyle: 'long', timeStyle: 'short' }, time);
  return at.length === 7 ? style({ year: 'numeric', month: 'long' }, time) : style({ dateStyle: 'long' }, time);
}
