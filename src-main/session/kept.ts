import { z } from 'zod';
import { Instant } from '../../contracts/identifiers.ts';
import { readKnown } from '../storage/known-fields.ts';

/** What the keychain keeps of a sign-in: until when its day lasts. */
export const KeptDay = z.strictObject({ endsAt: Instant });

/** What the keychain keeps of time: the highest that was known of, in ms, and how often it was noted. */
export const KeptMark = z.strictObject({ time: z.number(), count: z.number().int() });

/** Reads a kept text; null where there is none, or another program's. */
export function readKept<T>(schema: z.ZodType<T>, text: string | null): T | null {
  try {
    return readKnown(schema, JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}
