import { join } from 'node:path';
import { z } from 'zod';
import { openTurns } from '../storage/in-turn.ts';
import { readIfThere, writeSafely } from '../storage/safe-file.ts';
import type { ForwardClock, Lease, TimeMark } from './lease.ts';
import { deriveKey, seal, toContext, unseal } from './sealing.ts';

const Content = z.strictObject({
  count: z.number().int().min(0),
  /** By patient: which lease (its `iat`) and how many seconds of reading it has paid for. */
  used: z.record(z.string(), z.strictObject({ lease: z.number(), seconds: z.number() })),
});
type Content = z.infer<typeof Content>;

/** Seconds of a lease whose copy was purged; remembered for longer than any lease lasts. */
const SPENT = Number.MAX_SAFE_INTEGER;
const REMEMBERED = 7 * 86_400_000;

/** How much of each lease was read away. It only grows; an older ledger put back ends every lease until the hospital is reached. */
export interface Ledger {
  /** Seconds of reading left under a lease; 0 also for a ledger that was put back. */
  left(patient: string, lease: Lease): number;
  spend(patient: string, lease: Lease, seconds: number): void;
  forget(patient: string): void;
  /** A new lease came from the hospital: the suspicion of an old ledger is lifted for this patient. True when the last one was spent by a purge. */
  renew(patient: string, lease: Lease): boolean;
  /** Writes the ledger; answers the mark that the keychain must hold from now on. */
  save(): Promise<TimeMark>;
}

/** Opens the ledger of one vault against the keychain's mark. */
export async function openLedger(folder: string, names: Buffer, mark: TimeMark, clock: ForwardClock): Promise<Ledger> {
  const path = join(folder, 'ledger');
  const key = deriveKey(names, 'ledger');
  const content = await read(path, key);
  // Written before the keychain: a ledger may be ahead of the mark by a crash, never behind it.
  const putBack = content.count < mark.count;
  const renewed = new Set<string>();
  const inTurn = openTurns();

  async function write(): Promise<TimeMark> {
    for (const [patient, { lease, seconds }] of Object.entries(content.used))
      if (seconds >= SPENT && lease * 1000 < clock.now() - REMEMBERED) delete content.used[patient];
    content.count = Math.max(content.count, mark.count) + 1;
    const { count } = content;
    await writeSafely(path, seal(key, toContext('ledger'), Buffer.from(JSON.stringify(content))));
    return { time: Math.floor(clock.now()), count };
  }

  return {
    left(patient, lease) {
      if (putBack && !renewed.has(patient)) return 0;
      const used = content.used[patient];
      if (used !== undefined && lease.iat < used.lease) return 0;
      return Math.max(0, lease.budget - (used?.lease === lease.iat ? used.seconds : 0));
    },
    spend(patient, lease, seconds) {
      const used = content.used[patient];
      content.used[patient] = { lease: lease.iat, seconds: (used?.lease === lease.iat ? used.seconds : 0) + seconds };
    },
    forget(patient) {
      // Not deleted: the lease of a copy that was put back after its purge is spent.
      content.used[patient] = { lease: Math.floor(clock.now() / 1000), seconds: SPENT };
    },
    renew(patient, lease) {
      renewed.add(patient);
      const used = content.used[patient];
      const wasSpent = used !== undefined && used.seconds >= SPENT;
      if (used?.lease !== lease.iat || wasSpent) content.used[patient] = { lease: lease.iat, seconds: 0 };
      return wasSpent;
    },
    save() {
      // One after the other: of two at once the older might be renamed last, and the keychain's mark would be ahead of it.
      return inTurn(write);
    },
  };
}

async function read(path: string, key: Buffer): Promise<Content> {
  const sealed = await readIfThere(path);
  if (sealed === null) return { count: 0, used: {} };
  try {
    return Content.parse(JSON.parse(Buffer.from(unseal(key, toContext('ledger'), sealed)).toString('utf8')));
  } catch {
    // An unreadable ledger counts as one that was put back.
    return { count: -1, used: {} };
  }
}
