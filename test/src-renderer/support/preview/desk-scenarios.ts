import type { Stage } from '../../../../contracts/app-state.ts';
import { buildLetterLists, sampleLetters } from '../sample-letters.ts';
import { physician } from '../samples.ts';
import { buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const desk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'desk', login: 'guichet', name: 'Paul Masson', nihdi: null },
};
const at = (answers: Scenario['answers']): Scenario => ({
  state: buildAppState(desk),
  answers: { 'app/report-activity': () => ({}), ...answers },
});

/** The desk's letters in their states. */
export const deskScenarios: Readonly<Record<string, Scenario>> = {
  letters: at({ 'letter/list': () => sampleLetters, 'letter/print': () => ({}), 'letter/post': () => ({}) }),
  'letters-print-failed': at({ 'letter/list': () => sampleLetters, 'letter/print': () => 'print-failed' }),
  'letters-empty': at({ 'letter/list': () => buildLetterLists([]) }),
  'letters-failed': at({ 'letter/list': () => 'server-unavailable' }),
};
