import type { RecordIndex } from '../../../contracts/record.ts';
import { formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';

/** What is left of a lease, in whole minutes, never below none; `hours` and `minutes` as a clock writes them. */
export function countLease(
  leaseUntil: string,
  now: Date,
): { readonly total: number; readonly hours: number; readonly minutes: string; readonly left: number } {
  const total = Math.max(0, Math.floor((Date.parse(leaseUntil) - now.getTime()) / 60_000));
  return { total, left: total, hours: Math.floor(total / 60), minutes: String(total % 60).padStart(2, '0') };
}

/** Until when the copy may be read, and how long that still is: `21:04 (encore 3 h 05)`; counted down each minute, never up. */
export function sayLease(leaseUntil: string, now: Date): string {
  const until = formatSince(leaseUntil, now);
  const { left, hours, minutes } = countLease(leaseUntil, now);
  return hours === 0
    ? words('record.lease.minutes', { until, left })
    : words('record.lease.hours', { until, hours, minutes });
}

/** That this PC has no room for all of it, which is told once and for all images; null where it has. */
export function sayDisk(sync: RecordIndex['sync']): string | null {
  if (sync.state !== 'waiting') return null;
  const { reason } = sync;
  return reason === 'disk-full' || reason === 'disk-budget' ? words(`record.waiting.${reason}`) : null;
}
