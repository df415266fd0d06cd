/**
 * Every way a request may fail that a user can be told about. A code never says whether a hidden document or an unlinked
 * patient exists; its sentence stands in the window's catalogue, its HTTP status in `server/outcome.ts`.
 */
export const failureCodes = [
  'bug',
  'input-invalid',
  'not-found',
  'forbidden-for-role',
  'too-many-attempts',
  'conflict',
  'offline',
  'server-unavailable',
  'hospital-untrusted',
  'clock-wrong',
  'disk-full',
  'keychain-absent',
  'keychain-locked',
  'keychain-timeout',
  'invitation-file-invalid',
  'invitation-code-wrong',
  'invitation-code-expired',
  'invitation-code-used',
  'certificate-required',
  'certificate-expired',
  'certificate-revoked',
  'certificate-foreign',
  'renewal-too-late',
  'session-required',
  'session-ended',
  'credentials-wrong',
  'otp-wrong',
  'otp-replayed',
  'recovery-code-used',
  'password-weak',
  'account-not-activated',
  'account-suspended',
  'niss-invalid',
  'niss-not-issued',
  'purpose-not-declared',
  'link-not-possible',
  'link-attempts-exceeded',
  'link-state-conflict',
  'link-not-active',
  'link-ended',
  'form-unknown',
  'form-not-signed',
  'form-replaced',
  'record-not-available',
  'document-not-available',
  'document-unreadable',
  'pacs-unavailable',
  'resource-invalid',
  'instance-quarantined',
  'lease-ended',
  'journal-refused',
  'not-copied-yet',
  'patient-mismatch',
  'trace-unavailable',
  'vault-locked',
  'vault-damaged',
  'printer-absent',
  'print-failed',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** What crosses a border when something failed: `incident` joins the sentence on the screen with the line in the log. */
export interface Failure {
  readonly code: FailureCode;
  readonly incident: string;
}

/** What crosses a border instead of an exception. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** An expected refusal, thrown inside one process and mapped at its edge; any other Error is a bug. */
export class ExpectedFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'ExpectedFailure';
    this.code = code;
  }
}

/** True when `value` is one of the codes above; anything else from a wire is treated as a bug. */
export function isFailureCode(value: unknown): value is FailureCode {
  return typeof value === 'string' && (failureCodes as readonly string[]).includes(value);
}
