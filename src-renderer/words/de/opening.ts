import type { openingWords as french } from '../fr/opening.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the telephones' hours; a day stands inside the others. */
export const openingWords = {
  'opening.always': 'Tag und Nacht erreichbar',
  'opening.until': 'erreichbar bis {time}',
  'opening.until-day': 'erreichbar bis {day}, {time}',
  'opening.closed': 'geschlossen',
  'opening.closed-until': 'geschlossen, wieder erreichbar {day} um {time}',
  'opening.today': 'heute',
  'opening.tomorrow': 'morgen',
  'opening.on-date': 'am {date}',
  'opening.weekday.1': 'Montag',
  'opening.weekday.2': 'Dienstag',
  'opening.weekday.3': 'Mittwoch',
  'opening.weekday.4': 'Donnerstag',
  'opening.weekday.5': 'Freitag',
  'opening.weekday.6': 'Samstag',
  'opening.weekday.7': 'Sonntag',
} as const satisfies Sentences<typeof french>;
