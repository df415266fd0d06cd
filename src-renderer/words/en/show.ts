import type { showWords as french } from '../fr/show.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of what is shown to the patient, of the second screen and of the notices. */
export const showWords = {
  'show.start': 'Show to the patient',
  'show.region': 'Shown to the patient',
  'show.end': 'Finish',
  'show.larger': 'Larger',
  'show.smaller': 'Smaller',
  'show.pointer': 'Pointer',
  'show.waiting': 'One moment…',
  'show.gone': 'This document is no longer on the screen.',
  'keys.show': 'Show the patient what is on the screen',
  'keys.show-pointer': 'Move the pointer shown to the patient',
  'keys.show-size': 'Make what is shown larger or smaller',
} as const satisfies Sentences<typeof french>;
