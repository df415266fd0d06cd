/** What the hospital knows of the copies on PCs: "Fermé sur 2 postes · 1 poste non joint, copie jusqu'à 18:40". */
export const reachWords = {
  'reach.title': 'Postes des médecins',
  'reach.reached': '{count, plural, one {Fermé sur # poste} other {Fermé sur # postes}}',
  'reach.awaited':
    '{count, plural, one {# poste non joint : sa copie prend fin {ends}} other {# postes non joints : la dernière copie prend fin {ends}}}',
  'reach.at': 'à {time}',
  'reach.on': 'le {moment}',
  'reach.held': '{count, plural, one {# poste garde une copie permise} other {# postes gardent une copie permise}}',
  'reach.none': 'Aucun poste ne garde de copie de ce dossier.',
  'reach.line': '{pc} · {person}',
  'reach.line.awaited': 'non joint, copie jusqu’à {time}',
  'reach.line.awaited-day': 'non joint, copie jusqu’au {ends}',
  'reach.line.reached': 'fermé à {time}',
  'reach.line.held': 'copie permise, renouvelée à chaque consultation',
} as const;
