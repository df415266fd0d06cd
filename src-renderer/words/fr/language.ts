/** Sentences of the choice of a language, and the names of keys. */
export const languageWords = {
  'language.choose': 'Langue : {language}',
  'language.list': 'Langue de Passerelle',

  'key.enter': 'Entrée',
  'key.escape': 'Échap',
  'key.shift': 'Maj',
  'key.space': 'Espace',
  'key.delete': 'Suppr',
  'key.home': 'Début',
  'key.end': 'Fin',
  'key.page-up': 'Page haut',
  'key.page-down': 'Page bas',
} as const;
