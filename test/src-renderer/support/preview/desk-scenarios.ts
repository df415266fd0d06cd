import type { Stage } from '../../../../contracts/app-state.ts';
import { buildLetterLists, sampleLetters } from '../sample-letters.ts';
import { buildId, physician } from '../samples.ts';
import type { MySession } from '../../../../contracts/my-session.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const desk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'desk', login: 'guichet', name: 'Paul Masson', nihdi: null },
};
const hour = (back: number) => new Date(Date.now() - back * 3_600_000).toISOString();
const sampleSessions: MySession[] = [
  { id: buildId(8001), pc: 'PC-ACCUEIL-2', startedAt: hour(1), seenAt: hour(0.02), endsAt: hour(-13), thisOne: true },
  { id: buildId(8002), pc: 'PC-GUICHET-1', startedAt: hour(3), seenAt: hour(2), endsAt: hour(-11), thisOne: false },
];
/** Two sessions of one person. */
export const sessionAnswers: Answers = { 'my-session/list': () => sampleSessions, 'my-session/end': () => ({}) };
/** A desk with letters in every queue. */
export const letterAnswers: Answers = {
  'letter/list': () => sampleLetters,
  'letter/print': () => ({}),
  'code-letter/print': () => ({}),
  'code-letter/post': () => ({}),
  'letter/post': () => ({}),
  'letter/cancel': () => ({}),
};
const at = (answers: Scenario['answers']): Scenario => ({
  state: buildAppState(desk),
  answers: {
    'app/report-activity': () => ({}),
    ...sessionAnswers,
    ...answers,
  },
});

/** The desk's letters in their states. */
export const deskScenarios: Readonly<Record<string, Scenario>> = {
  letters: at(letterAnswers),
  sessions: at(letterAnswers),
  'sessions-alone': at({ ...letterAnswers, 'my-session/list': () => sampleSessions.slice(0, 1) }),
  'sessions-end-failed': at({ ...letterAnswers, 'my-session/end': () => 'server-unavailable' }),
  'letters-print-failed': at({ ...letterAnswers, 'letter/print': () => 'print-failed' }),
  'letters-empty': at({ 'letter/list': () => buildLetterLists([]) }),
};
