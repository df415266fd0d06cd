/** Sentences of the telephones' hours; a day stands inside the others. */
export const openingWords = {
  'opening.always': 'ouvert jour et nuit',
  'opening.until': "ouvert jusqu'à {time}",
  'opening.until-day': "ouvert jusqu'à {day}, {time}",
  'opening.closed': 'fermé',
  'opening.closed-until': 'fermé, rouvre {day} à {time}',
  'opening.today': "aujourd'hui",
  'opening.tomorrow': 'demain',
  'opening.on-date': 'le {date}',
  'opening.weekday.1': 'lundi',
  'opening.weekday.2': 'mardi',
  'opening.weekday.3': 'mercredi',
  'opening.weekday.4': 'jeudi',
  'opening.weekday.5': 'vendredi',
  'opening.weekday.6': 'samedi',
  'opening.weekday.7': 'dimanche',
} as const;
