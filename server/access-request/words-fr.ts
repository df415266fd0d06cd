/** Every sentence of the public page, in French. The other languages have the same names. */
export const frenchWords = {
  'page.service': 'Espace professionnel',
  'page.languages': 'Langue',
  'page.skip': 'Aller au contenu',
  'page.error': 'Erreur',

  'form.title': "Demander l'accès à Passerelle",
  'form.intro':
    "Passerelle vous montre, dans votre cabinet, le dossier que l'hôpital tient sur vos patients. L'accès est réservé aux médecins, pour soigner, et demande pour chaque patient un consentement signé.",
  'form.steps': 'Comment cela se passe',
  'form.step.1': 'Vous envoyez cette demande. Vous recevez une adresse de suivi à conserver.',
  'form.step.2': "Le médecin-directeur vérifie votre identité, votre numéro INAMI et l'adresse de votre cabinet.",
  'form.step.3':
    "S'il accepte, un fichier vous attend à l'adresse de suivi et une lettre avec un code part par la poste à votre cabinet. Il faut les deux.",
  'form.documents': 'À lire et à garder',
  'form.documents.french': 'Documents au format PDF, en français.',
  'form.document.conditions': "Conditions d'utilisation",
  'form.document.regulations': "Règlement de l'hôpital sur l'accès au dossier",
  'form.document.consent': 'Formulaire de consentement du patient, vierge',
  'form.summary.title': '',
  'form.summary.1': '',
  'form.summary.2': '',
  'form.summary.3': '',
  'form.summary.4': '',
  'form.required': "Tout est à remplir, sauf l'adresse e-mail.",
  'form.you': 'Vous',
  'form.family': 'Nom',
  'form.given': 'Prénom',
  'form.nihdi': 'Numéro INAMI',
  'form.nihdi.hint': '11 chiffres, ou 8 sans la qualification. Points, tirets et espaces sont admis.',
  'form.practice.title': 'Votre cabinet',
  'form.practice': 'Nom du cabinet',
  'form.address': 'Adresse postale',
  'form.address.hint': 'Rue et numéro, code postal, localité. La lettre avec le code y sera envoyée.',
  'form.phone': 'Téléphone',
  'form.email': 'E-mail (facultatif)',
  'form.declarations': 'Vos déclarations',
  'form.care':
    "Je demande cet accès uniquement pour soigner mes patients. Je n'en ferai aucun usage pour une assurance, la médecine du travail, une mutualité ou une expertise.",
  'form.conditions': "J'ai lu et j'accepte les conditions d'utilisation et le règlement de l'hôpital.",
  'form.privacy':
    "Seul le médecin-directeur lit cette demande. Refusée, elle est effacée 90 jours après la décision ; restée sans décision, 180 jours après l'envoi.",
  'form.send': 'Envoyer la demande',

  'errors.title': "La demande n'est pas encore envoyée",
  'errors.text': 'Corrigez ces points, puis envoyez à nouveau. Ce que vous avez écrit est conservé.',
  'errors.old':
    'La page est restée ouverte longtemps, ou a été ouverte depuis un autre site. Relisez, puis envoyez à nouveau.',
  'error.missing.family': 'Écrivez votre nom.',
  'error.missing.given': 'Écrivez votre prénom.',
  'error.missing.nihdi': 'Écrivez votre numéro INAMI.',
  'error.missing.practice': 'Écrivez le nom de votre cabinet.',
  'error.missing.address': "Écrivez l'adresse postale de votre cabinet.",
  'error.missing.phone': 'Écrivez un numéro de téléphone.',
  'error.missing.care': "Cochez cette déclaration : l'accès n'existe que pour les soins.",
  'error.missing.conditions': 'Cochez cette case après avoir lu les deux textes.',
  'error.too-long': 'Ce texte est trop long.',
  'error.characters': 'Ce texte contient un caractère qui ne peut pas être imprimé sur une lettre.',
  'error.nihdi': 'Un numéro INAMI compte 11 chiffres, ou 8 sans la qualification.',
  'error.address': 'Indiquez la rue et le numéro, le code postal et la localité, en cinq lignes au plus.',
  'error.phone': 'Écrivez ce numéro en chiffres, par exemple 065 12 34 56 ou +32 65 12 34 56.',
  'error.email': "Cette adresse n'a pas la forme nom@exemple.be.",

  'follow.title': 'Votre demande d’accès',
  'follow.keep':
    "Gardez l'adresse de cette page (dans vos favoris, ou par écrit) : elle seule montre la suite de votre demande. Ne la communiquez à personne.",
  'follow.received': 'Reçue',
  'follow.received.text': "Votre demande est arrivée le {date}. Le médecin-directeur ne l'a pas encore ouverte.",
  'follow.review': "En cours d'examen",
  'follow.review.text':
    'Le médecin-directeur vérifie votre identité et votre numéro INAMI. Votre demande est arrivée le {date}.',
  'follow.accepted': 'Acceptée',
  'follow.accepted.text': 'Le médecin-directeur a accepté votre demande le {date}. Il vous faut deux choses :',
  'follow.accepted.file':
    'le fichier .passerelle, à télécharger ici et à ouvrir avec Passerelle sur le PC du cabinet ;',
  'follow.accepted.letter':
    'la lettre avec le code, qui part par la poste à votre cabinet. Elle porte aussi l’empreinte à comparer avec celle que l’application affiche.',
  'follow.download': 'Télécharger le fichier .passerelle',
  'follow.accepted.end': 'Cette page reste disponible 90 jours après la décision.',
  'follow.refused': 'Refusée',
  'follow.refused.text': "Le médecin-directeur n'a pas accepté votre demande, le {date}, pour ce motif :",
  'follow.refused.next':
    "Vous pouvez écrire au médecin-directeur à l'adresse de l'hôpital, ou introduire une nouvelle demande.",
  'follow.again': 'Introduire une nouvelle demande',
  'follow.refresh': 'Revenez à cette adresse pour voir la suite.',

  'unknown.title': 'Aucune demande à cette adresse',
  'unknown.text':
    "L'adresse est incomplète, ou elle n'est plus valable. Une demande refusée est effacée après 90 jours.",
  'problem.title': "La demande n'a pas pu être traitée",
  'problem.many':
    "Trop d'envois depuis votre connexion en peu de temps. Attendez une heure, ou appelez le {service} au {phone}.",
  'problem.large': "Ce qui a été envoyé n'est pas le formulaire de cette page. Revenez à la page et recommencez.",
  'problem.down': 'Le service est indisponible. Réessayez dans quelques minutes, ou appelez le {service} au {phone}.',
  'problem.absent': "Cette page n'existe pas.",
  'problem.back': 'Revenir à la demande',
} as const;

/** Name of a sentence of the public page. */
export type PageWord = keyof typeof frenchWords;
