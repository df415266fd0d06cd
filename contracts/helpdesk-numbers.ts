import { z } from 'zod';

const Time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** Hours of one day in their order, `from` included and `to` not; times of Brussels, `24:00` is midnight at the end of the day. */
const Spans = z
  .array(z.object({ from: Time, to: Time }))
  .max(6)
  .refine((spans) => spans.every(({ from, to }, at) => from < to && from >= (spans[at - 1]?.to ?? '')), {
    message: 'hours in their order, each one ending after it began',
  });
export type Spans = z.infer<typeof Spans>;

/** When a telephone is answered, as the hospital sets it. A day of `otherDays` follows its own hours: none on a holiday. */
export const OpeningHours = z.object({
  /** Seven days, Monday first. */
  week: z.array(Spans).length(7),
  otherDays: z.array(z.object({ day: z.iso.date(), open: Spans })).max(400),
});
export type OpeningHours = z.infer<typeof OpeningHours>;

/**
 * One telephone service: its hours as the hospital words them, and, where it sets them, as a calendar that says « ouvert jusqu'à 17 h » in every
 * language. What a newer hospital says beside is left out, and a calendar that cannot be read too: its number stays at hand in an older application.
 */
export const PhoneService = z.object({
  name: z.string(),
  phone: z.string(),
  hours: z.string(),
  opening: OpeningHours.optional().catch(undefined),
});
export type PhoneService = z.infer<typeof PhoneService>;

/** The same as the hospital writes it into its own file, where a mistake must be told. */
export const WrittenPhoneService = z.strictObject({ ...PhoneService.shape, opening: OpeningHours.optional() });
