import { z } from 'zod';

/** A file that the hospital makes for its staff: a PDF to print, an archive or a list to save. `name` has no folder and names nobody. */
export const HospitalFile = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
  type: z.enum(['application/pdf', 'application/zip', 'text/csv', 'application/json']),
  base64: z.base64(),
});
export type HospitalFile = z.infer<typeof HospitalFile>;
