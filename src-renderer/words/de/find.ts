import type { findWords as french } from '../fr/find.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the search in the open record. */
export const findWords = {
  'find.count': '{count, plural, =0 {Kein Dokument gefunden} one {# Dokument gefunden} other {# Dokumente gefunden}}',
  'find.searching': 'Suche…',
  'find.reading': 'Texte gelesen: {done} von {total}',
  'find.near': 'Nichts zu „{typed}“. Ähnliche Wörter: {near}.',
  'find.titles-only': 'Vorerst werden nur die Titel durchsucht.',
  'find.awaited':
    '{count, plural, one {# Dokument ist noch nicht kopiert und wird nicht durchsucht.} other {# Dokumente sind noch nicht kopiert und werden nicht durchsucht.}}',
  'find.waiting':
    '{count, plural, one {# eingescannte Kopie ist noch zu lesen.} other {# eingescannte Kopien sind noch zu lesen.}}',
  'find.recognised':
    '{count, plural, one {# eingescannte Kopie maschinell gelesen: Wörter können fehlen, Zahlen bitte am Bild prüfen.} other {# eingescannte Kopien maschinell gelesen: Wörter können fehlen, Zahlen bitte am Bild prüfen.}}',
  'find.recognised.tag': 'maschinell gelesen',
  'find.scans':
    '{count, plural, one {# Dokument: Text in der eingescannten Kopie nicht lesbar.} other {# Dokumente: Text in der eingescannten Kopie nicht lesbar.}}',
  'find.unreadable':
    '{count, plural, one {# Dokument konnte nicht vollständig gelesen werden.} other {# Dokumente konnten nicht vollständig gelesen werden.}}',
  'find.nothing': 'Nichts gefunden in dem, was gelesen werden konnte.',
  'find.hits': 'Gefundene Wörter im Dokument',
  'find.place': '{place} von {total}',
  'find.place.more': '{place} von {total} oder mehr',
  'find.next': 'Weiter',
  'find.previous': 'Zurück',
  'keys.find': 'In der Akte suchen',
  'keys.next-hit': 'Nächstes gefundenes Wort',
  'keys.previous-hit': 'Voriges gefundenes Wort',
} as const satisfies Sentences<typeof french>;
