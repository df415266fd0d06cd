import { z } from 'zod';
import { none } from './api-row.ts';

/** The three hints of the first day, in the order in which one meets them. */
export const hints = ['patient', 'document', 'images'] as const;
const Hint = z.enum(hints);
export type Hint = z.infer<typeof Hint>;

/** What the signed-in person needs to be told no more; kept on this PC, for nobody else. */
export const guidanceIpc = {
  'guidance/read': { input: none, output: z.strictObject({ done: z.array(Hint) }) },
  'guidance/note-done': { input: z.strictObject({ hint: Hint }), output: none },
  /** Every hint again, from the first. */
  'guidance/begin-again': { input: none, output: none },
} as const;
