/** Sentences of the search in the open record. */
export const findWords = {
  'find.count': '{count, plural, =0 {Aucun document trouvé} one {# document trouvé} other {# documents trouvés}}',
  'find.searching': 'Recherche…',
  'find.reading': 'textes lus : {done} sur {total}',
  'find.near': 'Rien pour « {typed} ». Mots proches : {near}.',
  'find.titles-only': 'Seuls les titres sont cherchés pour le moment.',
  'find.awaited':
    "{count, plural, one {# document n'est pas encore copié : la recherche ne peut pas encore le lire.} other {# documents ne sont pas encore copiés : la recherche ne peut pas encore les lire.}}",
  'find.waiting': '{count, plural, one {# copie numérisée reste à lire.} other {# copies numérisées restent à lire.}}',
  'find.recognised':
    "{count, plural, one {# copie numérisée lue par la machine : des mots peuvent manquer, vérifiez les chiffres sur l'image.} other {# copies numérisées lues par la machine : des mots peuvent manquer, vérifiez les chiffres sur l'image.}}",
  'find.recognised.tag': 'lu par la machine',
  'find.scans':
    '{count, plural, one {# document : texte non lisible dans la copie numérisée.} other {# documents : texte non lisible dans la copie numérisée.}}',
  'find.unreadable':
    "{count, plural, one {# document n'a pas pu être lu en entier.} other {# documents n'ont pas pu être lus en entier.}}",
  'find.nothing': 'Rien trouvé dans ce qui a pu être lu.',
  'find.hits': 'Mots trouvés dans le document',
  'find.place': '{place} sur {total}',
  'find.place.more': '{place} sur {total} ou plus',
  'find.next': 'Suivant',
  'find.previous': 'Précédent',
  'keys.find': 'Chercher dans le dossier',
  'keys.next-hit': 'Mot trouvé suivant',
  'keys.previous-hit': 'Mot trouvé précédent',
} as const;
