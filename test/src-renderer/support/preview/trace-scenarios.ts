import type { Stage } from '../../../../contracts/app-state.ts';
import { physician } from '../samples.ts';
import { alteredTrace, traceAnswers } from '../sample-trace.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const director: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'director', login: 'direction', name: 'Dr Bernard Wéry', nihdi: null },
};
const at = (answers: Answers): Scenario => ({
  state: buildAppState(director),
  answers: { 'app/report-activity': () => ({}), ...traceAnswers, ...answers },
});

/** The Director's « Traces » in its states. */
export const traceScenarios: Readonly<Record<string, Scenario>> = {
  trace: at({}),
  'trace-empty': at({
    'trace/questions': () => ({ from: '2026-10-23T08:00:00.000Z', questions: [] }),
    'trace/list': () => ({ lines: [], next: null, total: 0 }),
    'trace/read-check': () => ({ state: 'none' }),
    'trace/find-patient': () => [],
  }),
  'trace-altered': at({ 'trace/read-check': () => alteredTrace }),
  'trace-verifying': at({
    'trace/read-check': () => ({
      state: 'running',
      startedAt: '2026-11-22T08:00:00.000Z',
      checked: 412_000,
      total: 1_204_553,
    }),
  }),
  'trace-unavailable': at({ 'trace/questions': () => 'trace-unavailable' }),
};
