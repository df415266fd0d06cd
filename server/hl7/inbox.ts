import { setImmediate as nextTurn } from 'node:timers/promises';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Deps } from '../deps.ts';
import { toDoorCaller } from '../door-caller.ts';
import { listDueMessages, readMessage } from '../store/message-store.ts';
import { type BatchParts, fileBatch } from './file-batch.ts';
import { emptyHeader, readMessageHeader } from './message-header.ts';
import { type QueuedMessage, takeBatch } from './message-queue.ts';
import {
  internalRefusal,
  lockedRefusal,
  type PreparedMessage,
  prepareMessage,
  type PrepareTools,
  toRefused,
} from './prepare-message.ts';
import type { MessageOutcome, ReceivedMessage } from './received-message.ts';
import { unsealMessage } from './sealed-message.ts';

/** The one way in for messages: kept and filed in the order of arrival, in batches that become durable together. */
export interface Inbox {
  /** Resolves when the message is durable and traced; rejects when it is not, and then nobody may acknowledge it. */
  submit(message: ReceivedMessage): Promise<MessageOutcome>;
  /** Files a kept message again; refuses `not-found` when its bytes are not kept. */
  replay(id: string): Promise<MessageOutcome>;
  /** Ends when what was submitted has ended. */
  close(): Promise<void>;
}

/** What the inbox works with. */
export type InboxParts = BatchParts & PrepareTools & Pick<Deps, 'database' | 'secrets' | 'log'>;

const MOST_ATTEMPTS = 8;
/**
 * Batches under way at once, once a first has come through: one is read and planned here while PostgreSQL writes the other. Before, this
 * process still makes its validators, and a second connection to the database would wait for it longer than it may.
 */
const MOST_BATCHES = 2;
/** Beside another, a batch begins with so many messages at least: fewer share the next commit. */
const WORTH_A_BATCH = 8;

/** Opens the inbox; what waited for something that has come meanwhile is filed at the start and at each notice. */
export async function openInbox(parts: InboxParts): Promise<Inbox> {
  const { database, secrets, log } = parts;
  let queue: QueuedMessage[] = [];
  let working: Promise<void> | null = null;
  let closed = false;
  let look: (() => void) | null = null;
  let mostBatches = 1;
  /** Length of the queue in which a batch was looked for in vain. */
  let looked = 0;

  const enqueue = (prepared: PreparedMessage): Promise<MessageOutcome> =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new ExpectedFailure('server-unavailable'));
        return;
      }
      queue.push({ prepared, attempts: 0, resolve, reject });
      working ??= work();
      if (queue.length >= looked + WORTH_A_BATCH) look?.();
    });

  const work = async (): Promise<void> => {
    // What arrives in the same turn goes with the first.
    await nextTurn();
    const underWay = new Map<readonly QueuedMessage[], Promise<void>>();
    const begin = (batch: readonly QueuedMessage[]): void => {
      const filing = fileOrSettle(batch).then((again) => {
        queue = [...again, ...queue];
        underWay.delete(batch);
        mostBatches = MOST_BATCHES;
      });
      underWay.set(batch, filing);
    };
    do {
      looked = 0;
      while (underWay.size < mostBatches) {
        const { batch, rest } = takeBatch(queue, [...underWay.keys()].flat());
        if (batch.length < (underWay.size === 0 ? 1 : WORTH_A_BATCH)) break;
        queue = rest;
        begin(batch);
      }
      looked = queue.length;
      const more = new Promise<void>((resolve) => {
        look = underWay.size < mostBatches ? resolve : null;
      });
      if (underWay.size > 0) await Promise.race([...underWay.values(), more.then(() => nextTurn())]);
    } while (underWay.size > 0 || queue.length > 0);
    look = null;
    working = null;
  };

  const fileOrSettle = async (batch: readonly QueuedMessage[]): Promise<readonly QueuedMessage[]> => {
    try {
      const outcomes = await fileBatch(
        parts,
        batch.map(({ prepared }) => prepared),
      );
      return batch.flatMap((one, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) throw new Error('every message has an outcome');
        if (outcome.kind === 'again') return retry(one, outcome.prepared);
        one.resolve(outcome.outcome);
        return [];
      });
    } catch (error) {
      // Without a database or a trace nothing is kept and nothing is acknowledged: the sender sends again.
      if (!(error instanceof ExpectedFailure)) {
        log.error({ err: error, messages: batch.length }, 'messages could not be filed');
        const [only] = batch;
        // One that breaks a batch must not take the others with it; alone, it is kept as what it is.
        if (batch.length > 1) return batch.map((one) => ({ ...one, prepared: { ...one.prepared, alone: true } }));
        if (only !== undefined && only.prepared.refusal !== internalRefusal)
          return [{ ...only, prepared: toRefused(only.prepared, internalRefusal) }];
      }
      for (const { reject } of batch) reject(error);
      return [];
    }
  };

  const retry = (one: QueuedMessage, refused: PreparedMessage | null): QueuedMessage => {
    const attempts = one.attempts + 1;
    const prepared = refused ?? (attempts < MOST_ATTEMPTS ? one.prepared : toRefused(one.prepared, lockedRefusal));
    return { ...one, attempts, prepared };
  };

  const replay = async (id: string): Promise<MessageOutcome> => {
    const caller = toDoorCaller(secrets);
    const kept = await readMessage(database, caller, id);
    if (kept === null) throw new ExpectedFailure('not-found');
    const raw = kept.sealed ? unsealMessage(secrets.messageKey, id, kept.raw) : kept.raw;
    const header = kept.format === 'hl7-v2' ? readMessageHeader(raw) : emptyHeader;
    return enqueue(prepareMessage(parts, { ...kept, raw, header, oversized: null, refused: null, caller }, id));
  };

  let replaying: Promise<void> | null = null;
  const replayAllDue = async (): Promise<void> => {
    let ids = await listDueMessages(database, toDoorCaller(secrets));
    while (ids.length > 0 && !closed) {
      // In order of arrival; what they say of each other they say in that order too.
      for (const id of ids) await replay(id);
      ids = await listDueMessages(database, toDoorCaller(secrets));
    }
  };
  let woken = false;
  const wake = (): void => {
    woken = replaying !== null;
    replaying ??= replayAllDue()
      .catch((error: unknown) => log.error({ err: error }, 'waiting messages not filed'))
      .then(() => {
        replaying = null;
        if (woken && !closed) wake();
      });
  };
  const listening = await database.listen('passerelle_inbox', wake);
  wake();

  return {
    submit: (message) => enqueue(prepareMessage(parts, message, null)),
    replay,
    close: async () => {
      await listening.stop();
      closed = true;
      await replaying;
      await working;
    },
  };
}
