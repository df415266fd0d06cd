/** Sentences of the check of the connection: each step, what was found there, and the next deed. */
export const checkWords = {
  'check.title': 'Vérifier la connexion',
  'check.busy': "Vérification en cours, jusqu'à une demi-minute…",
  'check.again': 'Vérifier à nouveau',
  'check.close': 'Fermer',
  'check.good': "Tout est en ordre jusqu'à l'hôpital.",
  'check.here': "la liaison s'arrête ici",
  'check.save': 'Enregistrer pour le helpdesk',
  'check.save.text':
    "Un fichier de cette vérification, à donner au helpdesk. Il ne contient ni nom, ni numéro, ni rien d'un patient.",
  'check.saved': 'Fichier enregistré : {name}',
  'check.minutes': '{count, plural, one {# minute} other {# minutes}}',
  'check.hours': '{count, plural, one {# heure} other {# heures}}',
  'check.days': '{count, plural, one {# jour} other {# jours}}',
  'check.step.name': "Adresse de l'hôpital",
  'check.step.line': 'Passage par internet',
  'check.step.proxy': 'Proxy du réseau',
  'check.step.trust': "Identité de l'hôpital",
  'check.step.certificate': 'Autorisation de ce PC',
  'check.step.clock': 'Horloge de ce PC',
  'check.step.account': 'Votre compte',
  'check.not-reached': 'pas encore vérifié',
  'check.name.found': 'trouvée',
  'check.name.proxy-found': 'par le proxy {proxy}',
  'check.line.open': 'ouvert',
  'check.line.proxy-open': 'le proxy répond',
  'check.proxy.none': 'aucun',
  'check.proxy.passes': 'laisse passer',
  'check.trust.ours': 'confirmée',
  'check.certificate.enrolled': 'valable',
  'check.clock.right': "à l'heure",
  'check.account.open': 'ouvert',
  'check.certificate.not-enrolled': "ce PC n'est pas encore relié",
  'check.clock.unmeasured': 'non mesurée',
  'check.account.signed-out': 'vérifié à la connexion',
  'check.name.no-network': "Ce PC n'est relié à aucun réseau.",
  'check.name.no-network.next': 'Vérifiez le câble ou le wifi, puis vérifiez à nouveau.',
  'check.name.unknown': "Ce PC ne trouve pas l'adresse de l'hôpital ({address}).",
  'check.name.unknown.next':
    "Ouvrez un site quelconque. S'il ne s'ouvre pas, votre connexion internet est coupée : redémarrez le modem ou appelez votre fournisseur. S'il s'ouvre, appelez le numéro ci-dessous.",
  'check.name.proxy-unknown': 'Ce PC doit passer par le proxy {proxy}, que ce réseau ne connaît pas.',
  'check.name.proxy-unknown.next':
    'Si ce PC a changé de lieu, retirez le proxy dans les réglages du réseau. Sinon, appelez la personne qui gère votre réseau.',
  'check.line.closed': 'Le passage vers {address} est fermé.',
  'check.line.closed.next':
    "Demandez à la personne qui gère votre réseau si un pare-feu bloque {address}. Si rien n'a changé chez vous, appelez le numéro ci-dessous.",
  'check.line.no-answer': "Rien ne répond à l'adresse {address}.",
  'check.line.no-answer.next':
    "Ouvrez un site quelconque. S'il s'ouvre, un pare-feu bloque peut-être {address}, ou l'hôpital est coupé : appelez le numéro ci-dessous. Sinon, redémarrez le modem.",
  'check.line.proxy-closed': 'Le proxy {proxy} ne répond pas.',
  'check.line.proxy-closed.next':
    'Appelez la personne qui gère votre réseau. Si ce PC a changé de lieu, retirez le proxy dans les réglages du réseau.',
  'check.proxy.asks-password': 'Le proxy {proxy} demande un mot de passe ; Passerelle ne lui en donne jamais.',
  'check.proxy.asks-password.next':
    'Demandez à la personne qui gère votre réseau de laisser passer {address} sans mot de passe.',
  'check.proxy.refuses': "Le proxy {proxy} ne laisse pas passer vers l'hôpital.",
  'check.proxy.refuses.next': "Demandez à la personne qui gère votre réseau d'autoriser {address}.",
  'check.proxy.kind-unknown': "Ce réseau impose une sorte de proxy (SOCKS) que Passerelle n'emploie pas.",
  'check.proxy.kind-unknown.next':
    "Demandez à la personne qui gère votre réseau d'ouvrir un passage direct vers {address}.",
  'check.trust.intercepted':
    "{named, select, yes {« {issuer} » se met entre ce PC et l'hôpital.} other {Un programme sans nom se met entre ce PC et l'hôpital.}}",
  'check.trust.intercepted.next':
    "C'est le plus souvent un antivirus ou le filtre du réseau. Dans ses réglages, excluez {address} de l'analyse des connexions chiffrées (HTTPS ou SSL). Si vous ne reconnaissez pas ce nom, appelez le numéro ci-dessous.",
  'check.trust.other-name': "Un autre serveur répond à l'adresse de l'hôpital.",
  'check.trust.other-name.next': "Passerelle ne s'y connecte pas. Appelez le numéro ci-dessous.",
  'check.trust.not-tls': "Une autre page répond à la place de l'hôpital, souvent celle d'un wifi public.",
  'check.trust.not-tls.next':
    'Ouvrez un navigateur, acceptez les conditions de ce wifi ou changez de réseau, puis vérifiez à nouveau.',
  'check.trust.dates': "L'identité de l'hôpital n'est pas valable à la date de ce PC.",
  'check.trust.dates.next':
    "Contrôlez la date, l'année et l'heure de ce PC, puis vérifiez à nouveau. Si elles sont justes, appelez le numéro ci-dessous.",
  'check.trust.cut': "La liaison est coupée pendant que l'hôpital prouve son identité.",
  'check.trust.cut.next':
    "Un antivirus ou un pare-feu en est souvent la cause : demandez qu'il laisse passer {address}. Sinon, appelez le numéro ci-dessous.",
  'check.certificate.expired': "L'autorisation de ce PC est échue.",
  'check.certificate.expired.next': 'Déconnectez-vous, puis renouvelez-la avec votre mot de passe et votre code.',
  'check.certificate.revoked': "L'hôpital a retiré l'autorisation de ce PC.",
  'check.certificate.revoked.next': 'Appelez le numéro ci-dessous : une nouvelle invitation est nécessaire.',
  'check.certificate.foreign': "L'hôpital ne reconnaît pas ce PC.",
  'check.certificate.foreign.next': 'Appelez le numéro ci-dessous : une nouvelle invitation est nécessaire.',
  'check.certificate.unanswered': "L'hôpital ne dit pas si ce PC est autorisé.",
  'check.certificate.unanswered.next':
    'Vérifiez à nouveau dans quelques minutes. Si cela dure, appelez le numéro ci-dessous.',
  'check.clock.ahead': "L'horloge de ce PC avance de {difference}.",
  'check.clock.ahead.next':
    "Réglez la date et l'heure de ce PC, de préférence sur « automatique », puis vérifiez à nouveau.",
  'check.clock.behind': "L'horloge de ce PC retarde de {difference}.",
  'check.clock.behind.next':
    "Réglez la date et l'heure de ce PC, de préférence sur « automatique », puis vérifiez à nouveau.",
  'check.account.suspended': 'Votre accès est suspendu.',
  'check.account.suspended.next': "Adressez-vous à la direction médicale de l'hôpital.",
  'check.account.refused': "L'hôpital n'a pas ouvert ce compte.",
  'check.account.refused.next': 'Appelez le numéro ci-dessous.',
  'check.account.unanswered': "L'hôpital ne répond pas au sujet de votre compte.",
  'check.account.unanswered.next':
    'Vérifiez à nouveau dans quelques minutes. Si cela dure, appelez le numéro ci-dessous.',
} as const;
