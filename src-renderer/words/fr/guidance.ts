/** Sentences of the first day: three hints, and why the patient signs here too. */
export const guidanceWords = {
  'guidance.patient':
    "Un clic sur un nom à gauche ouvre tout son dossier de l'hôpital. « Nouveau patient » en ajoute un, en sa présence.",
  'guidance.document': "Un clic sur une ligne l'ouvre à droite, du même geste pour un labo, une lettre ou un scanner.",
  'guidance.images':
    'Molette : coupe suivante ou précédente. Bouton droit et glisser : contraste. Échap revient à la liste.',
  'guidance.understood': 'Compris',
  'guidance.again': 'Revoir les premiers pas',
  'why-sign.question': 'Pourquoi une signature ici, alors que le patient a déjà signé ailleurs ?',
  'why-sign.the-hospital': "l'hôpital",
  'why-sign.elsewhere':
    "L'accord donné ailleurs (Réseau Santé Wallon, eHealth, un autre hôpital) vaut pour ce que ces réseaux partagent.",
  'why-sign.here':
    "Ici, {hospital} vous ouvre directement son propre dossier. Il demande pour cela l'accord écrit de ce patient, pour vous seul et pour douze mois au plus, avant le premier accès.",
  'why-sign.paper':
    "Vous gardez la feuille signée : en cas de litige, l'hôpital vous la demande. Il prévient aussi le patient par courrier.",
  'why-sign.rights':
    'Le patient peut refuser, faire cacher un document ou vous retirer de la liste, sans devoir dire pourquoi.',
} as const;
