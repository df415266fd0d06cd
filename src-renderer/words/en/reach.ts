import type { reachWords as french } from '../fr/reach.ts';
import type { Sentences } from '../sentences.ts';

/** What the hospital knows of the copies on PCs: "Fermé sur 2 postes · 1 poste non joint, copie jusqu'à 18:40". */
export const reachWords = {
  'reach.title': "Physicians' PCs",
  'reach.reached': '{count, plural, one {Closed on # PC} other {Closed on # PCs}}',
  'reach.awaited':
    '{count, plural, one {# PC not reached: its copy ends {ends}} other {# PCs not reached: the last copy ends {ends}}}',
  'reach.at': 'at {time}',
  'reach.on': 'on {moment}',
  'reach.held': '{count, plural, one {# PC keeps a permitted copy} other {# PCs keep a permitted copy}}',
  'reach.none': 'No PC keeps a copy of this record.',
  'reach.line': '{pc} · {person}',
  'reach.line.awaited': 'not reached, copy until {time}',
  'reach.line.awaited-day': 'not reached, copy until {ends}',
  'reach.line.reached': 'closed at {time}',
  'reach.line.held': 'permitted copy, renewed at each access',
} as const satisfies Sentences<typeof french>;
