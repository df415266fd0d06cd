import type { showWords as french } from '../fr/show.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of what is shown to the patient, of the second screen and of the notices. */
export const showWords = {
  'show.start': 'Aan de patiënt tonen',
  'show.region': 'Aan de patiënt getoond',
  'show.end': 'Beëindigen',
  'show.larger': 'Groter',
  'show.smaller': 'Kleiner',
  'show.pointer': 'Aanwijzer',
  'show.waiting': 'Een ogenblik…',
  'show.gone': 'Dit document staat niet meer op het scherm.',
  'keys.show': 'Aan de patiënt tonen wat op het scherm staat',
  'keys.show-pointer': 'De aanwijzer voor de patiënt verplaatsen',
  'keys.show-size': 'Wat getoond wordt vergroten of verkleinen',
} as const satisfies Sentences<typeof french>;
