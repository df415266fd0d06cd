import type { UpdateReason } from '../../contracts/updates.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long a release is left alone after it was refused for this, in milliseconds; null where asking again costs nothing, since nothing
 * is fetched before it is judged anew. Nothing is ever tried in a row.
 */
export const rests = {
  signature: null,
  unreadable: null,
  counter: null,
  expired: null,
  kind: null,
  size: DAY,
  hash: DAY,
  'disk-full': 4 * HOUR,
  busy: 20 * MINUTE,
  'package-manager': DAY,
  'not-started': null,
  interrupted: HOUR,
  'not-permitted': DAY,
} as const satisfies Record<UpdateReason, number | null>;

const good: ReadonlySet<UpdateReason> = new Set([
  'disk-full',
  'busy',
  'package-manager',
  'not-permitted',
  'interrupted',
]);

/** What a reason of the app's own says of the release: refused, or good and not installed. */
export const toEnd = (reason: UpdateReason): 'refused' | 'failed' => (good.has(reason) ? 'failed' : 'refused');
