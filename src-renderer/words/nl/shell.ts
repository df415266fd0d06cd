import type { shellWords as french } from '../fr/shell.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the frame around everything: bar, help, connection, keys, lock. */
export const shellWords = {
  'app.name': 'Passerelle',
  'app.starting': 'Passerelle start op…',
  'app.version': 'Versie {version}',
  'app.test-build': 'Testversie: fictieve gegevens',
  'app.no-bridge': 'Het venster heeft de rest van de toepassing niet gevonden. Sluit Passerelle en open het opnieuw.',
  'app.broken.title': 'Dit scherm is onderbroken',
  'app.broken.text': 'Er is niets verloren. Open het opnieuw; bel de helpdesk als het zich herhaalt.',
  'app.broken.again': 'Scherm opnieuw openen',

  'failure.incident': 'Incident {incident}',
  'failure.call': '{name}: {phone}',
  'failure.call-director': 'Medische directie: {name}',

  'connection.online': 'Online',
  'connection.connecting': 'Verbinding maken…',
  'connection.offline': 'Offline',
  'connection.offline-since': 'Offline sinds {since}',
  'clock.ahead':
    'De klok van deze pc loopt voor op die van het ziekenhuis: stel de datum en het uur van de computer in.',
  'clock.behind':
    'De klok van deze pc loopt achter op die van het ziekenhuis: stel de datum en het uur van de computer in.',
  'connection.offline-help': 'De al gekopieerde dossiers blijven leesbaar tot hun lokale kopie afloopt.',
  'connection.label': 'Verbinding met het ziekenhuis: {state}',

  'help.button': 'Helpdesk',
  'help.title': 'Hulp nodig?',
  'help.none': 'De nummers van uw ziekenhuis verschijnen hier zodra de uitnodiging geopend is.',

  'user.lock': 'Vergrendelen',
  'user.sign-out': 'Afmelden',
  'user.menu': 'Menu van {name}',
  'user.keys': 'Sneltoetsen',

  'search.patients': 'Een van mijn patiënten zoeken',

  'keys.title': 'Sneltoetsen',
  'keys.close': 'Sluiten',
  'keys.search': 'Een van mijn patiënten zoeken',
  'keys.new-patient': 'Nieuwe patiënt',
  'keys.lock': 'Vergrendelen',
  'keys.help': 'Sneltoetsen tonen',
  'keys.walk': 'Door de lijst lopen',
  'keys.open': 'Openen',
  'keys.back': 'Terug naar de lijst',
  'keys.full': 'Lezen in het volledige venster',
  'keys.print': 'Afdrukken wat op het scherm staat',
  'keys.everywhere': 'Overal',
  'keys.in-record': 'In een dossier',
  'keys.in-images': 'In de beelden',

  'home.choose.title': 'Kies een patiënt',
  'home.choose.text': 'Klik links op een naam, of typ hem na Ctrl K.',
  'home.first.title': 'Uw eerste patiënt, in drie stappen',
  'home.first.1.title': 'Het nummer',
  'home.first.1.text':
    'Voer samen met de patiënt het rijksregisternummer op de achterkant van de identiteitskaart in, en daarna naam en geboortedatum.',
  'home.first.2.title': 'De handtekening',
  'home.first.2.text': 'Druk de toestemming op zijn naam af. Hij leest en ondertekent ze; u bewaart het blad.',
  'home.first.3.title': 'Het dossier',
  'home.first.3.text':
    'Bevestig de handtekening: het volledige ziekenhuisdossier gaat open, voor hoogstens twaalf maanden.',
  'home.first.start': 'Mijn eerste patiënt toevoegen',
} as const satisfies Sentences<typeof french>;
