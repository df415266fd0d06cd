import type { HandOverAccepted, HandOverRequest, HandOverState, Sent } from '../../../../contracts/hand-over.ts';
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
  'hand-over-absent': state(null, { fault: 'absent' }),
  'hand-over-invalid': state(null, { fault: 'invalid' }),
  'hand-over-unsafe': state(null, { fault: 'unsafe' }),
  'hand-over-returning': state(null, { returning: buildId(2001) }),
} as const satisfies Readonly<Record<string, HandOverState>>;

const asksFor = (request: HandOverRequest) => ({ 'hand-over/read': () => state(request) }) as const satisfies Answers;
const one = state(null, { returning: buildId(2001) });
const sends = (sent: Sent | 'offline'): Answers => ({ 'hand-over/read': () => one, 'hand-over/send': () => sent });

/** What follows a hand-over: a refusal, a record, the steps of a new patient, the day; and a document that went back, or did not. */
export const handOverEnds: Readonly<Record<string, Answers>> = {
  'hand-over-busy': { ...asksFor(found), 'hand-over/accept': () => new Promise<never>(() => undefined) },
  'hand-over-refused': { ...asksFor(found), 'hand-over/accept': () => 'conflict' },
  'hand-over-opened': onceTaken({ patient: buildId(2001), fill: null, taken: null }),
  'hand-over-new': onceTaken({
    patient: null,
    fill: { niss: '93051822361', family: 'PETIT', given: 'Jean-Luc', birthDate: '1993-05-18' },
    taken: null,
  }),
  'sent-archive': sends({ sent: 'files', names: [`passerelle-${id}-1.pdf`], pdf: 'archive' }),
  'sent-plain': sends({ sent: 'files', names: [`passerelle-${id}-1.pdf`, `passerelle-${id}-2.pdf`], pdf: 'plain' }),
  'sent-own': sends({ sent: 'files', names: [`passerelle-${id}-1.pdf`], pdf: 'own' }),
  'sent-fhir': sends({ sent: 'files', names: [`passerelle-${id}-1.json`], pdf: null }),
  'sent-no-folder': sends({ sent: 'no', why: 'no-folder' }),
  'sent-other-patient': sends({ sent: 'no', why: 'other-patient' }),
  'sent-folder-refused': sends({ sent: 'no', why: 'folder-refused' }),
  'sent-disk-full': sends({ sent: 'no', why: 'disk-full' }),
  'sent-nothing': sends({ sent: 'no', why: 'nothing-to-send' }),
  'sent-failed': sends('offline'),
};

/** The question goes once it was answered. */
function onceTaken(accepted: HandOverAccepted): Answers {
  let isTaken = false;
  return {
    'hand-over/read': () => (isTaken ? state(null) : state({ ...found, byNumber: false })),
    'hand-over/accept': () => {
      isTaken = true;
      return accepted;
    },
  };
}

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
