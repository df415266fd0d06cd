import type { Stage } from '../../../../contracts/app-state.ts';
import { sampleDetails, sampleRequests } from '../sample-requests.ts';
import { physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const director: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'director', login: 'bernard.wery', name: 'Dr Bernard Wéry' },
};
const empty = { waiting: 0, crowded: 0, accepted: 0, refused: 0 };
const full: Answers = {
  'app/report-activity': () => ({}),
  'access-request/list': () => sampleRequests,
  'access-request/review': ({ request }) => sampleDetails.find(({ id }) => id === request) ?? 'not-found',
  'access-request/accept': () => 'conflict',
  'access-request/refuse': () => ({}),
  'access-request/file': () => ({ saved: 'hopital.passerelle' }),
};
const at = (answers: Answers = {}): Scenario => ({ state: buildAppState(director), answers: { ...full, ...answers } });

/** The Director's requests in each of their states. */
export const requestScenarios: Readonly<Record<string, Scenario>> = {
  requests: at(),
  'requests-empty': at({ 'access-request/list': () => ({ total: empty, lines: [] }) }),
  'requests-failed': at({ 'access-request/list': () => 'server-unavailable' }),
  'requests-suspended': at({
    'access-request/review': ({ request }) => {
      const detail = sampleDetails.find(({ id }) => id === request);
      if (detail === undefined) return 'not-found';
      return detail.account === null ? detail : { ...detail, account: { ...detail.account, suspended: true } };
    },
  }),
};
