import type { showWords as french } from '../fr/show.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of what is shown to the patient, of the second screen and of the notices. */
export const showWords = {
  'show.start': 'Show',
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
  'second.open': 'On the second screen',
  'second.here': 'The images are on the second screen.',
  'second.bring-back': 'Bring back here',
  'second.back': 'Bring back to the main window',
  'second.empty': 'No images to show on this screen.',
  'keys.second': 'Images on the second screen, or back',
  'alert.turn-on': 'Turn on notices of new results',
  'alert.turn-off': 'Turn off notices of new results',
} as const satisfies Sentences<typeof french>;
