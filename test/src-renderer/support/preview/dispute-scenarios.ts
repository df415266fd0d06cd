import type { Stage } from '../../../../contracts/app-state.ts';
import {
  buildCopy,
  buildDisputeDetail,
  buildPhysicianDetail,
  sampleDisputes,
  samplePhysicians,
} from '../sample-disputes.ts';
import { physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const director: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'director', login: 'bernard.wery', name: 'Dr Bernard Wéry', nihdi: null },
};
/** A hospital with disputes and physicians in every state. */
export const disputeAnswers: Answers = {
  'app/report-activity': () => ({}),
  'dispute/list': () => sampleDisputes,
  'dispute/read': ({ dispute }) => buildDisputeDetail(dispute) ?? 'not-found',
  'dispute/decide': () => ({}),
  'dispute/sent': () => ({}),
  'dispute/received': () => ({}),
  'dispute/letter': () => ({}),
  'dispute/set': () => ({}),
  'physician/search': () => samplePhysicians,
  'physician/read': () => buildPhysicianDetail(),
  'physician/suspend': () => ({}),
  'evidence/make': () => ({ saved: 'dossier-de-preuve-1a2b3c4d.zip' }),
};
const at = (answers: Answers = {}): Scenario => ({
  state: buildAppState(director),
  answers: { ...disputeAnswers, ...answers },
});

/** The Director's disputes and physicians in each of their states. */
export const disputeScenarios: Readonly<Record<string, Scenario>> = {
  disputes: at(),
  'disputes-empty': at({ 'dispute/list': () => ({ ...sampleDisputes, disputes: [] }) }),
  'disputes-conflict': at({ 'dispute/decide': () => 'conflict' }),
  'disputes-detail-failed': at({ 'dispute/read': () => 'server-unavailable' }),
  physicians: at(),
  'physicians-suspended': at({
    'physician/read': () =>
      buildPhysicianDetail({
        suspensions: [
          {
            since: '2026-11-20T09:12:00.000Z',
            by: 'Dr Bernard Wéry',
            reason: 'Plainte de l’Ordre en cours d’examen',
            dispute: null,
            liftedAt: null,
            liftedBy: null,
            liftReason: null,
          },
          {
            since: '2026-11-18T14:00:00.000Z',
            by: 'Dr Bernard Wéry',
            reason: null,
            dispute: sampleDisputes.disputes[1]?.id ?? null,
            liftedAt: null,
            liftedBy: null,
            liftReason: null,
          },
          {
            since: '2025-02-03T09:12:00.000Z',
            by: 'Dr Bernard Wéry',
            reason: 'PC du cabinet volé',
            dispute: null,
            liftedAt: '2025-02-05T10:00:00.000Z',
            liftedBy: 'Dr Bernard Wéry',
            liftReason: 'PC révoqué',
          },
        ],
        copies: [buildCopy(1), buildCopy(2, { standing: 'reached', reachedAt: '2026-11-22T08:02:00.000Z' })],
      }),
  }),
  'physicians-empty': at({ 'physician/search': () => ({ total: 0, physicians: [] }) }),
};
