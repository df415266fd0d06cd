import type { RecordIndex } from '../../../../contracts/record.ts';
import type { TodoLine } from '../../../../contracts/mark.ts';
import { buildDay, buildId } from '../samples.ts';
import type { Answers } from '../scripted-bridge.ts';
import { findView, fullIndex } from './sample-record.ts';

const record = (change: Partial<RecordIndex>): Answers => {
  const index = { ...fullIndex, ...change };
  return { 'record/open': () => index, 'record/read-index': () => index };
};
const nothing = { first: [], folds: [], marks: [] };
const todo: TodoLine[] = [
  {
    patient: fullIndex.link.patient.id,
    document: 'DiagnosticReport/labo-1',
    kind: 'laboratory',
    title: 'Biologie clinique',
    dated: buildDay(-2),
    due: buildDay(-1),
  },
  {
    patient: fullIndex.link.patient.id,
    document: 'DocumentReference/html',
    kind: 'letter',
    title: 'Consultation de néphrologie : avis demandé sur le traitement antihypertenseur',
    dated: buildDay(-60),
    due: buildDay(9),
  },
  { patient: buildId(2002), document: 'ImagingStudy/x', kind: 'imaging', title: null, dated: null, due: null },
];

/** What is new, what to read first and what to do, in every state; by name. */
export const recordAnswers: Readonly<Record<string, Answers>> = {
  'record-first-visit': record({ ...nothing, first: fullIndex.first, news: { visit: null, lines: [] } }),
  'record-nothing-new': record({ ...nothing, news: { visit: '2026-11-20T09:20:00.000Z', lines: [] } }),
  'record-few-news': record({ news: { ...fullIndex.news, lines: fullIndex.news.lines.slice(0, 3) } }),
  'record-unknown-top': record({ allergies: null, medication: null, inHospital: null, appointments: [] }),
  'record-many-allergies': record({
    allergies: ['Pénicilline', 'Céphalosporines', 'Latex', 'Iode', 'Aspirine', 'Arachide', 'Venin de guêpe'].map(
      (substance, place) => ({ substance, reaction: place % 2 === 0 ? 'urticaire' : null, severe: place < 2 }),
    ),
  }),
  'record-no-allergy': record({ allergies: [], noAllergy: 'Pas d’allergie connue' }),
  'record-mark-failed': { 'mark/set': () => 'vault-locked' },
  todo: { 'mark/list-todo': () => ({ lines: todo, whole: true }) },
  'todo-empty': { 'mark/list-todo': () => ({ lines: [], whole: true }) },
  'todo-offline': { 'mark/list-todo': () => ({ lines: todo.slice(0, 1), whole: false }) },
  'todo-failed': { 'mark/list-todo': () => 'server-unavailable' },
  'todo-loading': { 'mark/list-todo': () => new Promise<never>(() => undefined) },
};

/** The record of the other scenarios, in which a mark can be set. */
export function answerMarks(): Answers {
  let index = fullIndex;
  return {
    'record/open': () => index,
    'record/read-index': () => index,
    'document/open': ({ document }) => findView(document) ?? 'document-not-available',
    'mark/list-todo': () => ({ lines: todo, whole: true }),
    'mark/set': ({ document, state, due }) => {
      const marks = index.marks.filter((one) => one.document !== document);
      index = { ...index, marks: state === 'none' ? marks : [...marks, { document, state, due, stale: false }] };
      return {};
    },
  };
}
