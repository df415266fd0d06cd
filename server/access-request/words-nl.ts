import type { PageWord } from './words-fr.ts';

/** The public page in Dutch. */
export const dutchWords: Readonly<Record<PageWord, string>> = {
  'page.service': 'Ruimte voor zorgverleners',
  'page.languages': 'Taal',
  'page.skip': 'Naar de inhoud',
  'page.error': 'Fout',

  'form.title': 'Toegang tot Passerelle aanvragen',
  'form.intro':
    'Passerelle toont u in uw praktijk het dossier dat het ziekenhuis over uw patiënten bijhoudt. De toegang is voorbehouden aan artsen, om te verzorgen, en vraagt voor elke patiënt een ondertekende toestemming.',
  'form.steps': 'Hoe het verloopt',
  'form.step.1': 'U verstuurt deze aanvraag. U krijgt een opvolgadres dat u bewaart.',
  'form.step.2': 'De hoofdarts controleert uw identiteit, uw RIZIV-nummer en het adres van uw praktijk.',
  'form.step.3':
    'Bij aanvaarding ligt op het opvolgadres een bestand klaar en vertrekt met de post een brief met een code naar uw praktijk. U hebt beide nodig.',
  'form.documents': 'Te lezen en te bewaren',
  'form.documents.french': 'Deze documenten (PDF) zijn in het Frans opgesteld; alleen de Franse tekst is bindend.',
  'form.document.conditions': 'Gebruiksvoorwaarden (Frans)',
  'form.document.regulations': 'Reglement van het ziekenhuis over de toegang tot het dossier (Frans)',
  'form.document.consent': 'Blanco toestemmingsformulier voor de patiënt (Frans)',
  'form.summary.title': 'Samenvatting in het Nederlands',
  'form.summary.1':
    'De toegang dient alleen voor de zorg. Verzekering, arbeidsgeneeskunde, ziekenfonds en expertise zijn uitgesloten.',
  'form.summary.2':
    'U opent een dossier pas nadat de patiënt het formulier heeft ondertekend. U bewaart het origineel en geeft het aan het ziekenhuis wanneer dat erom vraagt. Een toestemming geldt ten hoogste twaalf maanden.',
  'form.summary.3':
    'Uw wachtwoord, uw codes en uw pc’s zijn persoonlijk. Verlies of misbruik meldt u meteen aan de helpdesk.',
  'form.summary.4':
    'Elke raadpleging wordt geregistreerd. De patiënt wordt per brief ingelicht en kan alles weigeren; bij betwisting kan de toegang meteen worden geschorst.',
  'form.required': 'Alles is in te vullen, behalve het e-mailadres.',
  'form.you': 'Uzelf',
  'form.family': 'Naam',
  'form.given': 'Voornaam',
  'form.nihdi': 'RIZIV-nummer',
  'form.nihdi.hint': '11 cijfers, of 8 zonder bekwaamheidscode. Punten, streepjes en spaties mogen.',
  'form.practice.title': 'Uw praktijk',
  'form.practice': 'Naam van de praktijk',
  'form.address': 'Postadres',
  'form.address.hint': 'Straat en nummer, postcode, gemeente. De brief met de code wordt hierheen gestuurd.',
  'form.phone': 'Telefoon',
  'form.email': 'E-mail (niet verplicht)',
  'form.declarations': 'Uw verklaringen',
  'form.care':
    'Ik vraag deze toegang alleen om mijn patiënten te verzorgen. Ik gebruik hem niet voor een verzekering, arbeidsgeneeskunde, een ziekenfonds of een expertise.',
  'form.conditions': 'Ik heb de gebruiksvoorwaarden en het reglement van het ziekenhuis gelezen en aanvaard ze.',
  'form.privacy':
    'Alleen de hoofdarts leest deze aanvraag. Na een weigering wordt ze 90 dagen na de beslissing gewist; zonder beslissing 180 dagen na verzending.',
  'form.send': 'Aanvraag versturen',

  'errors.title': 'De aanvraag is nog niet verstuurd',
  'errors.text': 'Verbeter deze punten en verstuur opnieuw. Wat u schreef, is bewaard.',
  'errors.old': 'De pagina stond lang open of werd vanaf een andere site geopend. Lees na en verstuur opnieuw.',
  'error.missing.family': 'Vul uw naam in.',
  'error.missing.given': 'Vul uw voornaam in.',
  'error.missing.nihdi': 'Vul uw RIZIV-nummer in.',
  'error.missing.practice': 'Vul de naam van uw praktijk in.',
  'error.missing.address': 'Vul het postadres van uw praktijk in.',
  'error.missing.phone': 'Vul een telefoonnummer in.',
  'error.missing.care': 'Vink deze verklaring aan: de toegang bestaat alleen voor de zorg.',
  'error.missing.conditions': 'Vink dit vakje aan nadat u beide teksten hebt gelezen.',
  'error.too-long': 'Deze tekst is te lang.',
  'error.characters': 'Deze tekst bevat een teken dat niet op een brief kan worden gedrukt.',
  'error.nihdi': 'Een RIZIV-nummer telt 11 cijfers, of 8 zonder bekwaamheidscode.',
  'error.address': 'Vermeld straat en nummer, postcode en gemeente, op ten hoogste vijf regels.',
  'error.phone': 'Schrijf dit nummer in cijfers, bijvoorbeeld 065 12 34 56 of +32 65 12 34 56.',
  'error.email': 'Dit adres heeft niet de vorm naam@voorbeeld.be.',

  'follow.title': 'Uw aanvraag om toegang',
  'follow.keep':
    'Bewaar het adres van deze pagina (bij uw favorieten of op papier): alleen dit adres toont het vervolg van uw aanvraag. Geef het aan niemand door.',
  'follow.received': 'Ontvangen',
  'follow.received.text': 'Uw aanvraag is aangekomen op {date}. De hoofdarts heeft ze nog niet geopend.',
  'follow.review': 'In onderzoek',
  'follow.review.text':
    'De hoofdarts controleert uw identiteit en uw RIZIV-nummer. Uw aanvraag is aangekomen op {date}.',
  'follow.accepted': 'Aanvaard',
  'follow.accepted.text': 'De hoofdarts heeft uw aanvraag aanvaard op {date}. U hebt twee dingen nodig:',
  'follow.accepted.file':
    'het bestand .passerelle, dat u hier ophaalt en met Passerelle opent op de pc van de praktijk;',
  'follow.accepted.letter':
    'de brief met de code, die met de post naar uw praktijk vertrekt. Daarop staat ook de vingerafdruk die u vergelijkt met die van de toepassing.',
  'follow.download': 'Het bestand .passerelle downloaden',
  'follow.accepted.end': 'Deze pagina blijft 90 dagen na de beslissing beschikbaar.',
  'follow.refused': 'Geweigerd',
  'follow.refused.text': 'De hoofdarts heeft uw aanvraag niet aanvaard, op {date}, om deze reden:',
  'follow.refused.next':
    'U kunt de hoofdarts schrijven op het adres van het ziekenhuis, of een nieuwe aanvraag indienen.',
  'follow.again': 'Een nieuwe aanvraag indienen',
  'follow.refresh': 'Kom naar dit adres terug om het vervolg te zien.',

  'unknown.title': 'Geen aanvraag op dit adres',
  'unknown.text': 'Het adres is onvolledig of geldt niet meer. Een geweigerde aanvraag wordt na 90 dagen gewist.',
  'problem.title': 'De aanvraag kon niet worden behandeld',
  'problem.many':
    'Te veel verzendingen vanaf uw verbinding in korte tijd. Wacht een uur, of bel de dienst {service} op {phone}.',
  'problem.large': 'Wat werd verstuurd, is niet het formulier van deze pagina. Ga terug en begin opnieuw.',
  'problem.down':
    'De dienst is niet beschikbaar. Probeer over enkele minuten opnieuw, of bel de dienst {service} op {phone}.',
  'problem.absent': 'Deze pagina bestaat niet.',
  'problem.back': 'Terug naar de aanvraag',
};
