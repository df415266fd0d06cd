import { z } from 'zod';
import { none } from './api-row.ts';
import { Instant, ResourceId } from './identifiers.ts';
import { HospitalFile } from './hospital-file.ts';

/** Where a request stands. `received` becomes `review` when the Director opens it. */
export const AccessRequestState = z.enum(['received', 'review', 'accepted', 'refused']);
export type AccessRequestState = z.infer<typeof AccessRequestState>;

/** The Director's queues. `crowded`: came while more were coming than anybody sends, kept apart. */
export const accessRequestQueues = ['waiting', 'crowded', 'accepted', 'refused'] as const;
const Queue = z.enum(accessRequestQueues);
export type AccessRequestQueue = z.infer<typeof Queue>;

/** One line of a queue. */
export const AccessRequestLine = z.strictObject({
  id: ResourceId,
  queue: Queue,
  state: AccessRequestState,
  receivedAt: Instant,
  decidedAt: Instant.nullable(),
  family: z.string(),
  given: z.string(),
  /** 8 or 11 digits. */
  nihdi: z.string(),
  practice: z.string(),
  /** True when a physician's account has this number. */
  known: z.boolean(),
  /** How many other requests have this number. */
  alike: z.number().int(),
});
export type AccessRequestLine = z.infer<typeof AccessRequestLine>;

/** How many stand in each queue, and of each the 500 that come first. */
export const AccessRequestList = z.strictObject({
  total: z.record(Queue, z.number().int()),
  lines: z.array(AccessRequestLine),
});
export type AccessRequestList = z.infer<typeof AccessRequestList>;

/** What the Director decides on: what was declared, and what the hospital knows of the same number. */
export const AccessRequestDetail = z.strictObject({
  id: ResourceId,
  state: AccessRequestState,
  crowded: z.boolean(),
  /** Language of the page that was filled in. */
  language: z.enum(['fr', 'nl', 'de', 'en']),
  receivedAt: Instant,
  reviewBeganAt: Instant.nullable(),
  decidedAt: Instant.nullable(),
  /** Name of the Director who decided. */
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  /** Letter that acceptance asked the desk for. */
  letter: z.enum(['access', 'new-pc']).nullable(),
  family: z.string(),
  given: z.string(),
  nihdi: z.string(),
  practice: z.string(),
  address: z.array(z.string()),
  phone: z.string(),
  email: z.string().nullable(),
  /** Version of the conditions that were accepted. */
  conditions: z.string(),
  /** The account that has this number already; its practice's address has no line where none is known. */
  account: z
    .strictObject({
      name: z.string(),
      login: z.string(),
      activated: z.boolean(),
      suspended: z.boolean(),
      /** New factors are on their way by post: no other letter takes their place. */
      awaitsReset: z.boolean(),
      address: z.array(z.string()),
    })
    .nullable(),
  /** The latest 20 other requests with this number, newest first. */
  others: z.array(
    z.strictObject({
      id: ResourceId,
      state: AccessRequestState,
      receivedAt: Instant,
      family: z.string(),
      given: z.string(),
      practice: z.string(),
    }),
  ),
});
export type AccessRequestDetail = z.infer<typeof AccessRequestDetail>;

/** Says that identity, number and practice were checked with the Order or the INAMI; `moved`: an account's address becomes the declared one. */
export const AccessRequestAcceptance = z.strictObject({ checked: z.literal(true), moved: z.boolean() });

/** Reads on the follow-up page of whoever asked. */
export const AccessRequestRefusal = z.strictObject({ reason: z.string().trim().min(3).max(400) });

const byRequest = z.strictObject({ request: ResourceId });

/** Requests for access, for the Medical Director [R02]. */
export const accessRequestRows = {
  'access-request/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/access-requests',
    params: none,
    input: none,
    output: AccessRequestList,
  },
  'access-request/review': {
    listener: 'medical',
    method: 'POST',
    path: '/api/access-requests/:request/review',
    params: byRequest,
    input: none,
    output: AccessRequestDetail,
  },
  'access-request/accept': {
    listener: 'medical',
    method: 'POST',
    path: '/api/access-requests/:request/acceptance',
    params: byRequest,
    input: AccessRequestAcceptance,
    output: z.strictObject({ letter: z.enum(['access', 'new-pc']) }),
  },
  'access-request/refuse': {
    listener: 'medical',
    method: 'POST',
    path: '/api/access-requests/:request/refusal',
    params: byRequest,
    input: AccessRequestRefusal,
    output: none,
  },
  'access-request/file': {
    listener: 'medical',
    method: 'GET',
    path: '/api/access-requests/:request/file',
    params: byRequest,
    input: none,
    output: HospitalFile,
    delivers: 'save',
  },
} as const;
