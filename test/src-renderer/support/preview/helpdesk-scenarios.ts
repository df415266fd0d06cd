import type { Role } from '../../../../contracts/person.ts';
import type { Stage } from '../../../../contracts/app-state.ts';
import { buildFound, sampleNotice, samplePcs, sampleReissues, sampleRevoked } from '../sample-helpdesk.ts';
import { buildId, physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const signedIn = (role: Role, name: string): Stage => ({
  stage: 'signed-in',
  person: { ...physician, role, login: role, name, nihdi: null },
});
const full: Answers = {
  'app/report-activity': () => ({}),
  'pc/list': ({ queue }) => (queue === 'revoked' ? sampleRevoked : samplePcs),
  'pc/revoke': () => ({ sessions: 2, copies: 14, copiesEndAt: '2026-11-22T17:40:00.000Z' }),
  'person/find': () => [
    buildFound(1),
    buildFound(2, { name: 'Dr Claire Legrand', place: '7100 La Louvière', waiting: true }),
    buildFound(3, { name: 'Clara Simon', role: 'desk', place: null, activated: false, lastAt: null, pcs: 0 }),
  ],
  'reissue/list': () => [...sampleReissues],
  'reissue/ask': () => ({ reissue: buildId(8009) }),
  'reissue/approve': () => ({}),
  'reissue/refuse': () => 'conflict',
  'notice/contest': () => ({}),
};
const helpdesk = (answers: Answers = {}): Scenario => ({
  state: buildAppState(signedIn('helpdesk', 'Hélène Masson')),
  answers: { ...full, ...answers },
});
const director = (answers: Answers = {}): Scenario => ({
  state: buildAppState(signedIn('director', 'Dr Anne Lemaire')),
  answers: { ...full, ...answers },
});

/** The helpdesk's PCs and letters, the Director's approvals, and what their subject reads. */
export const helpdeskScenarios: Readonly<Record<string, Scenario>> = {
  pcs: helpdesk(),
  'pcs-empty': helpdesk({
    'pc/list': () => ({ total: { all: 0, silent: 0, ending: 0, failing: 0, revoked: 0 }, lines: [] }),
  }),
  'pcs-failed': helpdesk({ 'pc/list': () => 'server-unavailable' }),
  'pcs-loading': helpdesk({ 'pc/list': () => new Promise<never>(() => undefined) }),
  approvals: director(),
  'approvals-empty': director({ 'reissue/list': () => [] }),
  'approvals-failed': director({ 'reissue/list': () => 'server-unavailable' }),
  'notice-contested': director({
    'notice/list': () => [
      { ...sampleNotice, contestedBy: 'Dr Claire Lambert', contestedAt: '2026-11-22T08:10:00.000Z' },
    ],
  }),
  'own-notice': helpdesk({ 'notice/list': () => [sampleNotice] }),
};
