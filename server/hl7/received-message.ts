import type { Caller } from '../caller.ts';
import type { MessageFormat } from './filing.ts';
import type { MessageHeader } from './message-header.ts';
import type { RefusalFacts } from './refusal.ts';

/** One message as a door received it. */
export interface ReceivedMessage {
  readonly door: 'mllp' | 'post';
  readonly format: MessageFormat;
  readonly header: MessageHeader;
  readonly raw: Buffer;
  /** Length of what was too long to be taken: then `raw` is its head alone, and nothing of it is kept. */
  readonly oversized: number | null;
  /** Why its sender may not send; null when it may. */
  readonly refused: RefusalFacts | null;
  readonly received: Date;
  readonly caller: Caller;
}

/** What became of a message; it is durable, whatever that is. */
export interface MessageOutcome {
  readonly id: string;
  readonly state: 'filed' | 'superseded' | 'duplicate' | 'failed';
  /** Of a failed one. */
  readonly refusal: RefusalFacts | null;
}
