import type { OpeningHours, PhoneService, Spans } from '../../contracts/helpdesk-numbers.ts';
import type { Language } from '../../contracts/language.ts';
import { readLanguage } from '../words/language.ts';
import { words } from '../words/words.ts';

const tags: Readonly<Record<Language, string>> = { fr: 'fr-BE', nl: 'nl-BE', de: 'de-BE', en: 'en-GB' };
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);

const sayDay = (place: number): string =>
  new Intl.DateTimeFormat(tags[readLanguage()], { weekday: 'short', timeZone: 'UTC' }).format(
    MONDAY + place * 86_400_000,
  );
const saySpans = (spans: Spans): string => spans.map(({ from, to }) => `${from}–${to}`).join(', ');

/** `Mo–Fr 08:00–17:00 · Sa 09:00–12:00`: the hours of a plain week in the language of the window, days alike together, closed days left out. */
export function sayWeek({ week }: OpeningHours): string {
  const runs: { readonly first: number; last: number; readonly said: string }[] = [];
  for (const [place, spans] of week.entries()) {
    const said = saySpans(spans);
    const before = runs.at(-1);
    if (before?.said === said) before.last = place;
    else runs.push({ first: place, last: place, said });
  }
  const [only] = runs;
  if (runs.length === 1 && only?.said === '00:00–24:00') return words('opening.always');
  return runs
    .filter(({ said }) => said !== '')
    .map(({ first, last, said }) => `${sayDay(first)}${first === last ? '' : `–${sayDay(last)}`} ${said}`)
    .join(' · ');
}

/** When a telephone is answered: in French as the hospital words it, in another language by its calendar, where it set one [R05] [X17]. */
export function sayHours({ hours, opening }: PhoneService): string {
  if (readLanguage() === 'fr' || opening === undefined) return hours;
  const said = sayWeek(opening);
  return said === '' ? hours : said;
}
