import type { Language } from '../../contracts/language.ts';

interface Calendar {
  readonly months: readonly string[];
  readonly short: readonly string[];
  /** `12`, `12.` or, in French on the first, `1er`. */
  readonly day: (day: number) => string;
}

/** Names of the months, written here so that every system shows the same. */
export const calendars: Readonly<Record<Language, Calendar>> = {
  fr: {
    months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
    short: 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'.split(' '),
    day: (day) => (day === 1 ? '1er' : String(day)),
  },
  nl: {
    months: 'januari februari maart april mei juni juli augustus september oktober november december'.split(' '),
    short: 'jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.'.split(' '),
    day: String,
  },
  de: {
    months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
    short: 'Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.'.split(' '),
    day: (day) => `${day}.`,
  },
  en: {
    months: 'January February March April May June July August September October November December'.split(' '),
    short: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
    day: String,
  },
};
