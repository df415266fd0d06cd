import type { languageWords as french } from '../fr/language.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the choice of a language, and the names of keys. */
export const languageWords = {
  'language.choose': 'Sprache: {language}',
  'language.list': 'Sprache von Passerelle',

  'key.enter': 'Eingabe',
  'key.escape': 'Esc',
  'key.shift': 'Umschalt',
  'key.space': 'Leertaste',
  'key.delete': 'Entf',
  'key.home': 'Pos1',
  'key.end': 'Ende',
  'key.page-up': 'Bild auf',
  'key.page-down': 'Bild ab',
} as const satisfies Sentences<typeof french>;
