import type { languageWords as french } from '../fr/language.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the choice of a language, and the names of keys. */
export const languageWords = {
  'language.choose': 'Taal: {language}',
  'language.list': 'Taal van Passerelle',

  'key.enter': 'Enter',
  'key.escape': 'Esc',
  'key.shift': 'Shift',
  'key.space': 'Spatie',
  'key.delete': 'Delete',
  'key.home': 'Home',
  'key.end': 'End',
  'key.page-up': 'Page Up',
  'key.page-down': 'Page Down',
} as const satisfies Sentences<typeof french>;
