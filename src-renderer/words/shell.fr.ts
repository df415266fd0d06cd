/** Sentences of the frame around everything: bar, help, connection, keys, lock. */
export const shellWords = {
  'app.name': 'Passerelle',
  'app.starting': 'Passerelle démarre…',
  'app.version': 'Version {version}',
  'app.test-build': "Version d'essai : données fictives",
  'app.no-bridge': "La fenêtre n'a pas trouvé le reste de l'application. Fermez Passerelle et rouvrez-la.",
  'app.broken.title': "Cet écran s'est interrompu",
  'app.broken.text': "Rien n'est perdu. Rouvrez-le ; si cela se répète, appelez le helpdesk.",
  'app.broken.again': "Rouvrir l'écran",

  'failure.incident': 'Incident {incident}',
  'failure.call': '{name} : {phone} ({hours})',
  'failure.call-director': 'Direction médicale : {name}',

  'connection.online': 'En ligne',
  'connection.connecting': 'Connexion…',
  'connection.offline': 'Hors ligne',
  'connection.offline-since': 'Hors ligne depuis {since}',
  'connection.offline-help': "Les dossiers déjà copiés restent lisibles jusqu'à la fin de leur copie locale.",
  'connection.label': "Liaison avec l'hôpital : {state}",

  'help.button': 'Helpdesk',
  'help.title': "Besoin d'aide ?",
  'help.none': "Les numéros de votre hôpital s'afficheront ici dès que l'invitation sera ouverte.",

  'user.lock': 'Verrouiller',
  'user.sign-out': 'Se déconnecter',
  'user.menu': 'Menu de {name}',
  'user.keys': 'Touches du clavier',

  'search.patients': 'Rechercher un de mes patients',

  'keys.title': 'Touches du clavier',
  'keys.close': 'Fermer',
  'keys.search': 'Rechercher un de mes patients',
  'keys.new-patient': 'Nouveau patient',
  'keys.lock': 'Verrouiller',
  'keys.help': 'Afficher les touches',
  'keys.walk': 'Parcourir la liste',
  'keys.open': 'Ouvrir',
  'keys.back': 'Revenir à la liste',
  'keys.full': 'Lecture en pleine fenêtre',
  'keys.print': 'Imprimer ce qui est affiché',
  'keys.everywhere': 'Partout',
  'keys.in-record': 'Dans un dossier',
  'keys.in-images': 'Dans les images',

  'home.choose.title': 'Choisissez un patient',
  'home.choose.text': 'Cliquez sur un nom à gauche, ou tapez-le après Ctrl K.',
  'home.first.title': 'Votre premier patient, en trois temps',
  'home.first.1.title': 'Le numéro',
  'home.first.1.text':
    "Avec le patient, saisissez le numéro de registre national au dos de sa carte d'identité, puis son nom et sa date de naissance.",
  'home.first.2.title': 'La signature',
  'home.first.2.text': 'Imprimez le consentement à son nom. Il le lit et le signe ; vous gardez la feuille.',
  'home.first.3.title': 'Le dossier',
  'home.first.3.text': "Confirmez la signature : tout son dossier de l'hôpital s'ouvre, pour douze mois au plus.",
  'home.first.start': 'Ajouter mon premier patient',

  'role.physician': 'Médecin',
  'role.director': 'Direction médicale',
  'role.desk': 'Guichet patient',
  'role.helpdesk': 'Helpdesk informatique',
  'role.absent.title': 'Bonjour {name}',
  'role.absent.text':
    "L'espace « {role} » ne fait pas partie de cette version de Passerelle : seul l'espace des médecins est ouvert.",
  'role.absent.next': 'Pour toute question : {service}, {phone}.',
} as const;
