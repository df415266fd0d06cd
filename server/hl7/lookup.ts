import { createHash } from 'node:crypto';
import type { Identifier } from '@medplum/fhirtypes';
import { type HashKey, toIdentifierHash, toKeyedHash } from '../mapping/identifier-hash.ts';

/** One thing to be looked up before a message is filed; see `medical.look_up` in migration 0061. */
export interface Ask {
  readonly kind: 'message' | 'patient' | 'identifier' | 'key';
  /** FHIR type; empty for a message. */
  readonly type: string;
  /** Hexadecimal. */
  readonly hash: string;
  /** True when the stored text is needed too; then any change of it counts as a change. */
  readonly wanted: boolean;
}

/** One answer to an ask. */
export interface Known {
  readonly id: string;
  readonly patient: string | null;
  /** Of a key: the sender's version that stands. Of a message: `sha256 state`. */
  readonly version: string | null;
  /** Elements that a cancellation put in place, when it was the last word. */
  readonly cancelled: Readonly<Record<string, unknown>> | null;
  /** FHIR version of the stored resource; null when there is none yet. */
  readonly revision: number | null;
  readonly content: string | null;
}

/** What is known of everything that one message asks; an ask that was not put is a bug. */
export interface Lookup {
  of(ask: Omit<Ask, 'wanted'>): readonly Known[];
}

/** Collects asks, each once; `wanted` if anybody wants it. */
export interface AskList {
  add(ask: Ask): void;
  readonly all: readonly Ask[];
}

const toName = ({ kind, type, hash }: Omit<Ask, 'wanted'>): string => `${kind} ${type} ${hash}`;

/** An empty list of asks. */
export function openAskList(): AskList {
  const asks = new Map<string, Ask>();
  return {
    add: (ask) => {
      const known = asks.get(toName(ask));
      asks.set(toName(ask), known?.wanted === true ? known : ask);
    },
    get all() {
      return [...asks.values()];
    },
  };
}

/** Joins asks with their answers, in the same order. */
export function toLookup(asks: readonly Ask[], answers: readonly (readonly Known[])[]): Lookup {
  const found = new Map(asks.map((ask, index) => [toName(ask), answers[index] ?? []]));
  return {
    of: (ask) => {
      const known = found.get(toName(ask));
      if (known === undefined) throw new Error(`nobody asked for a ${ask.kind} of ${ask.type}`);
      return known;
    },
  };
}

/** What `medical.look_again` makes of the same answers: equal texts mean that nothing has changed. */
export function toSeen({ wanted }: Ask, known: readonly Known[]): string {
  const order = (one: Known): string => `${one.id}\u0000${one.version ?? ''}`;
  return known
    .toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
    .map(({ id, version, revision }) =>
      [id, version ?? '', wanted ? (revision ?? '') : revision !== null].map(String).join('|'),
    )
    .join(',');
}

/** Hash under which a sender's business key is kept. */
export function toKeyHash(secret: HashKey, type: string, key: string): string {
  return toKeyedHash(secret, `filed:${type}|${key}`);
}

/** Hash of an identifier; null without a value. */
export function toHash(secret: HashKey, { system, value }: Identifier): string | null {
  return value === undefined || value === '' ? null : toIdentifierHash(secret, system ?? '', value);
}

/** What names one sender's message: who sent it and MSH-10; without MSH-10 the bytes themselves. */
export function toOrigin(sender: readonly string[], control: string, sha256: string): string {
  const name = control === '' ? ['bytes', sha256] : ['control', ...sender, control];
  return createHash('sha256').update(JSON.stringify(name)).digest('hex');
}
