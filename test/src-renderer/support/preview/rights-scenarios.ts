import type { Stage } from '../../../../contracts/app-state.ts';
import {
  sampleClosure,
  sampleCopies,
  sampleDocuments,
  sampleLooks,
  sampleRefusal,
  sampleRights,
} from '../sample-rights.ts';
import { buildId, physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const desk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'desk', login: 'guichet', name: 'Paul Masson', nihdi: null },
};
const { id, family, given, birthDate, sex, address } = sampleRights;
const found = { id, family, given, birthDate, sex, address };
/** A patient with rights of every kind. */
export const rightsAnswers: Answers = {
  'app/report-activity': () => ({}),
  'patient-rights/find': () => ({
    patients: [
      found,
      { ...found, id: buildId(2009), given: 'Marie', birthDate: '1961-11-02', address: ['7090 Braine'] },
    ],
    tooMany: false,
  }),
  'patient-rights/read': () => sampleRights,
  'patient-rights/copies': () => [],
  'patient-rights/documents': () => [...sampleDocuments],
  'patient-rights/closure': () => [...sampleClosure],
  'patient-rights/physicians': () => [{ person: buildId(3009), name: 'Dr Jean Rossi', nihdi: '10000000009' }],
  'patient-rights/refuse': () => ({}),
  'patient-rights/exclude': () => ({}),
  'patient-rights/hide': () => ({}),
  'dispute/contest': () => ({ id: buildId(7500) }),
  'receipt/read': () => [...sampleLooks],
  'receipt/print': () => ({}),
};
const at = (answers: Answers = {}): Scenario => ({
  state: buildAppState(desk),
  answers: { ...rightsAnswers, ...answers },
});

/** A refusal that stands from the moment it is entered until it is taken back. */
function refuseOnce(): Answers {
  let refuses = false;
  return {
    'patient-rights/refuse': (input) => {
      refuses = input.refuses;
      return {};
    },
    'patient-rights/read': () => (refuses ? sampleRefusal : sampleRights),
    'patient-rights/copies': () => (refuses ? [...sampleCopies] : []),
  };
}

/** The desk's section of rights in its states. */
export const rightsScenarios: Readonly<Record<string, Scenario>> = {
  rights: at(),
  'rights-refused': at({
    'patient-rights/read': () => sampleRefusal,
    'patient-rights/copies': () => [...sampleCopies],
  }),
  'rights-empty': at({
    'patient-rights/read': () => ({ ...sampleRights, hidden: 0, physicians: [], requests: [] }),
    'patient-rights/documents': () => [],
    'receipt/read': () => [],
  }),
  'rights-none': at({ 'patient-rights/find': () => ({ patients: [], tooMany: false }) }),
  'rights-many': at({ 'patient-rights/find': () => ({ patients: [], tooMany: true }) }),
  'rights-one': at({ 'patient-rights/find': () => ({ patients: [found], tooMany: false }) }),
  'rights-finding': at({ 'patient-rights/find': () => new Promise<never>(() => undefined) }),
  'rights-find-failed': at({ 'patient-rights/find': () => 'server-unavailable' }),
  'rights-deed-failed': at({
    'patient-rights/refuse': () => 'server-unavailable',
    'receipt/print': () => 'printer-absent',
  }),
  'rights-deeds': at(refuseOnce()),
};
