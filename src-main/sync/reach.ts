import { ExpectedFailure } from '../../contracts/failure.ts';
import type { CopyDeed } from '../../contracts/reach.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { Log } from '../log/log.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import type { Records } from './records.ts';

/** What answering the hospital needs; `mayAnswer` is true for a physician who is signed in, not locked, with a line. */
export interface ReachParts {
  readonly client: () => HospitalClient;
  readonly vault: VaultClient;
  readonly records: Pick<Records, 'shut' | 'compareCopy'>;
  readonly mayAnswer: () => boolean;
  readonly log: Log;
}

const MOST = 500;

function codeOf(cause: unknown): string {
  return cause instanceof ExpectedFailure ? cause.code : 'bug';
}

/**
 * Returns the function that asks the hospital which copies must be undone, undoes them and says so. Only what the vault really destroyed
 * or compared is said; what failed, or whose word was lost, is asked for again at the next call.
 */
export function openReach({ client, vault, records, mayAnswer, log }: ReachParts): () => void {
  let [running, again] = [false, false];

  /** Answers what was really done. */
  async function undo(asked: CopyDeed): Promise<CopyDeed> {
    const { patient, deed } = asked;
    if (deed === 'destroy') await records.shut(patient, 'record-not-available');
    else {
      try {
        await vault.order('read-state', { patient });
        await records.compareCopy(patient);
        return asked;
      } catch (cause) {
        if (!['not-copied-yet', 'lease-ended'].includes(codeOf(cause))) throw cause;
        // Nothing is left to compare.
      }
    }
    await vault.order('purge', { patient });
    return { ...asked, deed: 'destroy' };
  }

  async function answerOnce(): Promise<void> {
    const { deeds } = await client().ask('reach/read');
    const done: CopyDeed[] = [];
    for (const deed of deeds) {
      try {
        done.push(await undo(deed));
      } catch (cause) {
        log.write('reach/not-undone', { code: codeOf(cause) }, cause);
      }
    }
    if (done.length > 0) await client().ask('reach/acknowledge', { input: { deeds: done } });
    again ||= deeds.length === MOST && done.length > 0;
  }

  async function run(): Promise<void> {
    again = true;
    if (running) return;
    running = true;
    try {
      while (again && mayAnswer()) {
        again = false;
        await answerOnce();
      }
    } catch (cause) {
      log.write('reach/not-answered', { code: codeOf(cause) }, cause);
    } finally {
      running = false;
    }
  }

  return () => void run();
}
