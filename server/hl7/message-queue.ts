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

/**
 * Parts a queue into what may be written together and the rest, both in order. Nothing overtakes an earlier message that changes what
 * it speaks of; a batch has one caller; a message that stands alone is a batch.
 */
export function takeBatch(queue: readonly QueuedMessage[]): {
  readonly batch: readonly QueuedMessage[];
  readonly rest: QueuedMessage[];
} {
  const batch: QueuedMessage[] = [];
  const rest: QueuedMessage[] = [];
  const written = new Set<string>();
  const read = new Set<string>();
  let bytes = 0;
  for (const one of queue) {
    const { message, writes, reads, alone } = one.prepared;
    const [first] = batch;
    const fits =
      first === undefined
        ? rest.length === 0
        : !alone &&
          !first.prepared.alone &&
          batch.length < MOST_MESSAGES &&
          bytes + message.raw.length <= MOST_BYTES &&
          message.caller.certificate.equals(first.prepared.message.caller.certificate);
    const free =
      writes.every((hash) => !written.has(hash) && !read.has(hash)) && reads.every((hash) => !written.has(hash));
    if (fits && free) {
      batch.push(one);
      bytes += message.raw.length;
    } else rest.push(one);
    for (const hash of writes) written.add(hash);
    for (const hash of reads) read.add(hash);
  }
  return { batch, rest };
}
