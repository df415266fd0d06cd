import type { Role } from '../../../../contracts/person.ts';
import type { Stage } from '../../../../contracts/app-state.ts';
import { buildFound, sampleNotice, samplePcs, sampleReissues, sampleRevoked } from '../sample-helpdesk.ts';
import { buildId, physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import { requestAnswers } from './request-scenarios.ts';
import type { Scenario } from './scenarios.ts';

const signedIn = (role: Role, name: string): Stage => ({
  stage: 'signed-in',
  person: { ...physician, role, login: role, name, nihdi: null },
});
/** A helpdesk with work in every queue. */
export const helpdeskAnswers: Answers = {
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
  'reissue/refuse': () => ({}),
  'reissue/withdraw': () => ({}),
  'notice/contest': () => ({}),
};
const helpdesk = (answers: Answers = {}): Scenario => ({
  state: buildAppState(signedIn('helpdesk', 'Hélène Masson')),
  answers: { ...helpdeskAnswers, ...answers },
});
const director = (answers: Answers = {}): Scenario => ({
  state: buildAppState(signedIn('director', 'Dr Anne Lemaire')),
  answers: { ...requestAnswers, ...helpdeskAnswers, ...answers },
});

/** A revoked PC leaves the list of those in service. */
function revokeOnce(): Answers {
  const revoked = new Set<string>();
  return {
    'pc/list': ({ queue }) =>
      queue === 'revoked'
        ? sampleRevoked
        : {
            total: { ...samplePcs.total, all: samplePcs.total.all - revoked.size, revoked: 2 + revoked.size },
            lines: samplePcs.lines.filter(({ id }) => !revoked.has(id)),
          },
    'pc/revoke': ({ pc }) => {
      revoked.add(pc);
      return { sessions: 2, copies: 14, copiesEndAt: '2099-11-22T17:40:00.000Z' };
    },
  };
}

/** What the Director approves stands as approved, its letter at the desk. */
function approveOnce(): Answers {
  const approved = new Set<string>();
  const decision = { state: 'approved', letter: 'queued', decidedBy: 'Dr Anne Lemaire' } as const;
  return {
    'reissue/list': () =>
      sampleReissues.map((one) =>
        approved.has(one.id) ? { ...one, ...decision, decidedAt: new Date().toISOString() } : one,
      ),
    'reissue/approve': ({ reissue }) => {
      approved.add(reissue);
      return {};
    },
  };
}

/** The helpdesk's PCs and letters, the Director's approvals, and what their subject reads. */
export const helpdeskScenarios: Readonly<Record<string, Scenario>> = {
  pcs: helpdesk(),
  'pcs-empty': helpdesk({
    'pc/list': () => ({ total: { all: 0, silent: 0, ending: 0, failing: 0, revoked: 0 }, lines: [] }),
  }),
  'pcs-unreached': helpdesk(revokeOnce()),
  'pcs-refused': helpdesk({ 'pc/revoke': () => 'server-unavailable' }),
  reissues: helpdesk(),
  'reissues-empty': helpdesk({ 'reissue/list': () => [] }),
  'reissues-none': helpdesk({ 'person/find': () => [] }),
  'reissues-finding': helpdesk({ 'person/find': () => new Promise<never>(() => undefined) }),
  approvals: director(),
  'approvals-empty': director({ 'reissue/list': () => [] }),
  'approvals-approved': director(approveOnce()),
  'approvals-conflict': director({ 'reissue/approve': () => 'conflict', 'reissue/refuse': () => 'conflict' }),
  'notice-contested': director({
    'notice/list': () => [
      { ...sampleNotice, contestedBy: 'Dr Claire Lambert', contestedAt: '2026-11-22T08:10:00.000Z' },
    ],
  }),
  'own-notice': helpdesk({ 'notice/list': () => [sampleNotice] }),
};
