import type { sectionWords as french } from '../fr/section.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences that every section of the hospital shares. */
export const sectionWords = {
  'section.retry': 'Try again',
  'section.refresh': 'Refresh',
  'section.read-at': 'Read at {time}',
  'section.detail': 'Chosen item',
  'section.cancel': 'Cancel',
  'section.tabs': 'Areas',
} as const satisfies Sentences<typeof french>;
