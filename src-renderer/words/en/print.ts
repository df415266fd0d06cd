import type { printWords as french } from '../fr/print.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of printing, and those that stand on paper alone. */
export const printWords = {
  'print.not-ready': 'This document is still opening. Print it once all of it is shown.',
  'print.nothing': 'Nothing of what is shown can be printed.',
  'print.failed': 'This document could not be prepared for printing.',
  'print.cut': 'The rest is not printed: the document has {count, plural, one {# more page} other {# more pages}}.',
  'print.page-missing': 'Page {page} cannot be printed.',
  'print.unreadable': 'A part of this document could not be read and is not printed.',
  'print.by-date': 'Laboratory results by date',
  'print.by-date.span': 'Dates {first} to {last} of {of}, the newest on the left',
  'print.by-date.older': '{count, plural, one {# older date not printed} other {# older dates not printed}}',
  'print.ecg.scale': '{speed} mm/s, {gain} mm/mV at 100 %. Grid: 1 mm and 5 mm. Check it on the paper.',
  'print.ecg.part': 'Part {n} of {of}',
  'print.ecg.seconds': 'From {from} to {to} s, recording of {of} s',
  'print.image.part': 'Enlarged part of the image',
} as const satisfies Sentences<typeof french>;
