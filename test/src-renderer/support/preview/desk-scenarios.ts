import type { Stage } from '../../../../contracts/app-state.ts';
import { buildLetterLists, sampleLetters } from '../sample-letters.ts';
import { buildId, physician } from '../samples.ts';
import type { MySession } from '../../../../contracts/my-session.ts';
import { buildAppState } from '../scripted-bridge.ts';
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
const at = (answers: Scenario['answers']): Scenario => ({
  state: buildAppState(desk),
  answers: {
    'app/report-activity': () => ({}),
    'my-session/list': () => sampleSessions,
    'my-session/end': () => ({}),
    ...answers,
  },
});

/** The desk's letters in their states. */
export const deskScenarios: Readonly<Record<string, Scenario>> = {
  letters: at({ 'letter/list': () => sampleLetters, 'letter/print': () => ({}), 'letter/post': () => ({}) }),
  'letters-print-failed': at({ 'letter/list': () => sampleLetters, 'letter/print': () => 'print-failed' }),
  'letters-empty': at({ 'letter/list': () => buildLetterLists([]) }),
  'letters-failed': at({ 'letter/list': () => 'server-unavailable' }),
};
