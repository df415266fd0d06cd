/** Sentences of printing, and those that stand on paper alone. */
export const printWords = {
  'print.not-ready': "Ce document s'ouvre encore. Imprimez-le quand il est affiché en entier.",
  'print.nothing': "Rien de ce qui est affiché ne peut s'imprimer.",
  'print.failed': "Ce document n'a pas pu être préparé pour l'impression.",
  'print.cut': "La suite n'est pas imprimée : {count, plural, one {# page} other {# pages}} de plus dans le document.",
  'print.page-missing': 'La page {page} ne peut pas être imprimée.',
  'print.unreadable': "Une partie de ce document n'a pas pu être lue et n'est pas imprimée.",
  'print.by-date': 'Résultats de laboratoire par date',
  'print.by-date.span': 'Dates {first} à {last} sur {of}, la plus récente à gauche',
  'print.by-date.older':
    '{count, plural, one {# date plus ancienne non imprimée} other {# dates plus anciennes non imprimées}}',
  'print.ecg.scale': '{speed} mm/s, {gain} mm/mV à 100 %. Quadrillage : 1 mm et 5 mm. À vérifier sur le papier.',
  'print.ecg.part': 'Partie {n} sur {of}',
  'print.ecg.seconds': 'De {from} à {to} s, enregistrement de {of} s',
  'print.image.part': "Partie agrandie de l'image",
} as const;
