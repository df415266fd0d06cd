import type { FailureCode } from '../../../contracts/failure.ts';

/** What the user reads when something failed: what happened, and what to do next. */
export interface FailureSentence {
  readonly what: string;
  readonly next: string;
  /** What a physician reads instead of `next`: he has copies on his PC, the hospital's people have none. */
  readonly physician?: string;
}

const helpdesk = 'Appelez le helpdesk.';
const again = 'Recommencez dans un instant.';

/** One sentence for each failure. None tells whether a hidden document or an unlinked patient exists. */
export const failureSentences = {
  bug: {
    what: 'Passerelle a rencontré une difficulté inattendue.',
    next: "Recommencez. Si cela se répète, appelez le helpdesk et donnez le numéro d'incident.",
  },
  'input-invalid': {
    what: "Une des données saisies n'est pas acceptée.",
    next: 'Vérifiez ce que vous avez saisi, puis recommencez.',
  },
  'not-found': {
    what: "Cet élément n'est pas accessible d'ici.",
    next: 'Revenez à la liste et choisissez-en un autre.',
  },
  'forbidden-for-role': {
    what: 'Votre fonction ne permet pas cette action.',
    next: 'Si vous en avez besoin pour votre travail, adressez-vous à la direction médicale.',
  },
  'too-many-attempts': {
    what: "Trop d'essais en peu de temps.",
    next: 'Attendez quelques minutes, puis recommencez.',
  },
  conflict: {
    what: 'Cette donnée a changé entre-temps.',
    next: "L'écran se met à jour : relisez, puis recommencez.",
  },
  offline: {
    what: "L'hôpital n'est pas joignable pour le moment.",
    next: "Vérifiez la connexion internet de ce PC. Passerelle réessaie d'elle-même.",
    physician: 'Vérifiez la connexion internet de ce PC. Ce qui est déjà copié reste lisible.',
  },
  'server-unavailable': {
    what: "Le serveur de l'hôpital ne répond pas.",
    next: "Passerelle réessaie d'elle-même. Si cela dure, prévenez le service informatique.",
    physician: "Ce qui est déjà copié reste lisible. Passerelle réessaie d'elle-même.",
  },
  'hospital-untrusted': {
    what: "Le serveur qui a répondu n'a pas pu prouver qu'il est celui de l'hôpital.",
    next: "Rien ne lui a été envoyé. N'insistez pas et appelez le helpdesk.",
  },
  'clock-wrong': {
    what: "L'heure de ce PC n'est pas juste.",
    next: "Réglez la date et l'heure de l'ordinateur, puis rouvrez Passerelle.",
  },
  'disk-full': {
    what: 'Le disque de ce PC est plein.',
    next: 'Libérez de la place, puis recommencez.',
    physician: "Libérez de la place : la copie reprendra d'elle-même.",
  },
  'keychain-absent': {
    what: "Ce PC n'a pas de trousseau de clés où garder vos secrets à l'abri.",
    next: "Rien n'a été enregistré. Appelez le helpdesk : il vous aidera à l'activer.",
  },
  'keychain-locked': {
    what: 'Le trousseau de clés de ce PC est verrouillé.',
    next: 'Déverrouillez-le avec le mot de passe de votre session, puis rouvrez Passerelle.',
  },
  'keychain-timeout': {
    what: "Le trousseau de clés de ce PC n'a pas répondu.",
    next: 'Regardez si une fenêtre vous demande de le déverrouiller, puis rouvrez Passerelle.',
  },
  'invitation-file-invalid': {
    what: "Ce fichier n'est pas une invitation Passerelle, ou il est abîmé.",
    next: "Choisissez le fichier « .passerelle » reçu de l'hôpital, ou demandez-en un nouveau au helpdesk.",
  },
  'invitation-code-wrong': {
    what: "Ce code n'est pas celui de la lettre.",
    next: 'Recopiez les seize caractères de votre lettre. Les tirets et les majuscules ne comptent pas.',
  },
  'invitation-code-expired': {
    what: 'Ce code a dépassé sa date de validité.',
    next: 'Demandez une nouvelle lettre au helpdesk.',
  },
  'invitation-code-used': {
    what: 'Ce code a déjà servi : il ne fonctionne qu’une fois.',
    next: "Si ce n'est pas vous qui l'avez utilisé, appelez le helpdesk tout de suite.",
  },
  'certificate-required': {
    what: "L'hôpital ne reconnaît pas ce PC.",
    next: helpdesk,
  },
  'certificate-expired': {
    what: "L'autorisation de ce PC est arrivée à son terme.",
    next: 'Renouvelez-la avec votre mot de passe et un code à six chiffres.',
  },
  'certificate-revoked': {
    what: "L'hôpital a retiré son autorisation à ce PC.",
    next: "Les copies qu'il contenait sont effacées. Appelez le helpdesk pour savoir pourquoi.",
  },
  'certificate-foreign': {
    what: "L'autorisation de ce PC vient d'un autre hôpital.",
    next: helpdesk,
  },
  'renewal-too-late': {
    what: "L'autorisation de ce PC est échue depuis trop longtemps pour être renouvelée.",
    next: 'Demandez une nouvelle invitation au helpdesk.',
  },
  'session-required': {
    what: "Vous n'êtes pas connecté.",
    next: 'Connectez-vous, puis recommencez.',
  },
  'session-ended': {
    what: 'Votre session est terminée.',
    next: 'Connectez-vous à nouveau.',
  },
  'credentials-wrong': {
    what: "Le nom d'utilisateur ou le mot de passe n'est pas correct.",
    next: 'Recommencez. Mot de passe oublié ? Appelez le helpdesk.',
  },
  'otp-wrong': {
    what: "Ce code à six chiffres n'est pas correct.",
    next: "Prenez le code affiché maintenant par votre téléphone et vérifiez que l'heure du téléphone est juste.",
  },
  'otp-replayed': {
    what: 'Ce code à six chiffres vient de servir.',
    next: 'Attendez que votre téléphone affiche le suivant.',
  },
  'recovery-code-used': {
    what: 'Ce code de secours a déjà servi.',
    next: 'Prenez-en un autre de votre liste, ou appelez le helpdesk.',
  },
  'password-weak': {
    what: 'Ce mot de passe est trop facile à deviner.',
    next: 'Choisissez une phrase de plusieurs mots que vous êtes seul à connaître.',
  },
  'account-not-activated': {
    what: "Votre compte n'est pas encore activé.",
    next: "Terminez l'activation sur le PC où vous avez ouvert l'invitation.",
  },
  'account-suspended': {
    what: 'Votre accès est suspendu par la direction médicale.',
    next: "Adressez-vous à la direction médicale de l'hôpital.",
  },
  'niss-invalid': {
    what: "Ce numéro de registre national n'est pas correct.",
    next: "Recopiez les onze chiffres au dos de la carte d'identité.",
  },
  'niss-not-issued': {
    what: "Ce numéro n'a jamais été attribué à une personne.",
    next: "Recopiez les onze chiffres au dos de la carte d'identité.",
  },
  'purpose-not-declared': {
    what: "La finalité de l'accès n'a pas été déclarée.",
    next: 'Cochez que vous consultez le dossier pour soigner ce patient.',
  },
  'link-not-possible': {
    what: "Le lien n'a pas pu être créé avec ces données.",
    next: 'Vérifiez avec le patient le numéro, le nom, le prénom et la date de naissance. Si tout est juste, appelez le helpdesk.',
  },
  'link-attempts-exceeded': {
    what: 'Trop de liens ont été refusés en peu de temps.',
    next: 'Recommencez dans une heure. Si le patient est devant vous, appelez le helpdesk.',
  },
  'link-state-conflict': {
    what: 'Ce lien a changé entre-temps.',
    next: 'La liste se met à jour : reprenez à partir de là.',
  },
  'link-not-active': {
    what: "Il n'y a pas de lien thérapeutique actif avec ce patient.",
    next: 'Imprimez le consentement, faites-le signer et confirmez la signature.',
  },
  'link-ended': {
    what: 'Le lien thérapeutique avec ce patient est terminé.',
    next: 'Avec son accord, créez-en un nouveau lors de sa prochaine visite.',
  },
  'form-unknown': {
    what: "Cette référence n'est celle d'aucun de vos formulaires.",
    next: 'Vérifiez les dix caractères imprimés sous le code. Rien n’a été classé.',
  },
  'form-not-signed': {
    what: "La signature de ce patient n'a pas encore été confirmée.",
    next: 'Confirmez-la d’abord : « Le patient a signé ». Classez ensuite le formulaire.',
  },
  'form-replaced': {
    what: "Ce formulaire n'est pas celui dont la signature a été confirmée : un autre a été imprimé ensuite.",
    next: 'Cherchez la feuille qui porte la référence indiquée dans « Mes liens ». Rien n’a été classé.',
  },
  'record-not-available': {
    what: "Ce dossier n'est pas accessible.",
    next: "Si le patient est devant vous et s'en étonne, appelez le helpdesk.",
  },
  'document-not-available': {
    what: "Ce document n'est pas accessible.",
    next: 'Revenez à la liste et choisissez-en un autre.',
  },
  'document-unreadable': {
    what: 'Cette partie du document ne peut pas être affichée : le fichier reçu est abîmé.',
    next: "Le reste du dossier est intact. Demandez ce document au service qui l'a produit.",
  },
  'pacs-unavailable': {
    what: "Le serveur d'images de l'hôpital ne répond pas : ces images ne peuvent pas être chargées pour le moment.",
    next: 'Le reste du dossier et les images déjà copiées restent lisibles. Réessayez dans quelques minutes.',
  },
  'resource-invalid': {
    what: 'Ces données ne respectent pas la norme et ne sont pas affichées, pour ne rien montrer de faux.',
    next: "Consultez le document joint s'il y en a un, ou appelez le service qui l'a produit.",
  },
  'instance-quarantined': {
    what: "Une image ne correspond pas à ce patient et n'est pas affichée.",
    next: "L'hôpital la vérifie. Les autres images restent lisibles.",
  },
  'lease-ended': {
    what: 'La copie de ce dossier sur ce PC est arrivée à son terme et a été effacée.',
    next: "Reconnectez-vous à l'hôpital pour en obtenir une nouvelle.",
  },
  'journal-refused': {
    what: "L'hôpital n'a pas accepté le journal des consultations de ce PC.",
    next: 'Les dossiers restent fermés jusque-là. Appelez le helpdesk.',
  },
  'not-copied-yet': {
    what: "Cet élément n'est pas encore copié sur ce PC.",
    next: "Il s'affichera de lui-même dès que la copie sera faite.",
  },
  'patient-mismatch': {
    what: "Un document ne correspond pas à ce patient et n'est pas affiché.",
    next: "Appelez le helpdesk et donnez le numéro d'incident.",
  },
  'trace-unavailable': {
    what: "L'hôpital ne peut pas noter votre consultation en ce moment, et ne donne donc rien à lire.",
    next: again,
  },
  'vault-locked': {
    what: 'La copie locale est verrouillée.',
    next: 'Déverrouillez Passerelle avec votre mot de passe.',
  },
  'vault-damaged': {
    what: 'La copie locale de ce dossier est abîmée et ne sera pas affichée.',
    next: "Connecté à l'hôpital, rouvrez le dossier : une nouvelle copie sera faite.",
  },
  'printer-absent': {
    what: "Ce PC n'a pas d'imprimante.",
    next: 'Installez ou allumez une imprimante, puis recommencez.',
  },
  'print-failed': {
    what: "L'impression n'a pas abouti.",
    next: "Vérifiez l'imprimante (papier, câble), puis recommencez.",
  },
} as const satisfies Record<FailureCode, FailureSentence>;
