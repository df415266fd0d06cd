import type { sectionWords as french } from '../fr/section.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences that every section of the hospital shares. */
export const sectionWords = {
  'section.retry': 'Opnieuw proberen',
  'section.refresh': 'Vernieuwen',
  'section.read-at': 'Gelezen om {time}',
  'section.detail': 'Gekozen element',
  'section.cancel': 'Annuleren',
  'section.tabs': 'Werkruimtes',
} as const satisfies Sentences<typeof french>;
