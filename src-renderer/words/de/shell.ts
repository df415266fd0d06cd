import type { shellWords as french } from '../fr/shell.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the frame around everything: bar, help, connection, keys, lock. */
export const shellWords = {
  'app.name': 'Passerelle',
  'app.starting': 'Passerelle startet…',
  'app.version': 'Version {version}',
  'app.test-build': 'Testversion: fiktive Daten',
  'app.no-bridge':
    'Das Fenster hat den Rest der Anwendung nicht gefunden. Schließen Sie Passerelle und öffnen Sie es erneut.',
  'app.broken.title': 'Dieser Bildschirm wurde unterbrochen',
  'app.broken.text': 'Nichts ist verloren. Öffnen Sie ihn erneut; wiederholt es sich, rufen Sie den Helpdesk an.',
  'app.broken.again': 'Bildschirm erneut öffnen',

  'failure.incident': 'Vorfall {incident}',
  'failure.call': '{name}: {phone}',
  'failure.call-director': 'Ärztliche Direktion: {name}',

  'connection.online': 'Online',
  'connection.connecting': 'Verbindung…',
  'connection.offline': 'Offline',
  'connection.offline-since': 'Offline seit {since}',
  'clock.ahead':
    'Die Uhr dieses PCs geht gegenüber der des Krankenhauses vor: Stellen Sie Datum und Uhrzeit des Computers ein.',
  'clock.behind':
    'Die Uhr dieses PCs geht gegenüber der des Krankenhauses nach: Stellen Sie Datum und Uhrzeit des Computers ein.',
  'connection.offline-help': 'Bereits kopierte Akten bleiben lesbar, bis ihre lokale Kopie endet.',
  'connection.label': 'Verbindung mit dem Krankenhaus: {state}',

  'help.button': 'Helpdesk',
  'help.title': 'Brauchen Sie Hilfe?',
  'help.none': 'Die Rufnummern Ihres Krankenhauses erscheinen hier, sobald die Einladung geöffnet ist.',

  'user.lock': 'Sperren',
  'user.sign-out': 'Abmelden',
  'user.menu': 'Menü von {name}',
  'user.keys': 'Tastenkürzel',

  'search.patients': 'Einen meiner Patienten suchen',

  'keys.title': 'Tastenkürzel',
  'keys.close': 'Schließen',
  'keys.search': 'Einen meiner Patienten suchen',
  'keys.new-patient': 'Neuer Patient',
  'keys.lock': 'Sperren',
  'keys.help': 'Tastenkürzel zeigen',
  'keys.walk': 'Durch die Liste gehen',
  'keys.open': 'Öffnen',
  'keys.back': 'Zurück zur Liste',
  'keys.full': 'Im ganzen Fenster lesen',
  'keys.print': 'Drucken, was angezeigt wird',
  'keys.everywhere': 'Überall',
  'keys.in-record': 'In einer Akte',
  'keys.in-images': 'In den Bildern',

  'home.choose.title': 'Wählen Sie einen Patienten',
  'home.choose.text': 'Klicken Sie links auf einen Namen oder tippen Sie ihn nach Ctrl K ein.',
  'home.first.title': 'Ihr erster Patient in drei Schritten',
  'home.first.1.title': 'Die Nummer',
  'home.first.1.text':
    'Geben Sie gemeinsam mit dem Patienten die Nationalregisternummer von der Rückseite seines Personalausweises ein, dann seinen Namen und sein Geburtsdatum.',
  'home.first.2.title': 'Die Unterschrift',
  'home.first.2.text':
    'Drucken Sie die Einwilligung auf seinen Namen. Er liest und unterschreibt sie; Sie behalten das Blatt.',
  'home.first.3.title': 'Die Akte',
  'home.first.3.text':
    'Bestätigen Sie die Unterschrift: Seine ganze Krankenhausakte öffnet sich, für höchstens zwölf Monate.',
  'home.first.start': 'Meinen ersten Patienten hinzufügen',
} as const satisfies Sentences<typeof french>;
