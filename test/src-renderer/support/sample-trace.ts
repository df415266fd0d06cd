import type { TraceCheck } from '../../../contracts/trace-check.ts';
import type { TraceChoices, TraceLine, TraceList, TraceQuestion, TraceQuestions } from '../../../contracts/trace.ts';
import type { PatientFacts } from '../../../contracts/link.ts';
import { buildId } from './samples.ts';
import type { Answers } from './scripted-bridge.ts';

const lambert = { id: buildId(7001), name: 'Dr Claire Lambert', role: 'physician', nihdi: '19990001000' } as const;
const moreau = { id: buildId(7002), name: 'Dr Luc Moreau', role: 'physician', nihdi: '19990002000' } as const;
const wery = { id: buildId(7003), name: 'Dr Bernard Wéry', role: 'director', nihdi: null } as const;
const cabinet = { id: buildId(7101), name: 'PC du cabinet' };
const marie = { id: buildId(7201), name: 'DUBOIS Marie', birthDate: '1955-03-12' };

/** One entry of the trace. */
export function buildTraceLine(number: number, change: Partial<TraceLine> = {}): TraceLine {
  return {
    at: `2026-11-22T08:${String(59 - (number % 60)).padStart(2, '0')}:04.000Z`,
    writer: 3,
    seq: 9000 - number,
    kind: 'copied',
    person: lambert,
    pc: cabinet,
    patient: marie,
    object: 'DiagnosticReport/9f1c2a7e-0000-4000-8000-000000000001',
    dated: '2026-03-12',
    outcome: 'ok',
    requestId: `3f0b6a52-0000-4000-8000-00000000${String(1000 + number)}`,
    count: 1,
    journal: null,
    ...change,
  };
}

/** Entries of every kind, the newest first. */
export const sampleTrace: TraceList = {
  lines: [
    buildTraceLine(1, {
      kind: 'oversight',
      person: wery,
      pc: { id: buildId(7102), name: 'Direction' },
      patient: null,
      object: 'trace/list#kind=looked-at',
      dated: null,
    }),
    buildTraceLine(2, {
      kind: 'looked-at',
      journal: { at: '2026-11-21T22:14:31.000Z', offline: true, action: 'looked-at' },
      requestId: `journal-${cabinet.id}-418`,
    }),
    buildTraceLine(3),
    buildTraceLine(4, {
      kind: 'looked-at',
      object: 'studies/2.25.77/series/2.25.78',
      dated: '2026-11-20',
      journal: { at: '2026-11-22T08:55:02.000Z', offline: false, action: 'printed' },
    }),
    buildTraceLine(5, {
      kind: 'denied',
      person: moreau,
      object: 'Patient/9f1c2a7e-0000-4000-8000-000000000001',
      dated: null,
      outcome: 'record-not-available',
    }),
    buildTraceLine(6, {
      kind: 'denied',
      person: null,
      pc: null,
      patient: null,
      object: 'unknown',
      dated: null,
      outcome: 'too-many-attempts',
      count: 214,
    }),
    buildTraceLine(7, { kind: 'link', object: 'link/propose#b1946ac92492', dated: null }),
    buildTraceLine(8, { kind: 'session', patient: null, object: 'session/create', dated: null }),
    buildTraceLine(9, { kind: 'searched', object: 'link/list', patient: null, dated: null }),
    buildTraceLine(10, { kind: 'ingest', person: null, pc: null, object: 'transaction', dated: null }),
    ...Array.from({ length: 40 }, (_, n) =>
      buildTraceLine(11 + n, { object: n % 3 === 0 ? 'Observation/a' : 'DocumentReference/b', dated: '2026-11-02' }),
    ),
  ],
  next: { at: '2026-11-22T08:09:04.000Z', writer: 3, seq: 8950 },
  total: 10_001,
};

const filter = { patient: null, person: lambert.id, pc: null, from: null, to: null, kind: null, outcome: null };

/** One question. */
export function buildQuestion(change: Partial<TraceQuestion> = {}): TraceQuestion {
  return {
    pattern: 'many-patients',
    threshold: 15,
    subject: lambert.id,
    moment: '2026-11-20 18:00',
    found: 23,
    person: lambert,
    pc: null,
    patient: null,
    filter: { ...filter, kind: 'looked-at', from: '2026-11-20T17:02:11.000Z', to: '2026-11-20T17:58:40.000Z' },
    answer: null,
    ...change,
  };
}

/** Each pattern once, one of them seen. */
export const sampleQuestions: TraceQuestions = {
  from: '2026-10-23T08:00:00.000Z',
  questions: [
    buildQuestion(),
    buildQuestion({
      pattern: 'at-night',
      threshold: 5,
      moment: '2026-11-19',
      found: 7,
      person: moreau,
      subject: moreau.id,
    }),
    buildQuestion({ pattern: 'after-refusal', threshold: 3, moment: '2026-11-18', found: 4 }),
    buildQuestion({
      pattern: 'long-after-visit',
      threshold: 180,
      moment: '2026-02-03',
      found: 1,
      patient: marie,
      subject: `${lambert.id}/${marie.id}`,
    }),
    buildQuestion({
      pattern: 'pc-denials',
      threshold: 20,
      moment: '2026-11-17',
      found: 31,
      person: null,
      pc: cabinet,
      subject: cabinet.id,
    }),
    buildQuestion({
      pattern: 'copies-unseen',
      threshold: 500,
      moment: '2026-11-09',
      found: 1284,
      answer: {
        note: 'En congé : les copies se font seules, vérifié par téléphone.',
        by: wery.name,
        at: '2026-11-20T10:00:00.000Z',
      },
    }),
  ],
};

/** Who and what a filter may name. */
export const sampleChoices: TraceChoices = {
  persons: [lambert, moreau, wery].map((one) => ({ ...one })),
  pcs: [cabinet, { id: buildId(7102), name: 'Direction' }],
};

/** A patient that a search finds. */
export const samplePatients: PatientFacts[] = [
  { id: marie.id, family: 'Dubois', given: 'Marie', birthDate: '1955-03-12', sex: 'female' },
];

/** The trace as it should be. */
export const wholeTrace: TraceCheck = {
  state: 'done',
  startedAt: '2026-11-22T08:00:00.000Z',
  endedAt: '2026-11-22T08:00:41.000Z',
  entries: 1_204_553,
  writers: 41,
  last: { writer: 41, seq: 9000, at: '2026-11-22T07:59:58.000Z' },
  heads: 812,
  given: [{ name: 'K7QF-3M2P-XA0B-9C4D-11TZ', at: '2026-11-15T08:00:00.000Z' }],
  faults: [],
};

const nowhere = { writer: null, entry: null, line: null, count: null, at: null };
/** A trace that somebody changed. */
export const alteredTrace: TraceCheck = {
  ...wholeTrace,
  faults: [
    { ...nowhere, fault: 'entry-altered', writer: 12, entry: 4_711, at: '2026-11-03T14:12:09.000Z' },
    { ...nowhere, fault: 'entry-missing', writer: 12, entry: 5_000 },
    { ...nowhere, fault: 'tail-cut', writer: 12, entry: 4_990, count: 10 },
    { ...nowhere, fault: 'writer-missing', writer: 40 },
    { ...nowhere, fault: 'head-unknown' },
  ],
};

/** Every answer of the section, as a full hospital gives it. */
export const traceAnswers: Answers = {
  'trace/choices': () => sampleChoices,
  'trace/find-patient': () => samplePatients,
  'trace/list': () => sampleTrace,
  'trace/questions': () => sampleQuestions,
  'trace/read-check': () => wholeTrace,
};
