import type { AccessRequestDetail } from '../../../../contracts/access-request.ts';
import type { Stage } from '../../../../contracts/app-state.ts';
import { sampleDetails, sampleRequests } from '../sample-requests.ts';
import { physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const director = {
  stage: 'signed-in',
  person: { ...physician, role: 'director', login: 'bernard.wery', name: 'Dr Bernard Wéry' },
} as const satisfies Stage;
const empty = { waiting: 0, crowded: 0, accepted: 0, refused: 0 };
/** A hospital with requests in every queue. */
export const requestAnswers: Answers = {
  'app/report-activity': () => ({}),
  'access-request/list': () => sampleRequests,
  'access-request/review': ({ request }) => sampleDetails.find(({ id }) => id === request) ?? 'not-found',
  'access-request/accept': () => ({ letter: 'access' }),
  'access-request/refuse': () => ({}),
  'access-request/file': () => ({ saved: 'hopital.passerelle' }),
};
const at = (answers: Answers = {}): Scenario => ({
  state: buildAppState(director),
  answers: { ...requestAnswers, ...answers },
});

/** Whatever is decided is decided from then on, as the hospital answers it. */
function decideOnce(deed: 'accept' | 'refuse', change: Partial<AccessRequestDetail>): Answers {
  const decided = new Set<string>();
  return {
    [`access-request/${deed}`]: ({ request }: { request: string }) => {
      decided.add(request);
      return deed === 'accept' ? { letter: 'access' } : {};
    },
    'access-request/review': ({ request }) => {
      const detail = sampleDetails.find(({ id }) => id === request);
      if (detail === undefined) return 'not-found';
      const decision = { decidedAt: new Date().toISOString(), decidedBy: director.person.name, ...change };
      return decided.has(request) ? { ...detail, ...decision } : detail;
    },
  };
}

/** The Director's requests in each of their states. */
export const requestScenarios: Readonly<Record<string, Scenario>> = {
  requests: at(),
  'requests-empty': at({ 'access-request/list': () => ({ total: empty, lines: [] }) }),
  'requests-accepted': at(decideOnce('accept', { state: 'accepted', letter: 'access' })),
  'requests-refused': at(decideOnce('refuse', { state: 'refused', reason: 'Numéro inconnu de l’INAMI.' })),
  'requests-conflict': at({ 'access-request/accept': () => 'conflict', 'access-request/refuse': () => 'conflict' }),
  'requests-detail-failed': at({ 'access-request/review': () => 'server-unavailable' }),
  'requests-suspended': at({
    'access-request/review': ({ request }) => {
      const detail = sampleDetails.find(({ id }) => id === request);
      if (detail === undefined) return 'not-found';
      return detail.account === null ? detail : { ...detail, account: { ...detail.account, suspended: true } };
    },
  }),
};
