import type { sessionWords as french } from '../fr/session.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of one's own sessions. */
export const sessionWords = {
  'sessions.title': 'My sessions',
  'sessions.close': 'Close',
  'sessions.loading': 'Reading your sessions…',
  'sessions.text': 'The PCs where you are signed in at the moment.',
  'sessions.this': 'This PC',
  'sessions.times': 'Opened: {start} · last active: {seen} · ends: {end}',
  'sessions.end': 'Close this session',
  'sessions.end.label': 'Close this session: {pc}, opened {start}',
  'sessions.alone': 'You are not signed in anywhere else.',
  'sessions.ended':
    'The session of {pc} is closed. If that PC is online, its screen closes at once; if not, as soon as it reaches the hospital again.',
  'sessions.unknown':
    'A session you do not recognise? Close it, then call the helpdesk: your password may no longer be secret.',
} as const satisfies Sentences<typeof french>;
