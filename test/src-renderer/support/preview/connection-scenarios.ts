import { type BrokenFinding, brokenFindings } from '../../../../contracts/connection-steps.ts';
import type { AppState } from '../../../../contracts/app-state.ts';
import { helpdeskOpening, itOpening } from '../../../../server/demo/opening.ts';
import { buildReport } from '../sample-reports.ts';
import { physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const offline = { state: 'offline', since: new Date().toISOString(), reason: 'offline' } as const;

/** The facts of the hospital, with the hours of its telephones as a calendar. */
function withHours(state: AppState): AppState {
  if (state.hospital === null) return state;
  const { helpdesk, itDepartment } = state.hospital;
  return {
    ...state,
    hospital: {
      ...state.hospital,
      helpdesk: { ...helpdesk, hours: 'Tous les jours, de 8 h à 20 h', opening: helpdeskOpening },
      itDepartment: { ...itDepartment, opening: itOpening },
    },
  };
}

const at = (answers: Answers, stage: AppState['stage'] = { stage: 'signed-out', login: '19990001000' }): Scenario => ({
  state: withHours(buildAppState(stage, { connection: offline })),
  answers: {
    'app/report-activity': () => ({}),
    'session/sign-in': () => 'offline',
    'connection/save-diagnostics': () => ({ name: 'passerelle-diagnostic-2026-11-22.json' }),
    ...answers,
  },
});
const broken = (finding: BrokenFinding): Scenario => at({ 'connection/check': () => buildReport(finding) });

/** The check of the connection, from the sign-in; `check-` and what is found. */
export const connectionScenarios: Readonly<Record<string, Scenario>> = {
  'check-good': at({ 'connection/check': () => buildReport(null) }),
  'check-loading': at({ 'connection/check': () => new Promise<never>(() => undefined) }),
  'check-failed': at({ 'connection/check': () => 'bug' }),
  'check-locked': at({ 'connection/check': () => buildReport('name.unknown') }, { stage: 'locked', person: physician }),
  ...Object.fromEntries(brokenFindings.map((finding) => [`check-${finding}`, broken(finding)])),
};
