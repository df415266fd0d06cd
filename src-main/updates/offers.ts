import type { KeyObject } from 'node:crypto';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { PackageKind } from '../../contracts/release.ts';
import type { UpdateOffer } from '../../contracts/updates.ts';
import type { HospitalClient } from '../hospital/client.ts';
import { judgeOffer, type Judgement } from './judge-offer.ts';
import type { Outcomes } from './outcomes.ts';

/** The collaborators of the hospital's offers. */
export interface OffersParts {
  readonly client: () => HospitalClient | null;
  readonly kind: PackageKind | null;
  readonly version: string;
  readonly keys: readonly KeyObject[];
  readonly outcomes: Outcomes;
  readonly now: () => Date;
}

/** What the hospital offers this PC, and what it is worth here. */
export interface Offers {
  /** Asks by this PC's certificate, whoever is signed in; `timeout` in milliseconds. */
  ask(timeout?: number): Promise<UpdateOffer | null>;
  judge(offer: UpdateOffer): Judgement;
  /** The hospital's clock as far as it was heard, else this PC's. */
  hospitalNow(): Date;
}

/** Opens the way to the hospital's offers. */
export function openOffers({ client, kind, version, keys, outcomes, now }: OffersParts): Offers {
  const hospitalNow = (): Date => new Date(now().getTime() + (client()?.clockSkew() ?? 0));
  return {
    hospitalNow,
    async ask(timeout) {
      const asked = client();
      if (asked === null || kind === null) throw new ExpectedFailure('certificate-required');
      const input = { version: toVersion(version), counter: outcomes.root().counter, kind };
      return (await asked.ask('update/ask', { input, ...(timeout === undefined ? {} : { timeout }) })).offer;
    },
    judge(offer) {
      if (kind === null) return { ok: false, reason: 'kind', counter: null };
      const clocks = [now(), hospitalNow()];
      return judgeOffer(offer, { keys, kind, accepted: outcomes.root().highest, clocks });
    },
  };
}

function toVersion(text: string): string {
  return /^\d{1,4}(\.\d{1,4}){2}/.exec(text)?.[0] ?? '0.0.0';
}
