import type { printWords as french } from '../fr/print.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of printing, and those that stand on paper alone. */
export const printWords = {
  'print.not-ready': 'Dit document wordt nog geopend. Druk het af zodra het volledig getoond wordt.',
  'print.nothing': 'Niets van wat getoond wordt, kan worden afgedrukt.',
  'print.failed': 'Dit document kon niet klaargemaakt worden om af te drukken.',
  'print.cut':
    "Het vervolg is niet afgedrukt: het document telt nog {count, plural, one {# pagina} other {# pagina's}}.",
  'print.page-missing': 'Pagina {page} kan niet worden afgedrukt.',
  'print.unreadable': 'Een deel van dit document kon niet gelezen worden en is niet afgedrukt.',
  'print.by-date': 'Laboratoriumresultaten per datum',
  'print.by-date.span': 'Data {first} tot {last} van {of}, de recentste links',
  'print.by-date.older': '{count, plural, one {# oudere datum niet afgedrukt} other {# oudere data niet afgedrukt}}',
  'print.ecg.scale': '{speed} mm/s, {gain} mm/mV op 100 %. Ruitjes: 1 mm en 5 mm. Op papier na te meten.',
  'print.ecg.part': 'Deel {n} van {of}',
  'print.ecg.seconds': 'Van {from} tot {to} s, opname van {of} s',
  'print.image.part': 'Vergroot deel van het beeld',
} as const satisfies Sentences<typeof french>;
