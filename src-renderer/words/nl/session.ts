import type { sessionWords as french } from '../fr/session.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of one's own sessions. */
export const sessionWords = {
  'sessions.title': 'Mijn sessies',
  'sessions.close': 'Sluiten',
  'sessions.loading': 'Uw sessies worden gelezen…',
  'sessions.text': "De pc's waarop u nu aangemeld bent.",
  'sessions.this': 'Deze pc',
  'sessions.times': 'Geopend: {start} · laatste activiteit: {seen} · einde: {end}',
  'sessions.end': 'Deze sessie sluiten',
  'sessions.end.label': 'Deze sessie sluiten: {pc}, geopend {start}',
  'sessions.alone': 'U bent nergens anders aangemeld.',
  'sessions.ended':
    'De sessie van {pc} is gesloten. Is die pc online, dan sluit zijn scherm onmiddellijk; anders zodra hij het ziekenhuis weer bereikt.',
  'sessions.unknown':
    'Een sessie die u niet kent? Sluit ze en bel daarna de helpdesk: uw wachtwoord is misschien niet meer geheim.',
} as const satisfies Sentences<typeof french>;
