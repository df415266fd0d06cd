import { z } from 'zod';
import { none } from './api-row.ts';
import { PatientId } from './identifiers.ts';

/** What the window says of showing something to the patient, and of the notices that wait meanwhile. */
export const showIpc = {
  /** Something is shown to the patient from now on, or no longer: no notice arrives meanwhile. */
  'show/report': { input: z.strictObject({ on: z.boolean() }), output: none },
  /** Whether the system tells, on this PC, that new results came: off until somebody turns it on. */
  'alert/read': { input: none, output: z.strictObject({ on: z.boolean() }) },
  'alert/choose': { input: z.strictObject({ on: z.boolean() }), output: none },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;

/** What the window hears of the notices. */
export const showEvents = {
  /** The physician pressed a notice: its patient, or null when it spoke of several. Told only while he is signed in and not locked out. */
  'alert/opened': z.strictObject({ patient: PatientId.nullable() }),
} as const satisfies Record<string, z.ZodType>;
