import type { languageWords as french } from '../fr/language.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the choice of a language. */
export const languageWords = {
  'language.choose': 'Taal: {language}',
  'language.list': 'Taal van Passerelle',
} as const satisfies Sentences<typeof french>;
