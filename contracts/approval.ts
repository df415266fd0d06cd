import { z } from 'zod';
import { none } from './api-row.ts';
import { Instant, PersonId } from './identifiers.ts';
import { Role } from './person.ts';

/** Somebody who may telephone, as the helpdesk finds them by name. */
export const FoundPerson = z.strictObject({
  id: PersonId,
  name: z.string(),
  role: Role,
  /** Last line of the practice's address, to tell two of the same name apart. */
  place: z.string().nullable(),
  activated: z.boolean(),
  suspended: z.boolean(),
  /** PCs in service on which they signed in. */
  pcs: z.number().int(),
  lastAt: Instant.nullable(),
  /** A request for them waits already. */
  waiting: z.boolean(),
});
export type FoundPerson = z.infer<typeof FoundPerson>;

const ReissueId = z.uuid();
const ReissueReason = z.enum(['new-pc', 'reset']);
const Reason = z.string().trim().min(3).max(400);

/** What the helpdesk asks for: a letter with a code for a PC, or for new factors; `stolen`: the authenticator is in other hands. */
export const ReissueQuestion = z
  .strictObject({ person: PersonId, reason: ReissueReason, stolen: z.boolean(), why: Reason })
  .refine(({ reason, stolen }) => !stolen || reason === 'reset');

/** One request: who asks, for whom, why, what the person last did, and what became of it. */
export const Reissue = z.strictObject({
  id: ReissueId,
  person: z.strictObject({ id: PersonId, name: z.string(), role: Role }),
  reason: ReissueReason,
  stolen: z.boolean(),
  /** Null: nobody of the hospital, somebody on the public page; `why` is then the practice that was declared there. */
  askedBy: z.string().nullable(),
  askedAt: Instant,
  why: z.string(),
  expiresAt: Instant,
  /** `stopped`: the person said that it was not them. */
  state: z.enum(['waiting', 'approved', 'refused', 'stopped', 'withdrawn', 'expired']),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decision: z.string().nullable(),
  stoppedAt: Instant.nullable(),
  /** Where its letter is; null before the approval. */
  letter: z.enum(['queued', 'printed', 'posted', 'cancelled']).nullable(),
  /** When its code enrolled a PC, and which. */
  usedAt: Instant.nullable(),
  usedOn: z.string().nullable(),
  /** True for whoever asked for it and for whom it is: they decide nothing of it. */
  own: z.boolean(),
  lastAt: Instant.nullable(),
  lastOn: z.string().nullable(),
  /** PC on which the person is signed in at this moment. */
  openOn: z.string().nullable(),
  pcs: z.number().int(),
});
export type Reissue = z.infer<typeof Reissue>;

/**
 * What stands about the reader's own account: asked for, approved (the letter leaves), or used on a PC. A Director also reads who said
 * « not me » this week: `contestedBy`.
 */
export const OwnNotice = z.strictObject({
  id: ReissueId,
  reason: ReissueReason,
  stolen: z.boolean(),
  /** Asked on the public page in the reader's name, not by the helpdesk. */
  public: z.boolean(),
  /** Asked by a command on the hospital's own server, for its only Director; `approvedBy` says in whose name. */
  byServer: z.boolean().optional(),
  /** That request gave the practice another address, and the letter goes there. */
  moved: z.boolean(),
  askedAt: Instant,
  approvedAt: Instant.nullable(),
  approvedBy: z.string().nullable(),
  usedAt: Instant.nullable(),
  usedOn: z.string().nullable(),
  contestedBy: z.string().nullable(),
  contestedAt: Instant.nullable(),
});
export type OwnNotice = z.infer<typeof OwnNotice>;

const byReissue = z.strictObject({ reissue: ReissueId });

/** The helpdesk asks, the Director decides, whom it is for may stop it. */
export const approvalRows = {
  'person/find': {
    listener: 'medical',
    method: 'POST',
    path: '/api/people',
    params: none,
    input: z.strictObject({ search: z.string().trim().max(80) }),
    output: z.array(FoundPerson),
  },
  'reissue/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/reissues',
    params: none,
    input: none,
    output: z.array(Reissue),
  },
  'reissue/ask': {
    listener: 'medical',
    method: 'POST',
    path: '/api/reissues',
    params: none,
    input: ReissueQuestion,
    output: z.strictObject({ reissue: ReissueId }),
  },
  'reissue/withdraw': {
    listener: 'medical',
    method: 'POST',
    path: '/api/reissues/:reissue/withdrawal',
    params: byReissue,
    input: none,
    output: none,
  },
  'reissue/approve': {
    listener: 'medical',
    method: 'POST',
    path: '/api/reissues/:reissue/approval',
    params: byReissue,
    input: none,
    output: none,
  },
  'reissue/refuse': {
    listener: 'medical',
    method: 'POST',
    path: '/api/reissues/:reissue/refusal',
    params: byReissue,
    input: z.strictObject({ reason: Reason }),
    output: none,
  },
  'notice/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/notices',
    params: none,
    input: none,
    output: z.array(OwnNotice),
  },
  'notice/contest': {
    listener: 'medical',
    method: 'POST',
    path: '/api/notices/:reissue/contest',
    params: byReissue,
    input: none,
    output: none,
  },
} as const;
