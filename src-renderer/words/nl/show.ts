import type { showWords as french } from '../fr/show.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of what is shown to the patient, of the second screen and of the notices. */
export const showWords = {
  'show.start': 'Tonen',
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
  'second.open': 'Op het tweede scherm',
  'second.here': 'De beelden staan op het tweede scherm.',
  'second.bring-back': 'Terughalen',
  'second.back': 'Terug naar het hoofdvenster',
  'second.empty': 'Geen beelden om op dit scherm te tonen.',
  'keys.second': 'Beelden op het tweede scherm, of terug',
  'alert.turn-on': 'Meldingen van nieuwe resultaten inschakelen',
  'alert.turn-off': 'Meldingen van nieuwe resultaten uitschakelen',
} as const satisfies Sentences<typeof french>;
