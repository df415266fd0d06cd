import { z } from 'zod';

/** One JSON route: which listener serves it, its path with `:params`, and what its schemas let through. */
export interface ApiRow {
  readonly listener: 'open' | 'medical';
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly params: z.ZodType;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** No parameters, no body, nothing to answer. */
export const none = z.strictObject({});
