import type { reachWords as french } from '../fr/reach.ts';
import type { Sentences } from '../sentences.ts';

/** What the hospital knows of the copies on PCs: "Fermé sur 2 postes · 1 poste non joint, copie jusqu'à 18:40". */
export const reachWords = {
  'reach.title': 'PCs der Ärzte',
  'reach.reached': '{count, plural, one {Auf # PC geschlossen} other {Auf # PCs geschlossen}}',
  'reach.awaited':
    '{count, plural, one {# PC nicht erreicht: Seine Kopie endet {ends}} other {# PCs nicht erreicht: Die letzte Kopie endet {ends}}}',
  'reach.at': 'um {time}',
  'reach.on': 'am {moment}',
  'reach.held': '{count, plural, one {# PC behält eine erlaubte Kopie} other {# PCs behalten eine erlaubte Kopie}}',
  'reach.none': 'Kein PC behält eine Kopie dieser Akte.',
  'reach.line': '{pc} · {person}',
  'reach.line.awaited': 'nicht erreicht, Kopie bis {time}',
  'reach.line.awaited-day': 'nicht erreicht, Kopie bis {ends}',
  'reach.line.reached': 'geschlossen um {time}',
  'reach.line.held': 'erlaubte Kopie, bei jeder Einsicht erneuert',
} as const satisfies Sentences<typeof french>;
