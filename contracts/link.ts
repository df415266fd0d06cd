import { z } from 'zod';
import { CalendarDate, Instant, LinkId, PatientId } from './identifiers.ts';

/** State of the therapeutic link itself; the three facts that stand beside it are never states of it. */
export const LinkState = z.enum(['draft', 'printed', 'active', 'expired', 'ended']);
export type LinkState = z.infer<typeof LinkState>;

/** The patient as the physician's list shows him. `birthDate` may be a year alone (unknown month and day). */
export const PatientFacts = z.strictObject({
  id: PatientId,
  family: z.string(),
  given: z.string(),
  birthDate: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  sex: z.enum(['female', 'male', 'other', 'unknown']),
});
export type PatientFacts = z.infer<typeof PatientFacts>;

/** A physician’s link with one patient, as the physician sees it. */
export const TherapeuticLink = z.strictObject({
  id: LinkId,
  patient: PatientFacts,
  state: LinkState,
  /** Reading needs *active* and none of the three facts; `false` hides which of them it is from nobody who may know. */
  readable: z.boolean(),
  createdAt: Instant,
  /** Europe/Brussels calendar day until whose end the link is valid; null before it is active. */
  validUntil: CalendarDate.nullable(),
  consentVersion: z.string(),
});
export type TherapeuticLink = z.infer<typeof TherapeuticLink>;

const brusselsDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' });

/** The link as it stands at an instant: an active one is over once its last day is, for whoever has not heard it from the hospital yet [R11]. */
export function toLinkAt(link: TherapeuticLink, now: Date): TherapeuticLink {
  const isOver = link.state === 'active' && link.validUntil !== null && link.validUntil < brusselsDay.format(now);
  return isOver ? { ...link, state: 'expired', readable: false } : link;
}

/** Link proposal. The hospital answers the same, in the same time, for unknown, refused and mismatched persons. */
export const LinkProposal = z.strictObject({
  niss: z.string().regex(/^\d{11}$/),
  family: z.string().trim().min(1).max(100),
  given: z.string().trim().min(1).max(100),
  birthDate: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  /** The physician declares: for care only, never insurance, occupational medicine, sickness funds, expert opinions [R20]. */
  careOnly: z.literal(true),
});
export type LinkProposal = z.infer<typeof LinkProposal>;

/** The physician confirms that the form of this exact text and PDF was signed by the patient. */
export const SignatureConfirmation = z.strictObject({
  consentVersion: z.string(),
  consentSha256: z.string().regex(/^[0-9a-f]{64}$/),
  signedOn: CalendarDate,
});

/** A consent form as bytes (PDF/A, base64) and what the link must keep of it. */
export const ConsentForm = z.strictObject({ version: z.string(), sha256: z.string(), pdfBase64: z.string() });
export type ConsentForm = z.infer<typeof ConsentForm>;
