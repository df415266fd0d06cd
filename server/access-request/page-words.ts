import type { Language } from '../../contracts/language.ts';
import { germanWords } from './words-de.ts';
import { englishWords } from './words-en.ts';
import { frenchWords, type PageWord } from './words-fr.ts';
import { dutchWords } from './words-nl.ts';

/** Hands out sentences of one language; `{name}` in them is filled in. */
export type Say = (id: PageWord, values?: Readonly<Record<string, string>>) => string;

const catalogues = { fr: frenchWords, nl: dutchWords, de: germanWords, en: englishWords } as const satisfies Record<
  Language,
  Readonly<Record<PageWord, string>>
>;

/** The sentences of a language. French gets the spaces and apostrophes that it is printed with. */
export function openWords(language: Language): Say {
  return (id, values = {}) => {
    const sentence = catalogues[language][id].replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
    return language === 'fr' ? toFrenchTypography(sentence) : sentence;
  };
}

function toFrenchTypography(sentence: string): string {
  return sentence
    .replaceAll("'", '’')
    .replace(/ ([;?!])/g, '\u202f$1')
    .replace(/ ([:»%])/g, '\u00a0$1');
}
