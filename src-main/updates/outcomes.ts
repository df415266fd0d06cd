import { rm } from 'node:fs/promises';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { Log } from '../log/log.ts';
import { newToken } from '../log/token.ts';
import { readIfThere } from '../storage/safe-file.ts';
import type { KeptFile } from './kept.ts';
import { readRootState, type RootState } from './root-state.ts';
import { type HelperEnd, toHelperEnd } from './run-helper.ts';

/** The collaborators of what became of updates. */
export interface OutcomesParts {
  readonly kept: KeptFile;
  /** Folder of root's. */
  readonly folder: string;
  /** Where the helper's exit code was left. */
  readonly codeFile: string;
  readonly client: () => HospitalClient | null;
  readonly keepVersion: () => Promise<HelperEnd>;
  readonly now: () => Date;
  readonly log: Log;
}

/** What root says became of updates, and its way to the hospital. */
export interface Outcomes {
  root(): RootState;
  /** True while root's helper may still be at work for an earlier run of the app. */
  isUnderWay(): boolean;
  /** Looks again at what root says. */
  learn(): Promise<void>;
  /** Keeps the version that is on trial: its window stands. */
  keep(): Promise<void>;
  /** Tells the hospital what it does not know yet, until it answered. */
  send(): Promise<void>;
}

/** So often a version on trial is tried to be kept in one run of the app. */
const TRIES = 5;
/** Longer than the helper's own patience: whoever bears the number then is somebody else. */
const LONGEST = 60 * 60_000;
/** Answers that another try would not change. */
const ANSWERED: ReadonlySet<FailureCode> = new Set(['not-found', 'input-invalid', 'resource-invalid', 'conflict']);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Reads root's state and notes how the last attempt ended, that one included which left no trace of itself. */
export async function openOutcomes(parts: OutcomesParts): Promise<Outcomes> {
  const { kept, folder, codeFile, client, now, log } = parts;
  let root = await readRootState(folder);
  let triesLeft = TRIES;
  let sending: Promise<void> | null = null;

  function isUnderWay(): boolean {
    const { attempt } = kept.read();
    if (attempt === null || attempt.pid <= 0) return false;
    return Math.abs(now().getTime() - Date.parse(attempt.at)) < LONGEST && isAlive(attempt.pid);
  }

  async function learn(): Promise<void> {
    root = await readRootState(folder);
    // On trial nothing has ended yet.
    if (root.end !== null && !root.onTrial) await kept.note(root.end);
    const { attempt } = kept.read();
    if (attempt === null) return;
    const code = (await readIfThere(codeFile).catch(() => null))?.toString('utf8').trim();
    if (code === undefined && isUnderWay()) return;
    const { counter } = attempt;
    const isKnown = root.counter === counter || (root.end?.counter === counter && root.end.at >= attempt.at);
    const end = toHelperEnd(code ?? '');
    // Where root said nothing, pkexec or a power cut did.
    if (!isKnown && end !== null) await kept.refuse({ counter, ...end, at: now().toISOString() });
    if (end !== null) log.write('update/not-installed', { reason: end.reason, incident: newToken().toUpperCase() });
    await kept.change({ attempt: null });
    await rm(codeFile, { force: true });
  }

  async function sendAll(): Promise<void> {
    for (let one = kept.read().unsent[0]; one !== undefined; one = kept.read().unsent[0]) {
      const asked = client();
      if (asked === null) return;
      const said = one;
      try {
        await asked.ask('update/report', { input: said });
      } catch (cause) {
        if (!(cause instanceof ExpectedFailure) || !ANSWERED.has(cause.code)) throw cause;
        log.write('update/report-refused', { code: cause.code }, cause);
      }
      await kept.change({ unsent: kept.read().unsent.filter((other) => other !== said) });
    }
  }

  await learn();
  return {
    root: () => root,
    isUnderWay,
    learn,
    async keep() {
      if (!root.onTrial || triesLeft <= 0) return;
      triesLeft -= 1;
      const end = await parts.keepVersion();
      if (end !== null) log.write('update/not-kept', { reason: end.reason, incident: newToken().toUpperCase() });
      await learn();
    },
    async send() {
      sending ??= sendAll().finally(() => {
        sending = null;
      });
      await sending;
    },
  };
}
