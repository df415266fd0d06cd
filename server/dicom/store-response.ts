import type { JsonAttribute } from './to-json.ts';
import { isFiled } from './file-instances.ts';
import type { InstanceFacts } from './instance-facts.ts';
import type { StoreResult } from './store-request.ts';

/** Failure Reason (0008,1197) of each outcome (PS3.18 table I.2-2): 0111 duplicate, A900 does not match, C000 not understood. */
const REASONS: Readonly<Record<string, number>> = { 'instance-conflict': 0x0111 };
const MISMATCH = 0xa900;
const NOT_UNDERSTOOD = 0xc000;

/** Answer of STOW-RS: HTTP status and the data set of PS3.18 I.2. What failed says why, by a word in Error Comment (0000,0902). */
export function toStoreResponse({ filed, unreadable }: StoreResult): {
  status: number;
  dataSet: Record<string, JsonAttribute>;
} {
  const known = filed.flatMap(({ instance, filed: own }) =>
    'facts' in instance ? [{ facts: instance.facts, filed: own }] : [],
  );
  const taken = known.filter((one) => isFiled(one.filed));
  const refused = known.filter((one) => !isFiled(one.filed));
  const uids = (facts: InstanceFacts): Record<string, JsonAttribute> => ({
    '00081150': { vr: 'UI', Value: [facts.sopClass] },
    '00081155': { vr: 'UI', Value: [facts.instance] },
  });
  const stored = taken.map(({ facts }) => ({
    ...uids(facts),
    '00081190': { vr: 'UR', Value: [toInstanceUrl(facts)] },
  }));
  const failed = refused.map((one) => ({
    ...uids(one.facts),
    '00000902': { vr: 'LO', Value: [one.filed.outcome] },
    '00081197': { vr: 'US', Value: [REASONS[one.filed.outcome] ?? MISMATCH] },
  }));
  const others = unreadable.map((reason) => ({
    '00000902': { vr: 'LO', Value: [reason] },
    '00081197': { vr: 'US', Value: [NOT_UNDERSTOOD] },
  }));
  const failures = failed.length + others.length;
  return {
    status: failures === 0 ? 200 : taken.length > 0 ? 202 : 409,
    dataSet: {
      ...(failed.length === 0 ? {} : { '00081198': { vr: 'SQ', Value: failed } }),
      ...(stored.length === 0 ? {} : { '00081199': { vr: 'SQ', Value: stored } }),
      ...(others.length === 0 ? {} : { '0008119A': { vr: 'SQ', Value: others } }),
    },
  };
}

function toInstanceUrl(facts: InstanceFacts): string {
  return `/dicomweb/studies/${facts.study}/series/${facts.series}/instances/${facts.instance}`;
}
