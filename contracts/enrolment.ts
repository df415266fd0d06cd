import { z } from 'zod';
import { PcId, Instant } from './identifiers.ts';
import { HospitalFacts, Person } from './person.ts';

/** The `.passerelle` file: where the hospital is and whom to trust. It holds no secret. */
export const InvitationFile = z.strictObject({
  format: z.literal('passerelle-invitation-1'),
  hospital: HospitalFacts,
  /** Base addresses, https with host and port, no path. */
  openUrl: z.url({ protocol: /^https$/ }),
  medicalUrl: z.url({ protocol: /^https$/ }),
  /** The hospital's root certificate, PEM. The only one the app will ever trust. */
  caCertificate: z.string().startsWith('-----BEGIN CERTIFICATE-----').max(8192),
});
export type InvitationFile = z.infer<typeof InvitationFile>;

/** One-time code of the printed letter: 16 characters of Crockford's base 32, shown in groups of four. */
export const InvitationCode = z
  .string()
  .transform((text) => text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1'))
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/));

/** PKCS#10 request, PEM, P-256. The subject is decided by the hospital and never copied from it. */
export const CertificateRequest = z.string().startsWith('-----BEGIN CERTIFICATE REQUEST-----').max(4096);

/** What a PC asks for its certificate with: the code of the letter, and the name by which the helpdesk finds it. */
export const EnrolmentRequest = z.strictObject({
  code: InvitationCode,
  csr: CertificateRequest,
  pcName: z.string().max(80),
});

/** What an enrolled PC keeps beside its private key. Certificates are PEM, leaf first. */
export const Enrolment = z.strictObject({
  pc: PcId,
  certificate: z.string(),
  notAfter: Instant,
  /** SPKI PEM (P-256) that verifies leases and PC statements. */
  statementKey: z.string(),
  person: Person,
  /** False until the person has chosen a password and confirmed a second factor. */
  activated: z.boolean(),
});
export type Enrolment = z.infer<typeof Enrolment>;

/** Renewal on the open listener: `proof` is base64url ECDSA P-256/SHA-256 (IEEE P1363) of `csr` by the old key. */
export const RenewalRequest = z.strictObject({
  oldCertificate: z.string().max(8192),
  csr: CertificateRequest,
  proof: z.base64url(),
  login: z.string(),
  password: z.string(),
  otp: z.string(),
});

/** First password and second factor, over mutual TLS, with the letter's code as proof. */
export const ActivationStart = z.strictObject({ code: InvitationCode, password: z.string().min(1).max(256) });
/** The second factor as an authenticator takes it: by QR code, or typed (base32). */
export const ActivationSecret = z.strictObject({
  otpauth: z.string().startsWith('otpauth://totp/'),
  secret: z.string(),
});
/** The first one-time code: it proves that the authenticator holds the secret, and makes the account usable. */
export const ActivationConfirm = z.strictObject({ code: InvitationCode, otp: z.string().regex(/^\d{6}$/) });
/** Each stands in for one one-time code; shown this once. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()).length(10) });

/** Signed statement of a PC's standing (JWS, ES256, by `statementKey`): how a PC that cannot handshake learns why. */
export const StatementRequest = z.strictObject({ certificate: z.string().max(8192) });
/** Compact JWS, its claims as `StatementClaims`. */
export const Statement = z.strictObject({ statement: z.string() });
/** `thumbprint`: SHA-256 of the certificate that was asked about; `iat`: seconds since 1970 by the hospital’s clock. */
export const StatementClaims = z.object({
  standing: z.enum(['enrolled', 'expired', 'revoked', 'unknown']),
  thumbprint: z.string(),
  iat: z.number(),
});
