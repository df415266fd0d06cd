import type { HandOverRequest, HandOverState } from '../../../../contracts/hand-over.ts';
import type { Answers } from '../scripted-bridge.ts';
import { buildId } from '../samples.ts';

const id = 'a'.repeat(32);
const jean = { id: buildId(2002), family: 'PETIT', given: 'Jean-Luc', birthDate: '1948-11-02', sex: 'male' } as const;
const pierre = { ...jean, id: buildId(2044), given: 'Jean-Pierre' };
const written = { family: 'PETIT', given: 'Jean-Luc', birthDate: '1948-11-02' };
const found: HandOverRequest = {
  id,
  written,
  asked: true,
  patients: [jean],
  byNumber: true,
  differs: false,
  appointments: 0,
};
const state = (request: HandOverRequest | null, change: Partial<HandOverState> = {}): HandOverState => ({
  waiting: request !== null,
  request,
  fault: null,
  returning: null,
  ...change,
});

/** A request of the practice's software in its states, a card reader that fails, and a document sent back. */
export const handOverAnswers = {
  'hand-over': state(found),
  'hand-over-by-name': state({ ...found, byNumber: false, patients: [jean, pierre] }),
  'hand-over-differs': state({ ...found, differs: true, written: { ...written, family: 'DURAND', given: 'Paul' } }),
  'hand-over-unknown': state({ ...found, byNumber: false, patients: [] }),
  'hand-over-agenda': state({ ...found, asked: false, written: null, byNumber: false, patients: [], appointments: 14 }),
  'hand-over-fault': state(null, { fault: 'expired' }),
  'hand-over-in-clear': state(null, { fault: 'said-in-clear' }),
  'hand-over-returning': state(null, { returning: buildId(2001) }),
} as const satisfies Readonly<Record<string, HandOverState>>;

/** A reader without a card, and what becomes of a document. */
export const cardAnswers: Answers = {
  'card/read': () => ({ read: 'no', why: 'no-card' }),
  'hand-over/send': ({ as }) =>
    as === 'text'
      ? { sent: 'clipboard' }
      : { sent: 'files', names: [`passerelle-${id}-1.pdf`], pdf: as === 'pdf' ? 'archive' : null },
  'hand-over/accept': ({ patient }) => ({ patient, fill: null, taken: null }),
  'hand-over/dismiss': () => ({}),
};
