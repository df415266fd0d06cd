import { z } from 'zod';
import { none } from './api-row.ts';
import { Instant } from './identifiers.ts';

/** One kept message has this id. */
export const MessageId = z.uuid();

/** Why a message is not filed: where in it, and a French sentence that holds no value of the message. */
const MessageRefusal = z.strictObject({
  /** MSA-1 of the acknowledgement. */
  code: z.enum(['AE', 'AR']),
  /** HL7 table 0357. */
  condition: z.number().int(),
  segment: z.string().nullable(),
  occurrence: z.number().int(),
  field: z.number().int().nullable(),
  reason: z.string(),
});

/** A message that could not be filed: its header and the reason, never its content. */
export const FailedMessage = z.strictObject({
  id: MessageId,
  receivedAt: Instant,
  lastAt: Instant,
  attempts: z.number().int(),
  /** Way in: MLLP, or POST /api/inbox. */
  door: z.enum(['mllp', 'post']),
  format: z.enum(['hl7-v2', 'healthone', 'medidoc', 'kmehr']),
  /** MSH-3 to MSH-7, MSH-9 and MSH-10; of MSH-3 to MSH-6 only names that the hospital set, or codes, of MSH-10 only numbers: the rest is blackened. */
  sendingApplication: z.string(),
  sendingFacility: z.string(),
  receivingApplication: z.string(),
  receivingFacility: z.string(),
  sentAt: z.string(),
  type: z.string(),
  control: z.string(),
  bytes: z.number().int(),
  /** False when its bytes were too many to be kept: the sender must send it again. */
  replayable: z.boolean(),
  refusal: MessageRefusal,
});
export type FailedMessage = z.infer<typeof FailedMessage>;

/** The newest 500 messages that could not be filed, and how many there are. */
export const MessageList = z.strictObject({
  total: z.strictObject({ failed: z.number().int() }),
  lines: z.array(FailedMessage),
});
export type MessageList = z.infer<typeof MessageList>;

/** What became of a message: filed, older than what stands, known already, or refused (again) with the reason. */
export const MessageResult = z.strictObject({
  id: MessageId,
  state: z.enum(['filed', 'superseded', 'duplicate', 'failed']),
  refusal: MessageRefusal.nullable(),
});
export type MessageResult = z.infer<typeof MessageResult>;

/** Why a message is taken off the list. */
export const MessageDismissal = z.strictObject({ reason: z.string().trim().min(3).max(400) });

const byMessage = z.strictObject({ message: MessageId });

/** Messages that could not be filed, for the helpdesk. */
export const messageRows = {
  'message/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/messages',
    params: none,
    input: none,
    output: MessageList,
  },
  'message/replay': {
    listener: 'medical',
    method: 'POST',
    path: '/api/messages/:message/replay',
    params: byMessage,
    input: none,
    output: MessageResult,
    patience: 120,
  },
  'message/dismiss': {
    listener: 'medical',
    method: 'POST',
    path: '/api/messages/:message/dismissal',
    params: byMessage,
    input: MessageDismissal,
    output: none,
  },
} as const;
