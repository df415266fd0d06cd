import type { traceCheckWords as french } from '../fr/trace-check.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the trace's verification on screen, and of its signed heads. */
export const traceCheckWords = {
  'trace.check.about':
    'Jeder Eintrag ist mit dem vorigen verkettet. Die Prüfung rechnet alle Ketten nach und vergleicht sie mit den signierten Köpfen, die außerhalb der Datenbank aufbewahrt werden.',
  'trace.check.start': 'Protokoll prüfen',
  'trace.check.start.about':
    'Liest das ganze Protokoll in kleinen Teilen; das Krankenhaus arbeitet weiter. Ihre Prüfung wird protokolliert.',
  'trace.check.again': 'Erneut prüfen',
  'trace.check.running': 'Prüfung läuft…',
  'trace.check.running.figures': '{checked} von {total} Einträgen',
  'trace.check.none': 'Keine Prüfung seit dem Start des Servers.',
  'trace.check.failed':
    'Die am {at} begonnene Prüfung konnte nicht beendet werden: Über das Protokoll ist nichts gesagt. Versuchen Sie es erneut; wiederholt es sich, rufen Sie die IT-Abteilung an.',
  'trace.check.whole.title': 'Das Protokoll ist unversehrt',
  'trace.check.whole':
    '{entries, plural, one {# Eintrag geprüft} other {# Einträge geprüft}} in {writers, plural, one {# Kette} other {# Ketten}}, bis zum Eintrag {place} vom {at}.',
  'trace.check.empty': 'Das Protokoll ist leer.',
  'trace.check.heads':
    '{count, plural, =0 {Kein Kopf aufbewahrt.} one {Mit einem aufbewahrten Kopf verglichen.} other {Mit # aufbewahrten Köpfen verglichen.}}',
  'trace.check.given':
    'Der Kopf {name} vom {at} wurde wiedergefunden: Alles, was er abdeckte, ist noch da, unverändert.',
  'trace.check.given.fault': 'Verglichen mit dem Kopf {name}, den Sie angegeben haben.',
  'trace.check.altered.title': 'Das Protokoll wurde verändert',
  'trace.check.altered':
    '{entries, plural, one {# Eintrag gelesen} other {# Einträge gelesen}} in {writers, plural, one {# Kette} other {# Ketten}}. Starten Sie nichts neu, bewahren Sie Ihre gedruckten Köpfe auf, verständigen Sie den Datenschutzbeauftragten und die IT-Abteilung.',
  'trace.check.faults': 'Was nicht stimmt, und wo',
  'trace.check.ended': 'Prüfung beendet am {at}.',
  'trace.check.where': 'Kette {writer}, Eintrag {entry}',
  'trace.check.where.writer': 'Kette {writer}',
  'trace.check.where.line': 'Verzeichnis der Köpfe, Zeile {line}',
  'trace.check.where.at': '{where}, datiert auf den {at}',
  'trace.fault.writer-missing': 'Eine ganze Kette ist verschwunden.',
  'trace.fault.writer-altered': 'Das Siegel einer Kette entspricht nicht mehr ihrem Zustand.',
  'trace.fault.entry-altered': 'Ein Eintrag wurde verändert, oder vor ihm wurde einer entfernt.',
  'trace.fault.entry-replaced':
    'Der Eintrag ist nicht der, auf den ein Kopf signiert wurde: Die Vergangenheit wurde umgeschrieben.',
  'trace.fault.entry-missing':
    'Ein von einem signierten Kopf abgedeckter Eintrag ist verschwunden: Das Protokoll ist auf einen älteren Stand zurückgefallen.',
  'trace.fault.tail-cut':
    'Das Ende einer Kette stimmt nicht: {count, plural, one {# Eintrag Unterschied} other {# Einträge Unterschied}}.',
  'trace.fault.entries-added':
    '{count, plural, one {# Eintrag gehört zu keiner Kette oder fehlt} other {# Einträge gehören zu keiner Kette oder fehlen}}.',
  'trace.fault.head-unsigned': 'Ein Kopf ist nicht vom Krankenhaus signiert.',
  'trace.fault.head-contradicted': 'Zwei signierte Köpfe widersprechen sich.',
  'trace.fault.log-cut': 'Das Verzeichnis der Köpfe wurde gekürzt: Eine Zeile folgt nicht auf die vorige.',
  'trace.fault.head-unknown':
    'Kein aufbewahrter Kopf trägt die eingegebene Nummer. Stimmt sie, wurde das Verzeichnis der Köpfe umgeschrieben.',
  'trace.head.title': 'Mit einem gedruckten Kopf vergleichen',
  'trace.head.label': 'Nummer des letzten gedruckten Kopfs (freiwillig)',
  'trace.head.hint': 'Zwanzig Zeichen, wie auf dem Blatt; oder wählen Sie die gespeicherte Datei.',
  'trace.head.wrong': 'Die Nummer eines Kopfs hat zwanzig Buchstaben und Ziffern.',
  'trace.head.file': 'Datei eines Kopfs wählen…',
  'trace.head.file.chosen': 'Gewählte Datei: {name}',
  'trace.head.file.drop': 'Diese Datei nicht benutzen',
  'trace.head.today': 'Der Kopf von heute',
  'trace.head.today.about':
    'Ein Kopf signiert den Stand aller Ketten. Auf Papier aufbewahrt, außerhalb der IT-Abteilung, beweist er später, dass nichts umgeschrieben wurde.',
  'trace.head.print': 'Kopf des Tages drucken',
  'trace.head.print.about': 'Eine Seite mit der Nummer, die Sie später hier eingeben.',
  'trace.head.save': 'Kopf des Tages speichern',
  'trace.head.save.about': 'Die signierte Datei, um auch ohne diesen Bildschirm zu prüfen.',
  'trace.head.refused':
    'Es wird kein Kopf signiert: Das Protokoll lässt sich nicht prüfen. Starten Sie „Protokoll prüfen“.',
  'trace.head.printed': 'Der Kopf des Tages wurde an den Drucker geschickt.',
  'trace.head.saved': 'Kopf gespeichert: {name}.',
} as const satisfies Sentences<typeof french>;
