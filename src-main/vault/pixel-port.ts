import type { FailureCode } from '../../contracts/failure.ts';
import { type PixelAnswer, type PixelFailure, type PixelPriority, PixelQuestion } from '../../contracts/imaging.ts';

/** What the queue needs of a MessagePort. */
export interface PixelChannel {
  postMessage(answer: PixelAnswer): void;
  close(): void;
}

/** Reads one image; `missing` asks for it to be fetched, and the queue tries again when told. */
export interface PixelSource {
  read(sopInstanceUid: string): Promise<Uint8Array<ArrayBuffer>>;
  wanted(sopInstanceUid: string, priority: PixelPriority): void;
}

/** One open port: one study of one patient. */
export interface PixelPort {
  ask(message: unknown): void;
  /** An image arrived in the vault, or could not be fetched. */
  arrived(sopInstanceUid: string, failure: FailureCode | null): void;
  close(failure: PixelFailure | null): void;
}

const RANK: Readonly<Record<PixelPriority, number>> = { now: 0, near: 1, later: 2 };
const PARALLEL = 4;

const FAILURES: Partial<Record<FailureCode, PixelFailure>> = {
  'not-copied-yet': 'not-copied',
  offline: 'not-copied',
  'server-unavailable': 'not-copied',
  'pacs-unavailable': 'not-copied',
  'vault-damaged': 'damaged',
  'lease-ended': 'ended',
  'link-not-active': 'ended',
  'record-not-available': 'ended',
  'session-ended': 'locked',
  'session-required': 'locked',
  'vault-locked': 'locked',
  'document-not-available': 'refused',
  'instance-quarantined': 'refused',
};

/** The failure of an image as the window may know it. */
export function toPixelFailure(code: FailureCode): PixelFailure {
  return FAILURES[code] ?? 'failed';
}

interface Wait {
  readonly id: number;
  readonly sopInstanceUid: string;
  priority: PixelPriority;
  /** Waits for the line: not in the queue. */
  fetching: boolean;
  /** Was asked for over the line: a second absence is an answer. */
  fetched: boolean;
}

/**
 * Serves the reads of one port: what is on the screen first, four at a time, the last asked first among equals within `now` so that a
 * fast scroll shows where it is. A cancelled read is forgotten. `codeOf` tells the failure of a throw.
 */
export function openPixelPort(
  channel: PixelChannel,
  source: PixelSource,
  codeOf: (cause: unknown) => FailureCode,
): PixelPort {
  const waiting = new Map<number, Wait>();
  let running = 0;
  let closed = false;

  function next(): Wait | undefined {
    let best: Wait | undefined;
    for (const wait of waiting.values()) {
      if (wait.fetching) continue;
      const rank = best === undefined ? 1 : RANK[wait.priority] - RANK[best.priority];
      if (best === undefined || rank < 0 || (rank === 0 && wait.priority === 'now')) best = wait;
    }
    return best;
  }

  function answer(wait: Wait, value: { bytes: Uint8Array<ArrayBuffer> } | { failure: PixelFailure }): void {
    if (!closed) channel.postMessage({ id: wait.id, ...value });
  }

  async function serve(wait: Wait): Promise<void> {
    waiting.delete(wait.id);
    try {
      answer(wait, { bytes: await source.read(wait.sopInstanceUid) });
    } catch (cause) {
      const code = codeOf(cause);
      if (wait.fetched || (code !== 'not-copied-yet' && code !== 'vault-damaged')) {
        answer(wait, { failure: toPixelFailure(code) });
        return;
      }
      wait.fetching = true;
      wait.fetched = true;
      waiting.set(wait.id, wait);
      source.wanted(wait.sopInstanceUid, wait.priority);
    }
  }

  function run(): void {
    while (!closed && running < PARALLEL) {
      const wait = next();
      if (wait === undefined) return;
      running += 1;
      void serve(wait).finally(() => {
        running -= 1;
        run();
      });
    }
  }

  return {
    ask(message) {
      const parsed = PixelQuestion.safeParse(message);
      if (!parsed.success || closed) return;
      const question = parsed.data;
      if (question.kind === 'cancel') waiting.delete(question.id);
      else if (question.kind === 'read')
        waiting.set(question.id, {
          id: question.id,
          sopInstanceUid: question.sopInstanceUid,
          priority: question.priority,
          fetching: false,
          fetched: false,
        });
      else {
        const wait = waiting.get(question.id);
        if (wait === undefined) return;
        wait.priority = question.priority;
        if (wait.fetching) source.wanted(wait.sopInstanceUid, wait.priority);
      }
      run();
    },
    arrived(sopInstanceUid, failure) {
      for (const wait of [...waiting.values()].filter((one) => one.fetching && one.sopInstanceUid === sopInstanceUid)) {
        wait.fetching = false;
        if (failure === null) continue;
        waiting.delete(wait.id);
        answer(wait, { failure: toPixelFailure(failure) });
      }
      run();
    },
    close(failure) {
      if (closed) return;
      if (failure !== null) channel.postMessage({ kind: 'closed', failure });
      closed = true;
      waiting.clear();
      channel.close();
    },
  };
}
