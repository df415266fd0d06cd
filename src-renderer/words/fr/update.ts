/** Sentences of updates of the app itself. */
export const updateWords = {
  'update.ready.title': 'Une mise à jour sera installée à la fermeture',
  'update.ready.text':
    "Version {version}. Fermez Passerelle comme d'habitude : rien ne s'installe pendant que vous travaillez.",
  'update.ready.required': 'À partir du {date}, elle devra être installée avant de se connecter.',
  'update.install': 'Installer maintenant',
  'update.install.busy': "Préparation de l'installation…",
  'update.sign-out': 'Se déconnecter et installer la mise à jour',
  'update.installing.title': 'Installation de la mise à jour',
  'update.installing.text':
    "Passerelle se ferme, installe la version {version} et se rouvre d'elle-même en une à deux minutes.",
  'update.not-begun': "L'installation n'a pas commencé",
  'update.downloading': 'Téléchargement de la version {version}',
  'update.downloading.figures': '{percent} %',
  'update.by-helpdesk.title': 'La version {version} est disponible',
  'update.by-helpdesk.text':
    "Sur ce PC, c'est le helpdesk qui l'installe. Appelez-le au moment qui vous convient ; d'ici là, tout fonctionne.",
  'update.never': "Cette installation ne se met pas à jour d'elle-même : le helpdesk installe les nouvelles versions.",
  'update.required.title': 'Une mise à jour est nécessaire avant de se connecter',
  'update.required.text':
    "L'hôpital demande la version {version} depuis le {date}. Elle est déjà téléchargée et vérifiée.",
  'update.required.next':
    "Passerelle se ferme, l'installe et se rouvre d'elle-même en une à deux minutes. Si l'installation échoue, vous pourrez vous connecter quand même.",
  'update.ill.title': "La mise à jour n'a pas été installée",
  'update.ill.went-back': 'Passerelle est revenue à la version précédente',
  'update.ill.package':
    "Le paquet reçu n'est pas celui que l'éditeur a signé, ou n'est plus valable. Rien n'a changé sur ce PC et le helpdesk est averti : vous pouvez travailler.",
  'update.ill.disk-full': "Le disque de ce PC est plein. Libérez de la place : Passerelle réessaie d'elle-même.",
  'update.ill.busy':
    "Passerelle était ouverte ailleurs sur ce PC, ou un autre programme s'installait. Elle réessaie d'elle-même.",
  'update.ill.system':
    "Le système de ce PC n'a pas accepté la mise à jour. La version en place fonctionne et le helpdesk est averti.",
  'update.ill.not-started':
    "La nouvelle version n'a pas démarré sur ce PC. Le helpdesk est averti : vous pouvez travailler.",
  'update.ill.interrupted': "L'installation a été interrompue. Passerelle réessaie d'elle-même.",
  'update.ill.not-permitted':
    "Ce PC ne permet pas à Passerelle d'installer ses mises à jour. Appelez le helpdesk : il s'en charge.",
} as const;
