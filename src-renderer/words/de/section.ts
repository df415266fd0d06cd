import type { sectionWords as french } from '../fr/section.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences that every section of the hospital shares. */
export const sectionWords = {
  'section.retry': 'Erneut versuchen',
  'section.refresh': 'Aktualisieren',
  'section.read-at': 'Gelesen um {time}',
  'section.detail': 'Gewähltes Element',
  'section.cancel': 'Abbrechen',
  'section.tabs': 'Bereiche',
} as const satisfies Sentences<typeof french>;
