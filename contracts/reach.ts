import { z } from 'zod';
import { Instant, PatientId } from './identifiers.ts';

/**
 * How a copy on a PC stands: `held` (it owes nothing), `awaited` (it should be destroyed, or compared since a document was hidden, and the
 * PC has not said that it did: *not yet reached*), `reached` (it said so).
 */
export const CopyStanding = z.enum(['held', 'awaited', 'reached']);
export type CopyStanding = z.infer<typeof CopyStanding>;

/** A copy of one patient that one person holds on one PC, by the leases that the hospital signed. */
export const Copy = z.strictObject({
  pc: z.uuid(),
  pcName: z.string(),
  person: z.uuid(),
  personName: z.string(),
  patient: PatientId,
  /** When the copy destroys itself at the latest, whatever becomes of the line. */
  copyEndsAt: Instant,
  /** When the PC said that it did what was asked last; null until then. */
  reachedAt: Instant.nullable(),
  standing: CopyStanding,
});
export type Copy = z.infer<typeof Copy>;

/** What a PC must do with its person's copy of a patient; `token` comes back with the answer, so that an old one counts for nothing. */
export const CopyDeed = z.strictObject({
  patient: PatientId,
  deed: z.enum(['destroy', 'compare']),
  token: z.number().int(),
});
export type CopyDeed = z.infer<typeof CopyDeed>;

const Deeds = z.strictObject({ deeds: z.array(CopyDeed).max(500) });

/**
 * How a PC learns what it must undo, and says that it did. It is asked again until it answers, so that a lost word costs nothing. An answer
 * proves that software with this PC's key and this person's session says so: an honest PC has then really destroyed or compared its copy. A
 * manipulated one may lie, as it may photograph its screen; its lease ends all the same.
 */
export const reachRows = {
  'reach/read': {
    listener: 'medical',
    method: 'GET',
    path: '/api/reach',
    params: z.strictObject({}),
    input: z.strictObject({}),
    output: Deeds,
  },
  'reach/acknowledge': {
    listener: 'medical',
    method: 'POST',
    path: '/api/reach',
    params: z.strictObject({}),
    input: Deeds,
    output: z.strictObject({}),
  },
} as const;
