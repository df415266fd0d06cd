import type { aboutWords as french } from '../fr/about.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of what Passerelle says of itself. */
export const aboutWords = {
  'about.title': 'About Passerelle',
  'about.close': 'Close',
  'about.purpose':
    'The hospital’s record at the practice, under a therapeutic link. Not for primary diagnosis on these images.',
  'about.version': 'Version',
  'about.build': 'Program',
  'about.build.release': 'the hospital’s version',
  'about.build.test-package': 'test version, fictitious data',
  'about.build.checkout': 'from the sources, fictitious data',
  'about.counter': 'Update number',
  'about.hospital': 'Hospital',
  'about.hospital.none': 'not yet joined to a hospital',
  'about.licences': 'Licences',
  'about.licences.loading': 'Reading the licences…',
  'about.licences.none':
    'The licences are gathered when the package is made; this program runs from the sources and has none.',
  'about.licences.search': 'Find a component, a licence or a word',
  'about.licences.count': '{count, plural, =0 {No component} one {# component} other {# components}}',
  'about.licences.text': 'Text of the licence',
} as const satisfies Sentences<typeof french>;
