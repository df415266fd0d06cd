import type { PreparedMessage } from './prepare-message.ts';
import type { MessageOutcome } from './received-message.ts';

/** A message on its way, with whoever waits for it. */
export interface QueuedMessage {
  readonly prepared: PreparedMessage;
  readonly attempts: number;
  readonly resolve: (outcome: MessageOutcome) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_MESSAGES = 64;
const MOST_BYTES = 8 * 1024 * 1024;
/** How far a batch is looked for: what stands behind has its turn when those before it are gone. */
const FURTHEST = 512;

/**
 * Parts a queue into what may be written together, beside what is being written already, and the rest, both in order. Nothing overtakes an
 * earlier message that changes what it speaks of, under way or not; a batch has one caller; a message that stands alone is a batch with nothing
 * under way, and nothing overtakes it.
 */
export function takeBatch(
  queue: readonly QueuedMessage[],
  underWay: readonly QueuedMessage[],
): { readonly batch: readonly QueuedMessage[]; readonly rest: QueuedMessage[] } {
  const batch: QueuedMessage[] = [];
  const rest: QueuedMessage[] = [];
  const written = new Set<string>();
  const read = new Set<string>();
  const note = ({ prepared: { writes, reads } }: QueuedMessage): void => {
    for (const hash of writes) written.add(hash);
    for (const hash of reads) read.add(hash);
  };
  for (const one of underWay) note(one);
  if (underWay.some(({ prepared }) => prepared.alone)) return { batch, rest: [...queue] };
  let bytes = 0;
  for (const [place, one] of queue.entries()) {
    const { message, writes, reads, alone } = one.prepared;
    const [first] = batch;
    if (alone && first === undefined && place === 0 && underWay.length === 0)
      return { batch: [one], rest: queue.slice(1) };
    if (alone || batch.length >= MOST_MESSAGES || place >= FURTHEST) {
      rest.push(...queue.slice(place));
      break;
    }
    const fits =
      first === undefined ||
      (bytes + message.raw.length <= MOST_BYTES &&
        message.caller.certificate.equals(first.prepared.message.caller.certificate));
    const free =
      writes.every((hash) => !written.has(hash) && !read.has(hash)) && reads.every((hash) => !written.has(hash));
    if (fits && free) {
      batch.push(one);
      bytes += message.raw.length;
    } else rest.push(one);
    note(one);
  }
  return { batch, rest };
}
