import { z } from 'zod';
import { none } from './api-row.ts';
import { DeedReason, DisputedLink, DisputeId, DisputeSetting } from './dispute.ts';
import { Instant, PersonId } from './identifiers.ts';
import { Copy } from './reach.ts';

/** `never`: not activated yet; `closed`: the account itself is closed; `suspended`: signs in, reads nothing. */
export const PhysicianState = z.enum(['active', 'suspended', 'closed', 'never']);
export type PhysicianState = z.infer<typeof PhysicianState>;

/** A physician as the Director’s list shows him or her. */
export const PhysicianLine = z.strictObject({
  id: PersonId,
  name: z.string(),
  nihdi: z.string(),
  state: PhysicianState,
  /** Links that are active now. */
  links: z.number().int(),
  openDisputes: z.number().int(),
  /** When data last went to this physician; null: never. */
  lastLook: Instant.nullable(),
  pcs: z.number().int(),
  /** Sessions that are open now. */
  sessions: z.number().int(),
});
export type PhysicianLine = z.infer<typeof PhysicianLine>;

/** The first 200 by name, and how many there are. */
export const PhysicianList = z.strictObject({ total: z.number().int(), physicians: z.array(PhysicianLine) });
export type PhysicianList = z.infer<typeof PhysicianList>;

/** A signed link as the Director sees it. */
export const PhysicianLink = z.strictObject({
  ...DisputedLink.shape,
  /** The open dispute about it. */
  dispute: DisputeId.nullable(),
});
export type PhysicianLink = z.infer<typeof PhysicianLink>;

/** One ground of a suspension; `dispute` null is the Director’s own decision. */
export const Suspension = z.strictObject({
  since: Instant,
  by: z.string(),
  reason: z.string().nullable(),
  dispute: DisputeId.nullable(),
  liftedAt: Instant.nullable(),
  liftedBy: z.string().nullable(),
  liftReason: z.string().nullable(),
});
export type Suspension = z.infer<typeof Suspension>;

/** One physician: signed links (the newest 500), grounds of suspensions, copies on PCs, and what a dispute would do now. */
export const PhysicianDetail = z.strictObject({
  setting: DisputeSetting,
  links: z.array(PhysicianLink),
  suspensions: z.array(Suspension),
  copies: z.array(Copy),
});
export type PhysicianDetail = z.infer<typeof PhysicianDetail>;

const byPerson = z.strictObject({ person: PersonId });

/** Physicians, for the Medical Director. What is searched for stands in a body, never in a URL. */
export const physicianRows = {
  'physician/search': {
    listener: 'medical',
    method: 'POST',
    path: '/api/physicians',
    params: none,
    input: z.strictObject({ query: z.string().trim().max(100) }),
    output: PhysicianList,
  },
  'physician/read': {
    listener: 'medical',
    method: 'GET',
    path: '/api/physicians/:person',
    params: byPerson,
    input: none,
    output: PhysicianDetail,
  },
  'physician/suspend': {
    listener: 'medical',
    method: 'POST',
    path: '/api/physicians/:person/suspension',
    params: byPerson,
    input: z.strictObject({ suspended: z.boolean(), reason: DeedReason }),
    output: none,
  },
} as const;
