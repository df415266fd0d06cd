import type { languageWords as french } from '../fr/language.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the choice of a language. */
export const languageWords = {
  'language.choose': 'Language: {language}',
  'language.list': 'Language of Passerelle',
} as const satisfies Sentences<typeof french>;
