/** Sentences that every section of the hospital shares. */
export const sectionWords = {
  'section.retry': 'Réessayer',
  'section.refresh': 'Actualiser',
  'section.read-at': 'Lu à {time}',
  'section.detail': 'Élément choisi',
  'section.cancel': 'Annuler',
  'section.tabs': 'Espaces',
} as const;
