import type { sessionWords as french } from '../fr/session.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of one's own sessions. */
export const sessionWords = {
  'sessions.title': 'Meine Sitzungen',
  'sessions.close': 'Schließen',
  'sessions.loading': 'Ihre Sitzungen werden gelesen…',
  'sessions.text': 'Die PCs, auf denen Sie gerade angemeldet sind.',
  'sessions.this': 'Dieser PC',
  'sessions.times': 'Geöffnet: {start} · zuletzt aktiv: {seen} · Ende: {end}',
  'sessions.end': 'Diese Sitzung schließen',
  'sessions.end.label': 'Diese Sitzung schließen: {pc}, geöffnet {start}',
  'sessions.alone': 'Sie sind sonst nirgends angemeldet.',
  'sessions.ended':
    'Die Sitzung von {pc} ist geschlossen. Ist dieser PC online, schließt sich sein Bildschirm sofort; sonst, sobald er das Krankenhaus wieder erreicht.',
  'sessions.unknown':
    'Eine Sitzung, die Sie nicht kennen? Schließen Sie sie und rufen Sie dann den Helpdesk an: Ihr Passwort ist vielleicht nicht mehr geheim.',
} as const satisfies Sentences<typeof french>;
