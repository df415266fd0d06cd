import type { FailureCode } from '../../../../contracts/failure.ts';
import type { IpcChannel } from '../../../../contracts/ipc.ts';
import type { Role } from '../../../../contracts/person.ts';
import type { WordId } from '../../../../src-renderer/words/words.ts';
import { physician } from '../samples.ts';
import { traceAnswers } from '../sample-trace.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import { letterAnswers, sessionAnswers } from './desk-scenarios.ts';
import { disputeAnswers } from './dispute-scenarios.ts';
import { helpdeskAnswers } from './helpdesk-scenarios.ts';
import { intakeAnswers } from './intake-scenarios.ts';
import { linkAnswers } from './link-scenarios.ts';
import { releaseAnswers } from './release-scenarios.ts';
import { requestAnswers } from './request-scenarios.ts';
import { rightsAnswers } from './rights-scenarios.ts';
import type { Scenario } from './scenarios.ts';

/** One section: whose it is, its tab (null for what the person's menu opens), and the questions that fill it. */
export interface SectionStates {
  readonly role: Role;
  readonly tab: WordId | null;
  readonly answers: Answers;
  readonly reads: readonly IpcChannel[];
  /** Said where nothing waits, in the scenario `<name>-empty`. */
  readonly empty: WordId;
}

/** Every section of the hospital and the two places that the person's menu opens. */
export const sectionStates: Readonly<Record<string, SectionStates>> = {
  requests: {
    role: 'director',
    tab: 'request.title',
    answers: requestAnswers,
    reads: ['access-request/list'],
    empty: 'request.empty.title.waiting',
  },
  approvals: {
    role: 'director',
    tab: 'approval.title',
    answers: helpdeskAnswers,
    reads: ['reissue/list'],
    empty: 'approval.empty.waiting',
  },
  physicians: {
    role: 'director',
    tab: 'physician.title',
    answers: disputeAnswers,
    reads: ['physician/search'],
    empty: 'physician.empty.title',
  },
  disputes: {
    role: 'director',
    tab: 'dispute.title',
    answers: disputeAnswers,
    reads: ['dispute/list'],
    empty: 'dispute.empty.to-decide',
  },
  trace: {
    role: 'director',
    tab: 'trace.title',
    answers: traceAnswers,
    reads: ['trace/questions', 'trace/list', 'trace/read-check', 'trace/choices'],
    empty: 'trace.questions.empty.title',
  },
  letters: {
    role: 'desk',
    tab: 'letter.title',
    answers: letterAnswers,
    reads: ['letter/list'],
    empty: 'letter.empty.title',
  },
  rights: {
    role: 'desk',
    tab: 'rights.title',
    answers: rightsAnswers,
    reads: ['patient-rights/read', 'patient-rights/documents', 'receipt/read'],
    empty: 'rights.physicians.none.title',
  },
  pcs: {
    role: 'helpdesk',
    tab: 'pcs.title',
    answers: helpdeskAnswers,
    reads: ['pc/list'],
    empty: 'pcs.empty.title',
  },
  reissues: {
    role: 'helpdesk',
    tab: 'reissue.title',
    answers: helpdeskAnswers,
    reads: ['reissue/list'],
    empty: 'reissue.choose',
  },
  intake: {
    role: 'helpdesk',
    tab: 'intake.title',
    answers: intakeAnswers,
    reads: ['message/list', 'quarantine/list', 'intake/list'],
    empty: 'intake.empty.title',
  },
  releases: {
    role: 'helpdesk',
    tab: 'release.title',
    answers: { ...helpdeskAnswers, ...releaseAnswers },
    reads: ['release/list', 'release/pcs'],
    empty: 'release.empty.title',
  },
  sessions: {
    role: 'desk',
    tab: null,
    answers: { ...letterAnswers, ...sessionAnswers },
    reads: ['my-session/list'],
    empty: 'sessions.alone',
  },
  links: {
    role: 'physician',
    tab: null,
    answers: linkAnswers.links,
    reads: ['link/list', 'signed-form/list'],
    empty: 'links.empty',
  },
};

const never = () => new Promise<never>(() => undefined);
const fill = (reads: readonly IpcChannel[], answer: () => unknown): Answers =>
  Object.fromEntries(reads.map((channel) => [channel, answer])) as Answers;

/** `<name>-loading`, `-failed` and `-offline` of every section. */
export const stateScenarios: Readonly<Record<string, Scenario>> = Object.fromEntries(
  Object.entries(sectionStates).flatMap(([name, states]) => [
    [`${name}-loading`, build(states, never)],
    [`${name}-failed`, build(states, () => 'server-unavailable' satisfies FailureCode)],
    [`${name}-offline`, build(states, () => 'offline' satisfies FailureCode, false)],
  ]),
);

function build({ role, answers, reads }: SectionStates, answer: () => unknown, online = true): Scenario {
  const since = new Date(Date.now() - 1_800_000).toISOString();
  const person =
    role === 'physician' ? physician : { ...physician, role, login: role, name: 'Paul Masson', nihdi: null };
  return {
    state: buildAppState(
      { stage: 'signed-in', person },
      online ? {} : { connection: { state: 'offline', since, reason: 'offline' } },
    ),
    answers: { 'app/report-activity': () => ({}), ...answers, ...fill(reads, answer) },
  };
}
