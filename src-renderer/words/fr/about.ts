/** Sentences of what Passerelle says of itself. */
export const aboutWords = {
  'about.title': 'À propos de Passerelle',
  'about.close': 'Fermer',
  'about.purpose':
    'Le dossier de l’hôpital au cabinet, sous lien thérapeutique. Pas de diagnostic primaire sur ces images.',
  'about.version': 'Version',
  'about.build': 'Programme',
  'about.build.release': 'version de l’hôpital',
  'about.build.test-package': 'version d’essai, données fictives',
  'about.build.checkout': 'depuis les sources, données fictives',
  'about.counter': 'Numéro de mise à jour',
  'about.hospital': 'Hôpital',
  'about.hospital.none': 'pas encore relié à un hôpital',
  'about.licences': 'Licences',
  'about.licences.loading': 'Lecture des licences…',
  'about.licences.none':
    'Les licences sont rassemblées quand le paquet est fait ; ce programme tourne depuis les sources, il n’en a pas.',
  'about.licences.search': 'Chercher un composant, une licence ou un mot',
  'about.licences.count': '{count, plural, =0 {Aucun composant} one {# composant} other {# composants}}',
  'about.licences.text': 'Texte de la licence',
} as const;
