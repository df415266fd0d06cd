import { type CodeLetter, LARGEST_BATCH, type LetterLists, type PatientLetter } from '../../../contracts/letter.ts';
import { words } from '../../words/words.ts';

/** The four queues of the section, in the order in which the desk works through them. */
export const queues = ['print', 'post', 'codes', 'over'] as const;
export type QueueId = (typeof queues)[number];

/** Patients' letters to print: those that need somebody's eye first, then in the order in which they came. */
export function toPrintQueue({ letters }: LetterLists): readonly PatientLetter[] {
  const queued = letters.filter(({ state }) => state === 'queued');
  return [...queued.filter((one) => !isSendable(one)), ...queued.filter(isSendable)];
}

/** Printed letters, as their batches came out. */
export function toPostQueue({ letters }: LetterLists): readonly PatientLetter[] {
  return letters.filter(({ state }) => state === 'printed');
}

/** Letters to physicians that have not left. */
export function toCodeQueue({ codes }: LetterLists): readonly CodeLetter[] {
  return codes.filter(isWaiting);
}

/** What is over, whoever it was for, newest first. */
export function toOver({ letters, codes }: LetterLists): readonly (PatientLetter | CodeLetter)[] {
  const over = [...letters, ...codes].filter((one) => !isWaiting(one));
  return over.toSorted((a, b) => readEnd(b).localeCompare(readEnd(a)));
}

/** When it was posted or cancelled, ISO; empty while it waits. */
export function readEnd({ postedAt, cancelledAt }: PatientLetter | CodeLetter): string {
  return postedAt ?? cancelledAt ?? '';
}

/** How many wait in each queue, those beyond the list included; what is over is not counted. */
export function toCounts(lists: LetterLists): Readonly<Record<QueueId, number | null>> {
  return { print: lists.totals.queued, post: lists.totals.printed, codes: toCodeQueue(lists).length, over: null };
}

/** True for a letter to a patient, false for one to a physician. */
export function isToPatient(letter: PatientLetter | CodeLetter): letter is PatientLetter {
  return 'family' in letter;
}

/** True where nobody needs to look before it is printed. */
export function isSendable({ address, doubt }: PatientLetter | CodeLetter): boolean {
  return address.length > 0 && doubt === null;
}

function isWaiting({ state }: PatientLetter | CodeLetter): boolean {
  return state === 'queued' || state === 'printed';
}

/**
 * What one press prints: everything sendable, but for what the user ticked otherwise, and never more than a batch holds.
 * `turned` are the boxes that the user touched.
 */
export function toTicked(queue: readonly PatientLetter[], turned: ReadonlySet<string>): ReadonlySet<string> {
  const ticked = queue.filter((one) => isSendable(one) !== turned.has(one.id)).map(({ id }) => id);
  // What was ticked by hand goes before what was ticked from the start.
  return new Set(ticked.toSorted((a, b) => Number(turned.has(b)) - Number(turned.has(a))).slice(0, LARGEST_BATCH));
}

/** Given name and family name, as the envelope has them. */
export function toName(letter: PatientLetter | CodeLetter): string {
  return isToPatient(letter) ? `${letter.family.toUpperCase()} ${letter.given[0] ?? ''}`.trim() : letter.name;
}

/** What is to be looked at, in two words; empty for most. */
export function toCheck(letter: PatientLetter | CodeLetter): string {
  if (letter.doubt !== null) return words(`letter.doubt.${letter.doubt}`);
  return letter.address.length === 0 ? words('letter.no-address') : '';
}

/** Why it needs an eye and what to do; null for most. */
export function toWhy(letter: PatientLetter | CodeLetter): string | null {
  if (letter.doubt !== null) return words(`letter.why.${letter.doubt}`);
  if (letter.address.length > 0 || !isWaiting(letter)) return null;
  return words(isToPatient(letter) ? 'letter.why.no-address' : 'letter.why.no-practice');
}
