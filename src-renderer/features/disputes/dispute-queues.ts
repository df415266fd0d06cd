import type { Dispute } from '../../../contracts/dispute.ts';
import { formatDate } from '../../words/format.ts';
import { type WordId, words } from '../../words/words.ts';

/** The Director's queues, in the order in which they ask for something. */
export const queues = ['to-decide', 'overdue', 'to-send', 'waiting', 'closed'] as const;
export type DisputeQueue = (typeof queues)[number];

/** Which queue a dispute stands in: what has to be done next decides. */
export function toQueue({ state, overdue }: Dispute): DisputeQueue {
  if (state === 'reinstated' || state === 'ended') return 'closed';
  if (state === 'received') return 'to-decide';
  if (overdue) return 'overdue';
  return state === 'claimed' ? 'waiting' : 'to-send';
}

/** `1A2B3C4D`, as the letter names it. */
export function toReference(id: string): string {
  return id.slice(0, 8).toUpperCase();
}

/** How a decided dispute ended; null while it is open. */
export function toDecision({ state, ended }: Dispute): 'reinstated' | 'ended-link' | 'ended-physician' | null {
  if (state === 'reinstated') return 'reinstated';
  if (state !== 'ended') return null;
  return ended === 'physician' ? 'ended-physician' : 'ended-link';
}

/** Where the dispute stands, in one sentence. */
export function toStanding(dispute: Dispute): string {
  const { state, overdue, dueOn, receivedOn } = dispute;
  const decision = toDecision(dispute);
  const id: WordId = decision === null ? `dispute.state.${readOpen(state, overdue)}` : `dispute.state.${decision}`;
  return words(id, { day: formatDate((state === 'received' ? receivedOn : dueOn) ?? '') });
}

function readOpen(state: Dispute['state'], overdue: boolean): 'opened' | 'claimed' | 'overdue' | 'received' {
  if (state === 'claimed') return overdue ? 'overdue' : 'claimed';
  return state === 'received' ? 'received' : 'opened';
}

/** `DUBOIS Marie`; the sentence for a dispute about the physician as such. */
export function toPatientName({ link }: Dispute): string {
  return link === null ? words('dispute.no-patient') : `${link.family.toUpperCase()} ${link.given}`;
}
