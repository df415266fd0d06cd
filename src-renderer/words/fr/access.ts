/** Sentences of the first start, activation, sign-in, lock and renewal of the certificate. */
export const accessWords = {
  'welcome.title': "Relier ce PC à l'hôpital",
  'welcome.text':
    "Vous avez reçu de l'hôpital un fichier « .passerelle » et, par la poste, une lettre. Gardez la lettre sous la main.",
  'welcome.file.title': "Ouvrir le fichier d'invitation",
  'welcome.file.button': 'Ouvrir le fichier .passerelle',
  'welcome.file.other': 'Changer de fichier',
  'welcome.address': 'Adresse',
  'welcome.fingerprint.title': "Comparer l'empreinte avec la lettre",
  'welcome.fingerprint.text':
    "Cette suite doit être exactement celle de votre lettre. Elle prouve que le fichier vient bien de l'hôpital.",
  'welcome.fingerprint.label': 'Empreinte du certificat',
  'welcome.fingerprint.same': "L'empreinte est la même",
  'welcome.fingerprint.different': 'Elle est différente',
  'welcome.fingerprint.done': 'Empreinte comparée',
  'welcome.fingerprint.alarm': "N'allez pas plus loin",
  'welcome.fingerprint.alarm-text':
    "Ce fichier ne vient peut-être pas de l'hôpital. Rien n'a été envoyé. Appelez le helpdesk au numéro imprimé sur votre lettre.",
  'welcome.fingerprint.again': 'Comparer à nouveau',
  'welcome.code.title': 'Saisir le code de la lettre',
  'welcome.code.label': 'Code de la lettre',
  'welcome.code.hint': 'Seize caractères, par groupes de quatre. Il ne sert qu’une fois.',
  'welcome.code.button': "Relier ce PC à l'hôpital",
  'welcome.code.busy': 'Liaison en cours…',

  'keychain.title': "Vos secrets n'ont pas d'endroit sûr",
  'keychain.text':
    "Passerelle ne garde ses clés que dans le trousseau du système. Sans lui, elle n'enregistre rien sur ce PC.",

  'certificate.title.expired': 'Renouveler ce PC',
  'certificate.title.other': "Ce PC n'a plus accès",
  'certificate.button': "Renouveler l'autorisation",
  'certificate.busy': 'Renouvellement en cours…',

  'activation.title': 'Bienvenue, {name}',
  'activation.text':
    'Deux choses à préparer une fois pour toutes : un mot de passe et un code qui change, sur votre téléphone.',
  'activation.password.title': 'Choisir un mot de passe',
  'activation.password.label': 'Mot de passe',
  'activation.password.again': 'Le même mot de passe encore une fois',
  'activation.password.rule.length': 'au moins 12 caractères',
  'activation.password.rule.person': 'ne contient ni votre nom ni votre numéro',
  'activation.password.rule.variety': 'pas une suite ni un seul caractère répété',
  'activation.password.rule.same': 'les deux saisies sont identiques',
  'activation.password.rules': 'Exigences du mot de passe',
  'activation.password.met': 'rempli',
  'activation.password.unmet': 'pas encore rempli',
  'activation.password.button': 'Garder ce mot de passe',
  'activation.password.done': 'Mot de passe choisi',
  'activation.password.hint': 'Une phrase de quelques mots se retient mieux que des signes.',
  'activation.factor.title': 'Ajouter Passerelle à votre téléphone',
  'activation.factor.text':
    "Ouvrez l'application de codes de votre téléphone (Google Authenticator, Microsoft Authenticator ou une autre) et photographiez ce carré.",
  'activation.factor.qr': 'Code QR à photographier avec votre téléphone',
  'activation.factor.secret': 'Ou recopiez cette clé',
  'activation.factor.otp': 'Code à 6 chiffres',
  'activation.factor.button': 'Confirmer le code',
  'activation.factor.done': 'Téléphone ajouté',
  'activation.codes.title': 'Noter les codes de secours',
  'activation.codes.text':
    'Sans votre téléphone, un de ces codes le remplace, une seule fois. Ils ne seront plus jamais affichés : notez-les et gardez-les loin du PC.',
  'activation.codes.paper': "Codes de secours de {name}, du {date}. Ils remplacent ceux d'avant.",
  'activation.codes.list': 'Codes de secours',
  'activation.codes.print': 'Imprimer les codes',
  'activation.codes.confirm': "J'ai noté ou imprimé ces codes",
  'activation.codes.button': 'Terminer',

  'sign-in.title': 'Se connecter',
  'sign-in.text': 'Une fois par jour de travail. Après une pause, le mot de passe suffira.',
  'sign-in.login': "Nom d'utilisateur ou numéro INAMI",
  'sign-in.password': 'Mot de passe',
  'sign-in.otp': 'Code à 6 chiffres',
  'sign-in.otp.hint': 'Celui de votre téléphone, ou un code de secours.',
  'sign-in.button': 'Se connecter',
  'sign-in.busy': 'Connexion en cours…',
  'sign-in.codes-left':
    '{left, plural, =0 {Il ne vous reste aucun code de secours : appelez le helpdesk.} one {Il ne vous reste qu’un code de secours : pensez à en demander au helpdesk.} other {Il vous reste # codes de secours : pensez à en demander au helpdesk.}}',
  'sign-in.copies-dropped':
    'Les copies gardées sur ce PC ne sont pas lisibles par cette version de Passerelle : elles sont effacées et se refont depuis l’hôpital.',
  'sign-in.copies-dropped.check': 'Vérifiez votre liste du jour et vos dernières mentions « à faire ».',
  'sign-in.dismiss': "C'est noté",

  'lock.title': 'Passerelle est verrouillée',
  'lock.text': 'Votre mot de passe vous ramène exactement où vous étiez.',
  'lock.password': 'Mot de passe',
  'lock.button': 'Déverrouiller',
  'lock.busy': 'Déverrouillage…',
  'lock.other': 'Se connecter sous un autre nom',

  'form.required': 'À remplir.',
} as const;
