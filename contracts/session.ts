import { z } from 'zod';
import { Instant } from './identifiers.ts';
import { HospitalFacts, Person } from './person.ts';

/** Both factors, once per working day. `otp` is six digits or one recovery code. */
export const SignIn = z.strictObject({
  login: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
  otp: z.string().trim().min(6).max(32),
});
export type SignIn = z.infer<typeof SignIn>;

/** A session: an opaque token (256 random bits, base64url) that works only with the certificate it was made over (RFC 8705). */
export const Session = z.strictObject({
  token: z.string().min(43),
  person: Person,
  endsAt: Instant,
  hospital: HospitalFacts,
  recoveryCodesLeft: z.number().int(),
  /** The hospital's time when it answered, to notice a wrong clock on the PC. */
  now: Instant,
});
export type Session = z.infer<typeof Session>;

/** The password again, of whoever is locked out. */
export const Unlock = z.strictObject({ password: z.string().min(1).max(256) });
