/** Sentences of the choice of a language. */
export const languageWords = {
  'language.choose': 'Langue : {language}',
  'language.list': 'Langue de Passerelle',
} as const;
