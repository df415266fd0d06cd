import type { languageWords as french } from '../fr/language.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the choice of a language. */
export const languageWords = {
  'language.choose': 'Sprache: {language}',
  'language.list': 'Sprache von Passerelle',
} as const satisfies Sentences<typeof french>;
