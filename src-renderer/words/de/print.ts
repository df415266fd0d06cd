import type { printWords as french } from '../fr/print.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of printing, and those that stand on paper alone. */
export const printWords = {
  'print.not-ready': 'Dieses Dokument wird noch geöffnet. Drucken Sie es, sobald es vollständig angezeigt wird.',
  'print.nothing': 'Nichts von dem, was angezeigt wird, lässt sich drucken.',
  'print.failed': 'Dieses Dokument konnte nicht für den Druck vorbereitet werden.',
  'print.cut':
    'Die Fortsetzung ist nicht gedruckt: Das Dokument hat noch {count, plural, one {# Seite} other {# Seiten}}.',
  'print.page-missing': 'Seite {page} kann nicht gedruckt werden.',
  'print.unreadable': 'Ein Teil dieses Dokuments konnte nicht gelesen werden und ist nicht gedruckt.',
  'print.by-date': 'Laborergebnisse nach Datum',
  'print.by-date.span': 'Daten {first} bis {last} von {of}, das neueste links',
  'print.by-date.older': '{count, plural, one {# älteres Datum nicht gedruckt} other {# ältere Daten nicht gedruckt}}',
  'print.ecg.scale': '{speed} mm/s, {gain} mm/mV bei 100 %. Raster: 1 mm und 5 mm. Auf dem Papier nachmessen.',
  'print.ecg.part': 'Teil {n} von {of}',
  'print.ecg.seconds': 'Von {from} bis {to} s, Aufzeichnung von {of} s',
  'print.image.part': 'Vergrößerter Ausschnitt des Bildes',
} as const satisfies Sentences<typeof french>;
