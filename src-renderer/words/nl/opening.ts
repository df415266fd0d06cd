import type { openingWords as french } from '../fr/opening.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the telephones' hours; a day stands inside the others. */
export const openingWords = {
  'opening.always': 'dag en nacht open',
  'opening.until': 'open tot {time}',
  'opening.until-day': 'open tot {day}, {time}',
  'opening.closed': 'gesloten',
  'opening.closed-until': 'gesloten, opnieuw open {day} om {time}',
  'opening.today': 'vandaag',
  'opening.tomorrow': 'morgen',
  'opening.on-date': 'op {date}',
  'opening.weekday.1': 'maandag',
  'opening.weekday.2': 'dinsdag',
  'opening.weekday.3': 'woensdag',
  'opening.weekday.4': 'donderdag',
  'opening.weekday.5': 'vrijdag',
  'opening.weekday.6': 'zaterdag',
  'opening.weekday.7': 'zondag',
} as const satisfies Sentences<typeof french>;
