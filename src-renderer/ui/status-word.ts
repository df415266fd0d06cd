import { words } from '../words/words.ts';

const silent = new Set(['final', 'current', 'completed', 'finished', 'available', 'active', 'fulfilled', 'confirmed']);
const known = [
  'preliminary',
  'partial',
  'registered',
  'amended',
  'corrected',
  'appended',
  'cancelled',
  'entered-in-error',
  'superseded',
  'unknown',
  'planned',
  'arrived',
  'in-progress',
  'booked',
  'pending',
  'proposed',
  'noshow',
  'stopped',
  'on-hold',
  'not-taken',
  'inactive',
  'resolved',
  'remission',
  'refuted',
  'unconfirmed',
  'provisional',
  'differential',
] as const;

/** The word for a FHIR status; null for `final` and its like, which may be silent. Any other may not. */
export function readStatusWord(status: string): string | null {
  if (silent.has(status)) return null;
  const id = known.find((one) => one === status);
  return id === undefined ? words('status.other', { status }) : words(`status.${id}`);
}

/** True when the content is withdrawn: it is struck through wherever it stands. */
export function isWithdrawn(status: string): boolean {
  return status === 'cancelled' || status === 'entered-in-error';
}
