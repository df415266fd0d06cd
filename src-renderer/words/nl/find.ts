import type { findWords as french } from '../fr/find.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the search in the open record. */
export const findWords = {
  'find.count': '{count, plural, =0 {Geen document gevonden} one {# document gevonden} other {# documenten gevonden}}',
  'find.searching': 'Zoeken…',
  'find.reading': 'teksten gelezen: {done} van {total}',
  'find.near': 'Niets voor "{typed}". Gelijkende woorden: {near}.',
  'find.titles-only': 'Voorlopig wordt alleen in de titels gezocht.',
  'find.awaited':
    '{count, plural, one {# document is nog niet gekopieerd: er wordt niet in gezocht.} other {# documenten zijn nog niet gekopieerd: er wordt niet in gezocht.}}',
  'find.waiting': '{count, plural, one {# scan moet nog gelezen worden.} other {# scans moeten nog gelezen worden.}}',
  'find.recognised':
    '{count, plural, one {# scan werd door de computer gelezen: woorden kunnen ontbreken, controleer cijfers op het beeld.} other {# scans werden door de computer gelezen: woorden kunnen ontbreken, controleer cijfers op het beeld.}}',
  'find.recognised.tag': 'door computer gelezen',
  'find.scans':
    '{count, plural, one {# document: tekst niet leesbaar in de scan.} other {# documenten: tekst niet leesbaar in de scan.}}',
  'find.unreadable':
    '{count, plural, one {# document kon niet volledig worden gelezen.} other {# documenten konden niet volledig worden gelezen.}}',
  'find.nothing': 'Niets gevonden in wat kon worden gelezen.',
  'find.hits': 'Gevonden woorden in het document',
  'find.place': '{place} van {total}',
  'find.place.more': '{place} van {total} of meer',
  'find.next': 'Volgende',
  'find.previous': 'Vorige',
  'keys.find': 'Zoeken in het dossier',
  'keys.next-hit': 'Volgend gevonden woord',
  'keys.previous-hit': 'Vorig gevonden woord',
} as const satisfies Sentences<typeof french>;
