import { LeaseClaims } from '../../contracts/mirror.ts';
import type { z } from 'zod';
import { readSigned } from '../hospital/signed.ts';

export type Lease = z.infer<typeof LeaseClaims>;

/** Whom a lease must be made out to. */
export interface Leaseholder {
  readonly person: string;
  readonly pc: string;
}

/** Reads a lease that the hospital signed for this person, this PC and this patient; null for any other. */
export async function readLease(
  jws: string,
  statementKey: string,
  holder: Leaseholder,
  patient: string,
): Promise<Lease | null> {
  const claims = await readSigned(jws, statementKey, LeaseClaims);
  if (claims === null) return null;
  const mine = claims.person === holder.person && claims.pc === holder.pc && claims.patient === patient;
  return mine && claims.exp > claims.iat && claims.budget >= 0 ? claims : null;
}

/** The highest time known of, from the keychain: `count` numbers the ledgers, so that an older one put back is noticed. */
export interface TimeMark {
  readonly time: number;
  readonly count: number;
}

/** A clock that a PC's owner cannot set back: never below the mark, and going on from it by the monotonic clock. */
export interface ForwardClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** The hospital said what time it is: the only thing that may lower the mark. A PC clock ahead of it still ends leases early. */
  adopt(time: number): void;
}

/** Starts at the later of the PC's clock and `mark`. */
export function openForwardClock(
  mark: number,
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): ForwardClock {
  let base = Math.max(mark, 0);
  let since = monotonic();
  return {
    // The monotonic clock stands still while the PC sleeps, the PC's own clock can be set back: the later of the two holds.
    now: () => Math.max(base + (monotonic() - since), wall()),
    adopt(time) {
      base = time;
      since = monotonic();
    },
  };
}
