import type { Language } from '../../contracts/language.ts';
import { german } from './labels-de.ts';
import { english } from './labels-en.ts';
import { french } from './labels-fr.ts';
import { dutch } from './labels-nl.ts';

export type LabelName = keyof typeof french;

const tables: Readonly<Record<Language, Readonly<Record<LabelName, string>>>> = {
  fr: french,
  nl: dutch,
  de: german,
  en: english,
};
let language: Language = 'fr';

/** Names facts in another language from now on: there is one window, and it speaks one language. */
export function speakLabels(next: Language): void {
  language = next;
}

/** The language in which facts are named. */
export function readLabelLanguage(): Language {
  return language;
}

/** The word of a name in the language of the window; a code of FHIR that has none here is shown as it came. */
export function label(name: string): string {
  return Object.hasOwn(french, name) ? tables[language][name as LabelName] : (name.split('.').at(-1) ?? name);
}
