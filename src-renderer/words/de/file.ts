import type { fileWords as french } from '../fr/file.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences about files that the window reads itself: letters in RTF, CDA, scans, Belgian exchange formats. */
export const fileWords = {
  'file.loading': 'Das Dokument wird gelesen…',
  'file.cut': 'Diese Datei bricht vor ihrem Ende ab: Vielleicht fehlt Text.',
  'file.picture-left-out': '[Bild nicht angezeigt]',
  'file.object-left-out': '[angefügtes Objekt nicht angezeigt]',
  'file.codes-only': 'Dieser Teil enthält nur Codes, keinen lesbaren Text.',
  'file.elsewhere': 'Der Inhalt steht in einer anderen Datei, die nicht übermittelt wurde.',
  'file.document': 'Dokument',
  'file.patient': 'Patient',
  'file.born': '{name}, geboren am {date}',
  'file.date': 'Datum',
  'file.author': 'Verfasser',
  'file.signed': 'Unterzeichnet von',
  'file.custodian': 'Aufbewahrt von',
  'file.sender': 'Gesendet von',
  'file.recipient': 'Gerichtet an',
  'file.stay': 'Aufenthalt',
  'file.stay-place': 'Ort',
  'file.period': 'von {from} bis {to}',
  'file.requestor': 'Anforderer',
  'file.reference': 'Referenz',
  'file.state': 'Status',
  'file.state.complete': 'vollständig',
  'file.state.partial': 'unvollständig: Es fehlen noch Ergebnisse',
  'file.unknown-lines': 'Zeilen, die dieses Format nicht vorsieht',

  'scan.loading': 'Die eingescannte Seite wird geöffnet…',
  'scan.document': 'Eingescanntes Dokument',
  'scan.pages': '{count, plural, one {# eingescannte Seite} other {# eingescannte Seiten}}',
  'scan.page': 'Eingescannte Seite {page} von {total}',
  'scan.page-failed': 'Die Seite {page} kann nicht angezeigt werden.',
  'scan.turn': 'Drehen',
  'scan.more':
    'Die folgenden {count} Seiten werden nicht angezeigt: Diese Datei hat mehr Seiten, als hier gelesen werden.',
} as const satisfies Sentences<typeof french>;
