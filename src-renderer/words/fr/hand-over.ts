/** Sentences of the practice's software and of the card reader. */
export const handOverWords = {
  'hand-over.title': 'Votre logiciel demande un patient',
  'hand-over.title.agenda': 'Votre logiciel propose la journée',
  'hand-over.asks': 'Le logiciel du cabinet demande {name}.',
  'hand-over.asks.number': 'Le logiciel du cabinet demande un patient par son numéro.',
  'hand-over.close': 'Fermer {open} et ouvrir {name} ?',
  'hand-over.covered': 'Le dossier ouvert est couvert en attendant votre réponse. Rien n’est lu sans votre clic.',
  'hand-over.open': 'Ouvrir {name}',
  'hand-over.keep': 'Garder {open}',
  'hand-over.leave': 'Ne rien ouvrir',
  'hand-over.new': 'Nouveau patient',
  'hand-over.unknown':
    "Aucun de vos liens n'est à ce nom sur ce PC. Avec le patient, créez le lien : ce que le logiciel a transmis est repris.",
  'hand-over.by-name':
    'Retrouvé par le nom et la date de naissance, pas par le numéro. Vérifiez que c’est bien la même personne.',
  'hand-over.differs':
    'Le numéro transmis est celui de {found}, mais le logiciel écrit {written}. Vérifiez dans votre logiciel avant d’ouvrir.',
  'hand-over.busy': 'Ouverture…',
  'hand-over.appointments':
    '{count, plural, one {# rendez-vous à ajouter à la journée.} other {# rendez-vous à ajouter à la journée.}}',
  'hand-over.add': 'Ajouter à la journée',
  'hand-over.waiting': 'Une demande de votre logiciel attend.',
  'hand-over.waiting.next': 'Elle s’affiche dès que vous êtes connecté.',
  'hand-over.fault.absent': 'Votre logiciel a appelé Passerelle sans rien transmettre, ou deux fois la même chose.',
  'hand-over.fault.expired': 'La demande de votre logiciel a plus d’une minute : elle a été détruite.',
  'hand-over.fault.invalid': 'Passerelle n’a pas compris la demande de votre logiciel : elle a été détruite.',
  'hand-over.fault.unsafe': 'Le fichier de votre logiciel était accessible à d’autres : il a été refusé sans être lu.',
  'hand-over.fault.said-in-clear':
    'Votre logiciel a mis des données du patient dans le lien lui-même : Passerelle ne les a pas lues.',
  'hand-over.fault.said-in-clear.next':
    'Montrez ce message à son support : ces données ont pu rester dans un historique.',
  'hand-over.fault.next': 'Recommencez depuis votre logiciel. Si cela se répète, montrez ce message à son support.',
  'hand-over.noted': 'Compris',
  'hand-over.send.pdf': 'Renvoyer en PDF',
  'hand-over.send.fhir': 'Renvoyer en FHIR',
  'hand-over.send.text': 'Copier le texte',
  'hand-over.sent.files':
    '{count, plural, one {Envoyé à votre logiciel.} other {# fichiers envoyés à votre logiciel.}}',
  'hand-over.sent.pdf.archive': 'Au format PDF/A, pour l’archivage.',
  'hand-over.sent.pdf.own': 'C’est le PDF de l’hôpital, tel quel.',
  'hand-over.sent.pdf.plain': 'En PDF simple : il n’a pas pu être mis au format PDF/A.',
  'hand-over.sent.clipboard': 'Texte copié pour cinq minutes. Collez-le dans votre logiciel.',
  'hand-over.sent.no-folder': 'Votre logiciel n’a pas indiqué de dossier de retour pour ce patient. Copiez le texte.',
  'hand-over.sent.other-patient': 'Non envoyé : le numéro de ce dossier n’est pas celui que votre logiciel a transmis.',
  'hand-over.sent.folder-refused':
    'Non envoyé : le dossier de retour n’est plus accessible, ou d’autres peuvent y écrire.',
  'hand-over.sent.disk-full': 'Non envoyé : le disque est plein. Libérez de la place, puis recommencez.',
  'hand-over.sent.nothing-to-send': 'Ce document ne peut pas partir sous cette forme. Essayez-en une autre.',

  'card.button': 'Lire la carte eID',
  'card.busy': 'Lecture de la carte…',
  'card.fault.no-service':
    'Le service des lecteurs de carte ne répond pas sur ce PC. Tapez le numéro, et prévenez votre informaticien.',
  'card.fault.no-reader': 'Aucun lecteur de carte n’est branché. Branchez-le, puis recommencez.',
  'card.fault.no-card': 'Aucune carte dans le lecteur. Glissez-la, puce en avant, puis recommencez.',
  'card.fault.pulled-out': 'La carte a été retirée pendant la lecture. Remettez-la, puis recommencez.',
  'card.fault.busy': 'Un autre programme utilise la carte. Fermez-le, puis recommencez.',
  'card.fault.foreign': 'Ce n’est pas une carte d’identité belge. Tapez le numéro.',
  'card.fault.unreadable': 'La carte ne se lit pas. Essuyez la puce et recommencez, ou tapez le numéro.',
  'link.person.from-card': 'Lus sur la carte. Vérifiez que c’est bien celle du patient devant vous, puis confirmez.',
  'link.person.from-software':
    'Repris de votre logiciel. Comparez avec la carte d’identité du patient, puis confirmez.',
} as const satisfies Record<string, string>;
