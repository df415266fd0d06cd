import type { reachWords as french } from '../fr/reach.ts';
import type { Sentences } from '../sentences.ts';

/** What the hospital knows of the copies on PCs: "Fermé sur 2 postes · 1 poste non joint, copie jusqu'à 18:40". */
export const reachWords = {
  'reach.title': "Pc's van de artsen",
  'reach.reached': "{count, plural, one {Gesloten op # pc} other {Gesloten op # pc's}}",
  'reach.awaited':
    "{count, plural, one {# pc niet bereikt: zijn kopie eindigt {ends}} other {# pc's niet bereikt: de laatste kopie eindigt {ends}}}",
  'reach.at': 'om {time}',
  'reach.on': 'op {moment}',
  'reach.held': "{count, plural, one {# pc houdt een toegelaten kopie} other {# pc's houden een toegelaten kopie}}",
  'reach.none': 'Geen enkele pc houdt een kopie van dit dossier.',
  'reach.line': '{pc} · {person}',
  'reach.line.awaited': 'niet bereikt, kopie tot {time}',
  'reach.line.awaited-day': 'niet bereikt, kopie tot {ends}',
  'reach.line.reached': 'gesloten om {time}',
  'reach.line.held': 'toegelaten kopie, vernieuwd bij elke raadpleging',
} as const satisfies Sentences<typeof french>;
