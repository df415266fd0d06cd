import { z } from 'zod';
import { none } from './api-row.ts';
import { Instant } from './identifiers.ts';

/** `meta.tag` of a resource that was taken though it is not valid FHIR R4: its results are shown by the file beside it, never as a table. */
export const faultTag = { system: 'urn:passerelle:fault', code: 'invalid' } as const;

/** One fault of a bundle that a hospital's system sent by FHIR: where and of which kind, never content. */
export const IntakeNote = z.strictObject({
  notedAt: Instant,
  /** X-Request-Id, by which the sender's log knows it. */
  request: z.string(),
  outcome: z.enum(['taken', 'refused']),
  /** FHIR type of the resource; null when it is the bundle. */
  type: z.string().nullable(),
  /** `Bundle.entry[3].resource.text.div` */
  place: z.string(),
  /** FHIR issue type: `structure`, `not-found`, `business-rule`… */
  code: z.string(),
});
export type IntakeNote = z.infer<typeof IntakeNote>;

/** The newest 500, newest first. */
export const IntakeNotes = z.array(IntakeNote);

/** What was wrong with the bundles that came by FHIR, for the helpdesk. */
export const intakeRows = {
  'intake/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/intake-notes',
    params: none,
    input: none,
    output: IntakeNotes,
  },
} as const;
