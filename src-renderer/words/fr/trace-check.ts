/** Sentences of the trace's verification on screen, and of its signed heads. */
export const traceCheckWords = {
  'trace.check.about':
    'Chaque entrée est enchaînée à la précédente. La vérification recalcule toutes les chaînes et les compare aux têtes signées gardées hors de la base.',
  'trace.check.start': 'Vérifier la trace',
  'trace.check.start.about':
    'Relit toute la trace par petites parts ; l’hôpital continue de travailler. Votre vérification est tracée.',
  'trace.check.again': 'Vérifier à nouveau',
  'trace.check.running': 'Vérification en cours…',
  'trace.check.running.figures': '{checked} entrées sur {total}',
  'trace.check.none': 'Aucune vérification depuis le démarrage du serveur.',
  'trace.check.failed':
    'La vérification commencée à {at} n’a pas pu se terminer : rien n’est dit de la trace. Réessayez ; si cela se répète, appelez le service informatique.',
  'trace.check.whole.title': 'La trace est intacte',
  'trace.check.whole':
    '{entries, plural, one {# entrée vérifiée} other {# entrées vérifiées}} dans {writers, plural, one {# chaîne} other {# chaînes}}, jusqu’à l’entrée {place} du {at}.',
  'trace.check.empty': 'La trace est vide.',
  'trace.check.heads':
    '{count, plural, =0 {Aucune tête gardée.} one {Comparée à une tête gardée.} other {Comparée à # têtes gardées.}}',
  'trace.check.given': 'La tête {name} du {at} a été retrouvée : tout ce qu’elle couvrait est encore là, inchangé.',
  'trace.check.given.fault': 'Comparée à la tête {name} que vous avez donnée.',
  'trace.check.altered.title': 'La trace a été modifiée',
  'trace.check.altered':
    '{entries, plural, one {# entrée lue} other {# entrées lues}} dans {writers, plural, one {# chaîne} other {# chaînes}}. Ne redémarrez rien, gardez vos têtes imprimées, prévenez le délégué à la protection des données et le service informatique.',
  'trace.check.faults': 'Ce qui ne va pas, et où',
  'trace.check.ended': 'Vérification terminée le {at}.',
  'trace.check.where': 'chaîne {writer}, entrée {entry}',
  'trace.check.where.writer': 'chaîne {writer}',
  'trace.check.where.line': 'journal des têtes, ligne {line}',
  'trace.check.where.at': '{where}, datée du {at}',
  'trace.fault.writer-missing': 'Une chaîne entière a disparu.',
  'trace.fault.writer-altered': 'Le sceau d’une chaîne ne correspond plus à son état.',
  'trace.fault.entry-altered': 'Une entrée a été modifiée, ou une entrée a été retirée avant elle.',
  'trace.fault.entry-replaced': 'L’entrée n’est pas celle sur laquelle une tête a été signée : le passé a été réécrit.',
  'trace.fault.entry-missing':
    'Une entrée couverte par une tête signée a disparu : la trace est revenue à un état plus ancien.',
  'trace.fault.tail-cut':
    'La fin d’une chaîne ne correspond pas : {count, plural, one {# entrée de différence} other {# entrées de différence}}.',
  'trace.fault.entries-added':
    '{count, plural, one {# entrée n’appartient} other {# entrées n’appartiennent}} à aucune chaîne, ou manque à l’appel.',
  'trace.fault.head-unsigned': 'Une tête n’est pas signée par l’hôpital.',
  'trace.fault.head-contradicted': 'Deux têtes signées se contredisent.',
  'trace.fault.log-cut': 'Le journal des têtes a été coupé : une ligne ne suit pas la précédente.',
  'trace.fault.head-unknown':
    'Aucune tête gardée ne porte le numéro tapé. S’il est exact, le journal des têtes a été réécrit.',
  'trace.head.title': 'Comparer à une tête imprimée',
  'trace.head.label': 'Numéro de la dernière tête imprimée (facultatif)',
  'trace.head.hint': 'Vingt caractères, comme sur la feuille ; ou choisissez le fichier enregistré.',
  'trace.head.wrong': 'Un numéro de tête compte vingt lettres et chiffres.',
  'trace.head.file': 'Choisir le fichier d’une tête…',
  'trace.head.file.chosen': 'Fichier choisi : {name}',
  'trace.head.file.drop': 'Ne pas utiliser ce fichier',
  'trace.head.today': 'La tête d’aujourd’hui',
  'trace.head.today.about':
    'Une tête signe l’état de toutes les chaînes. Gardée sur papier, hors du service informatique, elle prouve plus tard que rien n’a été réécrit.',
  'trace.head.print': 'Imprimer la tête du jour',
  'trace.head.print.about': 'Une page avec le numéro à taper ici plus tard.',
  'trace.head.save': 'Enregistrer la tête du jour',
  'trace.head.save.about': 'Le fichier signé, pour vérifier aussi sans cet écran.',
  'trace.head.refused': 'Aucune tête n’est signée : la trace ne se vérifie pas. Lancez « Vérifier la trace ».',
  'trace.head.printed': 'La tête du jour est partie à l’imprimante.',
  'trace.head.saved': 'Tête enregistrée : {name}.',
} as const;
