import type { fileWords as french } from '../fr/file.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences about files that the window reads itself: letters in RTF, CDA, scans, Belgian exchange formats. */
export const fileWords = {
  'file.loading': 'Reading the document…',
  'file.cut': 'This file stops before its end: some text may be missing.',
  'file.picture-left-out': '[picture not shown]',
  'file.object-left-out': '[attached object not shown]',
  'file.codes-only': 'This part holds codes only, with no text to read.',
  'file.elsewhere': 'The content is in another file, which was not sent.',
  'file.document': 'Document',
  'file.patient': 'Patient',
  'file.born': '{name}, born {date}',
  'file.date': 'Date',
  'file.author': 'Author',
  'file.signed': 'Signed by',
  'file.custodian': 'Kept by',
  'file.sender': 'Sent by',
  'file.recipient': 'Addressed to',
  'file.stay': 'Stay',
  'file.stay-place': 'Place',
  'file.period': 'from {from} to {to}',
  'file.requestor': 'Requested by',
  'file.reference': 'Reference',
  'file.state': 'Status',
  'file.state.complete': 'complete',
  'file.state.partial': 'partial: results are still missing',
  'file.unknown-lines': 'Lines this format does not provide for',

  'scan.loading': 'Opening the scanned page…',
  'scan.document': 'Scanned document',
  'scan.pages': '{count, plural, one {# scanned page} other {# scanned pages}}',
  'scan.page': 'Scanned page {page} of {total}',
  'scan.page-failed': 'Page {page} cannot be shown.',
  'scan.turn': 'Turn',
  'scan.more': 'The next {count} pages are not shown: this file has more pages than are read here.',
} as const satisfies Sentences<typeof french>;
