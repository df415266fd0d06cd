import type { accessWords as french } from '../fr/access.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the first start, activation, sign-in, lock and renewal of the certificate. */
export const accessWords = {
  'welcome.title': 'Deze pc met het ziekenhuis verbinden',
  'welcome.text':
    'U hebt van het ziekenhuis een “.passerelle”-bestand gekregen en, met de post, een brief. Houd de brief bij de hand.',
  'welcome.file.title': 'Het uitnodigingsbestand openen',
  'welcome.file.button': 'Het .passerelle-bestand openen',
  'welcome.file.other': 'Een ander bestand kiezen',
  'welcome.address': 'Adres',
  'welcome.fingerprint.title': 'De vingerafdruk vergelijken met de brief',
  'welcome.fingerprint.text':
    'Deze reeks moet precies dezelfde zijn als in uw brief. Ze bewijst dat het bestand wel degelijk van het ziekenhuis komt.',
  'welcome.fingerprint.label': 'Vingerafdruk van het certificaat',
  'welcome.fingerprint.same': 'De vingerafdruk is dezelfde',
  'welcome.fingerprint.different': 'Hij is anders',
  'welcome.fingerprint.done': 'Vingerafdruk vergeleken',
  'welcome.fingerprint.alarm': 'Ga niet verder',
  'welcome.fingerprint.alarm-text':
    'Dit bestand komt misschien niet van het ziekenhuis. Er is niets verstuurd. Bel de helpdesk op het nummer in uw brief.',
  'welcome.fingerprint.again': 'Opnieuw vergelijken',
  'welcome.code.title': 'De code uit de brief invoeren',
  'welcome.code.label': 'Code uit de brief',
  'welcome.code.hint': 'Zestien tekens, in groepjes van vier. De code werkt maar één keer.',
  'welcome.code.button': 'Deze pc met het ziekenhuis verbinden',
  'welcome.code.busy': 'Bezig met verbinden…',

  'keychain.title': 'Uw geheimen hebben geen veilige plaats',
  'keychain.text':
    'Passerelle bewaart zijn sleutels alleen in de sleutelhanger van het systeem. Zonder die sleutelhanger slaat het niets op deze pc op.',

  'certificate.title.expired': 'Deze pc verlengen',
  'certificate.title.other': 'Deze pc heeft geen toegang meer',
  'certificate.button': 'De machtiging verlengen',
  'certificate.busy': 'Bezig met verlengen…',

  'activation.title': 'Welkom, {name}',
  'activation.text':
    'Twee dingen om eens en voor altijd klaar te maken: een wachtwoord, en een code die verandert, op uw telefoon.',
  'activation.password.title': 'Een wachtwoord kiezen',
  'activation.password.label': 'Wachtwoord',
  'activation.password.again': 'Nog eens hetzelfde wachtwoord',
  'activation.password.rule.length': 'minstens 12 tekens',
  'activation.password.rule.person': 'bevat noch uw naam, noch uw nummer',
  'activation.password.rule.variety': 'geen reeks en geen herhaling van één teken',
  'activation.password.rule.same': 'beide keren hetzelfde ingevoerd',
  'activation.password.rules': 'Vereisten voor het wachtwoord',
  'activation.password.met': 'voldaan',
  'activation.password.unmet': 'nog niet voldaan',
  'activation.password.button': 'Dit wachtwoord houden',
  'activation.password.done': 'Wachtwoord gekozen',
  'activation.password.hint': 'Een zin van enkele woorden onthoudt u beter dan losse tekens.',
  'activation.factor.title': 'Passerelle op uw telefoon zetten',
  'activation.factor.text':
    'Open de code-app van uw telefoon (Google Authenticator, Microsoft Authenticator of een andere) en fotografeer dit vierkant.',
  'activation.factor.qr': 'QR-code om met uw telefoon te fotograferen',
  'activation.factor.secret': 'Of neem deze sleutel over',
  'activation.factor.otp': 'Code van 6 cijfers',
  'activation.factor.button': 'De code bevestigen',
  'activation.factor.done': 'Telefoon toegevoegd',
  'activation.codes.title': 'De reservecodes noteren',
  'activation.codes.text':
    'Hebt u uw telefoon niet, dan vervangt een van deze codes hem, één keer. Ze worden nooit meer getoond: noteer ze en bewaar ze ver van de pc.',
  'activation.codes.paper': 'Reservecodes van {name}, van {date}. Ze vervangen de vorige.',
  'activation.codes.list': 'Reservecodes',
  'activation.codes.print': 'De codes afdrukken',
  'activation.codes.confirm': 'Ik heb deze codes genoteerd of afgedrukt',
  'activation.codes.button': 'Afronden',

  'sign-in.title': 'Aanmelden',
  'sign-in.text': 'Eén keer per werkdag. Na een pauze volstaat het wachtwoord.',
  'sign-in.login': 'Gebruikersnaam of RIZIV-nummer',
  'sign-in.password': 'Wachtwoord',
  'sign-in.otp': 'Code van 6 cijfers',
  'sign-in.otp.hint': 'Die van uw telefoon, of een reservecode.',
  'sign-in.button': 'Aanmelden',
  'sign-in.busy': 'Bezig met aanmelden…',
  'sign-in.codes-left':
    '{left, plural, =0 {U hebt geen reservecodes meer: bel de helpdesk.} one {U hebt nog maar één reservecode: vraag er tijdig nieuwe aan de helpdesk.} other {U hebt nog # reservecodes: vraag er tijdig nieuwe aan de helpdesk.}}',
  'sign-in.copies-dropped':
    'Deze versie van Passerelle kan de kopieën op deze pc niet lezen: ze zijn gewist en worden opnieuw vanuit het ziekenhuis gemaakt.',
  'sign-in.copies-dropped.check': 'Controleer uw daglijst en uw laatste vermeldingen "te doen".',
  'sign-in.dismiss': 'Genoteerd',

  'lock.title': 'Passerelle is vergrendeld',
  'lock.text': 'Uw wachtwoord brengt u precies terug naar waar u was.',
  'lock.password': 'Wachtwoord',
  'lock.button': 'Ontgrendelen',
  'lock.busy': 'Bezig met ontgrendelen…',
  'lock.other': 'Onder een andere naam aanmelden',

  'form.required': 'Verplicht in te vullen.',
} as const satisfies Sentences<typeof french>;
