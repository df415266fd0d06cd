import { createHash } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { type RememberingKey, toRememberingKey } from '../mapping/identifier-hash.ts';
import type { Filing, NumberSystems, ToFiling } from './filing.ts';
import { toFilingAsks } from './filing-asks.ts';
import { type Ask, toOrigin } from './lookup.ts';
import type { ReceivedMessage } from './received-message.ts';
import { HL7Refusal, type RefusalFacts } from './refusal.ts';

/** A message that was read: what it asks to be filed, or why it cannot be, and what must be looked up first. */
export interface PreparedMessage {
  readonly message: ReceivedMessage;
  /** Id of the kept message that is filed again; null for one that has just come. */
  readonly replays: string | null;
  /** Hexadecimal, of the bytes. */
  readonly sha256: string;
  /** See `toOrigin`. */
  readonly origin: string;
  readonly filing: Filing | null;
  readonly refusal: RefusalFacts | null;
  /** `nissIndexKey`, with what was hashed for this message. */
  readonly hashKey: RememberingKey;
  readonly asks: readonly Ask[];
  /** Keyed hashes of the numbers by which its patient is found. */
  readonly patients: readonly string[];
  /** Hashes of what it changes, and of what it only refers to. */
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** True when no other message may be written in the same transaction. */
  readonly alone: boolean;
}

/** What a message is read with. */
export interface PrepareTools extends Pick<Deps, 'secrets' | 'log'> {
  readonly numbers: NumberSystems;
  readonly toFiling: ToFiling;
}

/** What the sender is told when the fault is ours; the log says more. */
export const internalRefusal: RefusalFacts = {
  code: 'AE',
  condition: 207,
  segment: null,
  occurrence: 1,
  field: null,
  reason: 'Erreur interne de Passerelle : le message est gardé et sera classé après correction.',
};

/** What the sender is told when others kept changing what the message speaks of. */
export const lockedRefusal: RefusalFacts = {
  ...internalRefusal,
  condition: 206,
  reason: 'Le dossier était occupé : le message est gardé et peut être classé à nouveau.',
};

/** Reads a message by its mapping; never throws: what cannot be read is a refusal, and is kept as that. */
export function prepareMessage(tools: PrepareTools, message: ReceivedMessage, replays: string | null): PreparedMessage {
  const sha256 = createHash('sha256').update(message.raw).digest('hex');
  const { sendingApplication, sendingFacility, control } = message.header;
  const origin = toOrigin([message.format, sendingApplication, sendingFacility], control, sha256);
  const itself: Ask = { kind: 'message', type: '', hash: origin, wanted: false };
  const hashKey = toRememberingKey(tools.secrets.nissIndexKey);
  const read = readFiling(tools, message);
  if (!('filing' in read))
    return {
      message,
      replays,
      sha256,
      origin,
      filing: null,
      refusal: read.refusal,
      hashKey,
      asks: [itself],
      patients: [],
      writes: [origin],
      reads: [],
      alone: false,
    };
  const { filing } = read;
  const { asks, patients, writes, reads } = toFilingAsks(filing, hashKey);
  return {
    message,
    replays,
    sha256,
    origin,
    filing,
    refusal: null,
    hashKey,
    asks: [itself, ...asks],
    patients,
    writes: [origin, ...writes],
    reads,
    alone: filing.merge !== null,
  };
}

/** The same message, to be kept as refused. */
export function toRefused(prepared: PreparedMessage, refusal: RefusalFacts): PreparedMessage {
  return { ...prepared, filing: null, refusal };
}

function readFiling(
  { numbers, toFiling, log }: PrepareTools,
  { format, header, raw, oversized, refused: barred, received }: ReceivedMessage,
): { readonly filing: Filing } | { readonly refusal: RefusalFacts } {
  const refused = (condition: 100 | 207, reason: string): { refusal: RefusalFacts } => ({
    refusal: { ...internalRefusal, code: 'AR', condition, reason },
  });
  if (barred !== null) return { refusal: barred };
  if (oversized !== null) return refused(207, 'Le message dépasse la longueur permise : il n’a pas été gardé.');
  if (format === 'hl7-v2' && !header.present) return refused(100, 'Le message ne commence pas par un segment MSH.');
  try {
    return { filing: toFiling(raw, { numbers, received }) };
  } catch (error) {
    if (error instanceof HL7Refusal) return { refusal: error.facts };
    log.error({ err: error }, 'a mapping failed');
    return { refusal: internalRefusal };
  }
}
