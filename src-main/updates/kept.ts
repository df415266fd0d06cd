import { join } from 'node:path';
import { z } from 'zod';
import { Instant } from '../../contracts/identifiers.ts';
import { Release } from '../../contracts/release.ts';
import { UpdateOutcome, type UpdateReason, updateReasons } from '../../contracts/updates.ts';
import { openTurns } from '../storage/in-turn.ts';
import { readJson, writeJson } from '../storage/safe-file.ts';
import { rests } from './resting.ts';

const counter = Release.shape.counter;
const MOST = 40;

/** What this profile remembers of updates between two starts. */
export const KeptUpdates = z.object({
  /** Outcomes that the hospital has not answered yet. */
  unsent: z.array(UpdateOutcome).default([]),
  /** Outcomes that were noted once: counter, end, reason. */
  noted: z.array(z.string().max(60)).default([]),
  /** Releases that are left alone for a while, and why. */
  resting: z.array(z.object({ counter, reason: z.enum(updateReasons), until: Instant })).default([]),
  /** What root's helper was last asked to install, and the process that waits for it, until it was known how that ended. */
  attempt: z.object({ counter, at: Instant, pid: z.number().int() }).nullable().default(null),
  /** The last end that went ill; gone once a release was installed. */
  ill: UpdateOutcome.nullable().default(null),
});
export type KeptUpdates = z.infer<typeof KeptUpdates>;

/** By what an outcome is told once only. */
function toKey({ counter: release, end, reason }: UpdateOutcome): string {
  return `${release} ${end} ${reason ?? ''}`;
}

/** The file of the profile that holds it. */
export interface KeptFile {
  read(): KeptUpdates;
  change(part: Partial<KeptUpdates>): Promise<void>;
  /** Notes an outcome and puts it among those to be told; one that was noted before is not told again. */
  note(outcome: UpdateOutcome): Promise<void>;
  /** Notes that a release is not installed here, and leaves it alone for as long as its reason says. */
  refuse(outcome: UpdateOutcome & { readonly reason: UpdateReason }): Promise<void>;
  /** Until when a release is left alone, in milliseconds since 1970; null when it may be tried. */
  restsUntil(counter: number, now: Date): number | null;
}

/** Opens `kept.json` of the updates' folder; a file that is not one counts as none. */
export async function openKept(folder: string): Promise<KeptFile> {
  const path = join(folder, 'kept.json');
  let kept = (await readJson(path, KeptUpdates).catch(() => null)) ?? KeptUpdates.parse({});
  const inTurn = openTurns();
  async function change(part: Partial<KeptUpdates>): Promise<void> {
    kept = { ...kept, ...part };
    const whole = kept;
    await inTurn(() => writeJson(path, whole));
  }
  async function note(outcome: UpdateOutcome): Promise<void> {
    // A release that is no newer than what root accepted is nothing that whoever works here could mend, nor need know.
    const ill = outcome.end === 'installed' ? null : outcome.reason === 'counter' ? kept.ill : outcome;
    const key = toKey(outcome);
    if (kept.noted.includes(key)) return;
    await change({ ill, unsent: [...kept.unsent, outcome].slice(-MOST), noted: [...kept.noted, key].slice(-MOST) });
  }
  return {
    read: () => kept,
    change,
    note,
    async refuse(outcome) {
      const rest = rests[outcome.reason];
      const others = kept.resting.filter((one) => one.counter !== outcome.counter);
      const until = new Date(Date.parse(outcome.at) + (rest ?? 0)).toISOString();
      const { counter: release, reason } = outcome;
      await change({ resting: rest === null ? others : [...others, { counter: release, reason, until }].slice(-MOST) });
      await note(outcome);
    },
    restsUntil(release, now) {
      const until = Date.parse(kept.resting.find((one) => one.counter === release)?.until ?? '');
      return until > now.getTime() ? until : null;
    },
  };
}
