import { type KeyObject, verify } from 'node:crypto';
import { type PackageKind, readRelease, type Release, type ReleasePackage } from '../../contracts/release.ts';
import type { UpdateOffer, UpdateReason } from '../../contracts/updates.ts';

/** What this PC holds an offer against. */
export interface Standards {
  readonly keys: readonly KeyObject[];
  readonly kind: PackageKind;
  /** The highest counter that root accepted, be it of what is installed or of what went back: it takes nothing that is not above. */
  readonly accepted: number;
  /** Every clock that is known of: expired by one of them is expired. */
  readonly clocks: readonly Date[];
}

/** A release that may be installed here, or why not; `counter` null where nothing says which release was meant. */
export type Judgement =
  | { readonly ok: true; readonly release: Release; readonly file: ReleasePackage }
  | { readonly ok: false; readonly reason: UpdateReason; readonly counter: number | null };

/** Signature, then text, then counter, expiry and kind, in that order: nothing is read before its bytes are known to be the safe's. */
export function judgeOffer(offer: UpdateOffer, { keys, kind, accepted, clocks }: Standards): Judgement {
  const bytes = Buffer.from(offer.release, 'utf8');
  const signature = Buffer.from(offer.signature, 'base64');
  if (!keys.some((key) => verify(null, bytes, key, signature)))
    return { ok: false, reason: 'signature', counter: readClaimed(offer.release) };
  const release = readRelease(offer.release);
  if (release === null) return { ok: false, reason: 'unreadable', counter: readClaimed(offer.release) };
  const refuse = (reason: UpdateReason): Judgement => ({ ok: false, reason, counter: release.counter });
  if (release.counter <= accepted) return refuse('counter');
  const end = Date.parse(release.expires);
  if (clocks.some((clock) => clock.getTime() > end)) return refuse('expired');
  const file = release.packages.find((one) => one.kind === kind);
  return file === undefined ? refuse('kind') : { ok: true, release, file };
}

/** Which release a text that nobody signed says it is: for the report to the hospital that sent it, nothing else. */
function readClaimed(text: string): number | null {
  const figures = /^passerelle-release 1\ncounter ([1-9]\d{0,8})\n/.exec(text)?.[1];
  return figures === undefined ? null : Number(figures);
}
