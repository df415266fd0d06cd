import type { aboutWords as french } from '../fr/about.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of what Passerelle says of itself. */
export const aboutWords = {
  'about.title': 'Über Passerelle',
  'about.close': 'Schließen',
  'about.purpose':
    'Die Krankenhausakte in der Praxis, im Rahmen einer therapeutischen Beziehung. Keine Primärdiagnose an diesen Bildern.',
  'about.version': 'Version',
  'about.build': 'Programm',
  'about.build.release': 'Version des Krankenhauses',
  'about.build.test-package': 'Testversion, fiktive Daten',
  'about.build.checkout': 'aus den Quellen, fiktive Daten',
  'about.counter': 'Updatenummer',
  'about.hospital': 'Krankenhaus',
  'about.hospital.none': 'noch mit keinem Krankenhaus verbunden',
  'about.licences': 'Lizenzen',
  'about.licences.loading': 'Die Lizenzen werden gelesen…',
  'about.licences.none':
    'Die Lizenzen werden beim Erstellen des Pakets gesammelt; dieses Programm läuft aus den Quellen und hat keine.',
  'about.licences.search': 'Einen Bestandteil, eine Lizenz oder ein Wort suchen',
  'about.licences.count': '{count, plural, =0 {Kein Bestandteil} one {# Bestandteil} other {# Bestandteile}}',
  'about.licences.text': 'Text der Lizenz',
} as const satisfies Sentences<typeof french>;
