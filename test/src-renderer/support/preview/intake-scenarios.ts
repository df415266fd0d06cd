import type { Stage } from '../../../../contracts/app-state.ts';
import { sampleIntake } from '../sample-intake.ts';
import { physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const helpdesk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'helpdesk', login: 'helpdesk', name: 'Hélène Masson', nihdi: null },
};
/** Interfaces with something in each of their queues. */
export const intakeAnswers: Answers = {
  'app/report-activity': () => ({}),
  'pc/list': () => ({ total: { all: 0, silent: 0, ending: 0, failing: 0, revoked: 0 }, lines: [] }),
  'message/list': () => sampleIntake.messages,
  'quarantine/list': () => sampleIntake.images,
  'intake/list': () => sampleIntake.notes,
  'message/replay': ({ message }) => ({
    id: message,
    state: 'failed',
    refusal: sampleIntake.messages.lines[0]?.refusal ?? null,
  }),
  'quarantine/retry': () => ({ filed: 300, waiting: 12 }),
  'quarantine/dismiss': () => ({}),
};
const at = (answers: Answers = {}): Scenario => ({
  state: buildAppState(helpdesk),
  answers: { ...intakeAnswers, ...answers },
});

/** The helpdesk's « Interfaces » in its states. */
export const intakeScenarios: Readonly<Record<string, Scenario>> = {
  intake: at(),
  'intake-empty': at({
    'message/list': () => ({ total: { failed: 0 }, lines: [] }),
    'quarantine/list': () => ({ total: { waiting: 0, pacs: null }, lines: [] }),
    'intake/list': () => [],
  }),
  'intake-pacs-failed': at({
    'message/list': () => ({ total: { failed: 0 }, lines: [] }),
    'quarantine/list': () => ({
      ...sampleIntake.images,
      total: {
        waiting: 2,
        pacs: { lookedAt: '2026-11-22T08:00:00.000Z', studies: 0, unmatched: 0, failure: 'refused' },
      },
    }),
  }),
  'intake-dismissed': at(dismissOnce()),
  'intake-replay-failed': at({ 'message/replay': () => 'server-unavailable' }),
};

/** A message that was dismissed leaves the list. */
function dismissOnce(): Answers {
  const gone = new Set<string>();
  return {
    'message/list': () => {
      const lines = sampleIntake.messages.lines.filter(({ id }) => !gone.has(id));
      return { total: { failed: lines.length }, lines };
    },
    'message/dismiss': ({ message }) => {
      gone.add(message);
      return {};
    },
  };
}
