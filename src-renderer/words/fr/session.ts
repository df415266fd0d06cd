/** Sentences of one's own sessions. */
export const sessionWords = {
  'sessions.title': 'Mes sessions',
  'sessions.close': 'Fermer',
  'sessions.loading': 'Lecture de vos sessions…',
  'sessions.text': 'Les PC où vous êtes connecté en ce moment.',
  'sessions.this': 'Ce PC',
  'sessions.times': 'Ouverture : {start} · dernière activité : {seen} · fin : {end}',
  'sessions.end': 'Fermer cette session',
  'sessions.end.label': 'Fermer cette session : {pc}, ouverte {start}',
  'sessions.alone': 'Vous n’êtes connecté nulle part ailleurs.',
  'sessions.ended':
    'La session de {pc} est fermée. Si ce PC est en ligne, son écran se ferme à l’instant ; sinon, dès qu’il retrouve l’hôpital.',
  'sessions.unknown':
    "Une session que vous ne connaissez pas ? Fermez-la, puis appelez le helpdesk : votre mot de passe n'est peut-être plus secret.",
} as const;
