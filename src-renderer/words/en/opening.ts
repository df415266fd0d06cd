import type { openingWords as french } from '../fr/opening.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the telephones' hours; a day stands inside the others. */
export const openingWords = {
  'opening.always': 'open day and night',
  'opening.until': 'open until {time}',
  'opening.until-day': 'open until {day}, {time}',
  'opening.closed': 'closed',
  'opening.closed-until': 'closed, opens {day} at {time}',
  'opening.today': 'today',
  'opening.tomorrow': 'tomorrow',
  'opening.on-date': 'on {date}',
  'opening.weekday.1': 'Monday',
  'opening.weekday.2': 'Tuesday',
  'opening.weekday.3': 'Wednesday',
  'opening.weekday.4': 'Thursday',
  'opening.weekday.5': 'Friday',
  'opening.weekday.6': 'Saturday',
  'opening.weekday.7': 'Sunday',
} as const satisfies Sentences<typeof french>;
