import type { aboutWords as french } from '../fr/about.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of what Passerelle says of itself. */
export const aboutWords = {
  'about.title': 'Over Passerelle',
  'about.close': 'Sluiten',
  'about.purpose':
    'Het ziekenhuisdossier in de praktijk, onder therapeutische relatie. Geen primaire diagnose op deze beelden.',
  'about.version': 'Versie',
  'about.build': 'Programma',
  'about.build.release': 'versie van het ziekenhuis',
  'about.build.test-package': 'testversie, fictieve gegevens',
  'about.build.checkout': 'uit de broncode, fictieve gegevens',
  'about.counter': 'Updatenummer',
  'about.hospital': 'Ziekenhuis',
  'about.hospital.none': 'nog met geen ziekenhuis verbonden',
  'about.licences': 'Licenties',
  'about.licences.loading': 'Licenties worden gelezen…',
  'about.licences.none':
    'De licenties worden verzameld wanneer het pakket gemaakt wordt; dit programma draait uit de broncode en heeft er geen.',
  'about.licences.search': 'Een onderdeel, een licentie of een woord zoeken',
  'about.licences.count': '{count, plural, =0 {Geen onderdeel} one {# onderdeel} other {# onderdelen}}',
  'about.licences.text': 'Tekst van de licentie',
} as const satisfies Sentences<typeof french>;
