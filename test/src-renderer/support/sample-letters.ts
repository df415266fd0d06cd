import type { CodeLetter, LetterCourse, LetterLists, PatientLetter } from '../../../contracts/letter.ts';
import { buildId } from './samples.ts';

const waiting: Omit<LetterCourse, 'id'> = {
  state: 'queued',
  queuedAt: '2026-11-20T09:12:00.000Z',
  prints: 0,
  printedAt: null,
  printedBy: null,
  postedAt: null,
  postedBy: null,
  registered: null,
  cancelledAt: null,
  cancelledBy: null,
  cancelReason: null,
};
const printed = {
  state: 'printed',
  prints: 1,
  printedAt: '2026-11-22T08:04:00.000Z',
  printedBy: 'Paul Masson',
} as const;
const posted = { ...printed, state: 'posted', postedAt: '2026-11-22T08:40:00.000Z', postedBy: 'Paul Masson' } as const;

/** A letter to a patient that waits to be printed. */
export function buildPatientLetter(number: number, change: Partial<PatientLetter> = {}): PatientLetter {
  return {
    ...waiting,
    id: buildId(7000 + number),
    kind: 'created',
    family: 'DUBOIS',
    given: ['Marie', 'Louise'],
    address: ['Rue Haute 12', '7000 Mons'],
    physician: 'Dr Claire Lambert',
    signedOn: '2026-11-20',
    validUntil: '2027-11-20',
    doubt: null,
    batch: null,
    ...change,
  };
}

/** A letter to a physician that waits to be printed. */
export function buildCodeLetter(number: number, change: Partial<CodeLetter> = {}): CodeLetter {
  return {
    ...waiting,
    id: buildId(7500 + number),
    reason: 'access',
    approvedBy: 'Dr Anne Lemaire',
    name: 'Dr Luc Fontaine',
    nihdi: '10000000203',
    address: ['Cabinet médical de la Place', 'Grand-Place 3', '7080 Frameries'],
    doubt: null,
    codeEndsAt: null,
    ...change,
  };
}

/** Lists with these letters, counted. */
export function buildLetterLists(letters: PatientLetter[], codes: CodeLetter[] = []): LetterLists {
  const count = (state: LetterCourse['state']) => letters.filter((one) => one.state === state).length;
  return {
    letters,
    codes,
    totals: {
      queued: count('queued'),
      printed: count('printed'),
      posted: count('posted'),
      cancelled: count('cancelled'),
    },
  };
}

const batch = buildId(7900);

/** A morning at the desk: letters of every state, some that need an eye. */
export const sampleLetters: LetterLists = buildLetterLists(
  [
    buildPatientLetter(1),
    buildPatientLetter(2, { family: 'PETIT', given: ['Jean-Luc'], kind: 'renewed' }),
    buildPatientLetter(3, { family: 'VAN DEN BERGHE', given: ['Élise'], address: [] }),
    buildPatientLetter(4, { family: 'ROSSI', given: ['Antonio'], doubt: 'patient-deceased' }),
    buildPatientLetter(5, {
      family: 'MÜLLER-NOËL',
      given: ['Thomas'],
      address: ['Chaussée de Mons 401', '7100 La Louvière'],
    }),
    buildPatientLetter(6, { ...printed, batch, family: 'ZEROUAL', given: ['Yasmine'] }),
    buildPatientLetter(7, { ...printed, batch, family: 'MARTIN', given: ['Lucie'] }),
    buildPatientLetter(8, { ...printed, batch, family: 'LECLERCQ', given: ['Paul'], doubt: 'link-ended' }),
    buildPatientLetter(9, {
      ...posted,
      batch,
      family: 'DE LA CROIX',
      given: ['Jean-Baptiste'],
      registered: 'RR 123 456 789 BE',
    }),
    buildPatientLetter(10, {
      state: 'cancelled',
      family: 'HENRY',
      given: ['Louise'],
      cancelledAt: '2026-11-21T14:00:00.000Z',
      cancelledBy: 'Paul Masson',
      cancelReason: 'Décès confirmé par la famille',
    }),
  ],
  [
    buildCodeLetter(1),
    buildCodeLetter(2, {
      ...printed,
      name: 'Dr Sofia Peeters',
      reason: 'reset',
      codeEndsAt: '2026-12-06T23:00:00.000Z',
    }),
    buildCodeLetter(3, {
      ...printed,
      name: 'Dr Hugo Simon',
      reason: 'new-pc',
      doubt: 'code-used',
      codeEndsAt: '2026-12-06T23:00:00.000Z',
    }),
    buildCodeLetter(4, { ...posted, name: 'Dr Nora Claes', codeEndsAt: '2026-12-06T23:00:00.000Z' }),
  ],
);
