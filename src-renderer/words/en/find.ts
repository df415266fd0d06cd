import type { findWords as french } from '../fr/find.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the search in the open record. */
export const findWords = {
  'find.count': '{count, plural, =0 {No document found} one {# document found} other {# documents found}}',
  'find.searching': 'Searching…',
  'find.reading': 'texts read: {done} of {total}',
  'find.near': 'Nothing for "{typed}". Similar words: {near}.',
  'find.titles-only': 'Only titles are searched for now.',
  'find.awaited':
    '{count, plural, one {# document is not copied yet: it is not searched.} other {# documents are not copied yet: they are not searched.}}',
  'find.waiting':
    '{count, plural, one {# scanned copy is still to be read.} other {# scanned copies are still to be read.}}',
  'find.recognised':
    '{count, plural, one {# scanned copy was read by machine: words may be missing, check figures on the image.} other {# scanned copies were read by machine: words may be missing, check figures on the image.}}',
  'find.recognised.tag': 'read by machine',
  'find.scans':
    '{count, plural, one {# document: text not readable in the scanned copy.} other {# documents: text not readable in the scanned copy.}}',
  'find.unreadable':
    '{count, plural, one {# document could not be read in full.} other {# documents could not be read in full.}}',
  'find.nothing': 'Nothing found in what could be read.',
  'find.hits': 'Words found in the document',
  'find.place': '{place} of {total}',
  'find.place.more': '{place} of {total} or more',
  'find.next': 'Next',
  'find.previous': 'Previous',
  'keys.find': 'Search in the record',
  'keys.next-hit': 'Next word found',
  'keys.previous-hit': 'Previous word found',
} as const satisfies Sentences<typeof french>;
