import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { ExpectedFailure, type Failure, type FailureCode } from '../contracts/failure.ts';

/** HTTP status of each failure code. Codes that only a PC can meet stand here too, so that the table is whole. */
export const httpStatus = {
  bug: 500,
  'input-invalid': 400,
  'not-found': 404,
  'forbidden-for-role': 403,
  'too-many-attempts': 429,
  conflict: 409,
  offline: 503,
  'server-unavailable': 503,
  'hospital-untrusted': 500,
  'clock-wrong': 400,
  'disk-full': 507,
  'keychain-absent': 500,
  'keychain-locked': 500,
  'keychain-timeout': 500,
  'invitation-file-invalid': 400,
  'invitation-code-wrong': 403,
  'invitation-code-expired': 403,
  'invitation-code-used': 403,
  'certificate-required': 401,
  'certificate-expired': 401,
  'certificate-revoked': 401,
  'certificate-foreign': 401,
  'renewal-too-late': 403,
  'session-required': 401,
  'session-ended': 401,
  'credentials-wrong': 401,
  'otp-wrong': 401,
  'otp-replayed': 401,
  'recovery-code-used': 401,
  'password-weak': 400,
  'account-not-activated': 403,
  'account-suspended': 403,
  'niss-invalid': 400,
  'niss-not-issued': 400,
  'purpose-not-declared': 400,
  'link-not-possible': 403,
  'link-attempts-exceeded': 429,
  'link-state-conflict': 409,
  'link-not-active': 403,
  'link-ended': 403,
  'form-unknown': 404,
  'form-not-signed': 409,
  'form-replaced': 409,
  'record-not-available': 403,
  'document-not-available': 404,
  'document-unreadable': 422,
  'pacs-unavailable': 503,
  'resource-invalid': 422,
  'instance-quarantined': 202,
  'lease-ended': 403,
  'journal-refused': 409,
  'not-copied-yet': 404,
  'patient-mismatch': 409,
  'trace-unavailable': 503,
  'vault-locked': 500,
  'vault-damaged': 500,
  'printer-absent': 500,
  'print-failed': 500,
} as const satisfies Record<FailureCode, number>;

/** What leaves when something failed. */
export interface Outcome {
  readonly status: number;
  readonly failure: Failure;
}

/** The one mapper of this edge: a failure keeps its code, fastify's own refusals become one, a bug stays in the log. */
export function toOutcome(error: unknown, log: FastifyBaseLogger): Outcome {
  const incident = randomUUID();
  if (error instanceof ExpectedFailure) {
    const status = httpStatus[error.code];
    if (status >= 500) log.error({ incident, code: error.code, err: error.cause }, 'refused: a part is missing');
    return { status, failure: { code: error.code, incident } };
  }
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
    return toOutcome(new ExpectedFailure('disk-full', { cause: error }), log);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 429) return { status, failure: { code: 'too-many-attempts', incident } };
  if (status >= 400 && status < 500) return { status, failure: { code: 'input-invalid', incident } };
  log.error({ incident, err: error }, 'bug');
  return { status: 500, failure: { code: 'bug', incident } };
}

/** The same as a FHIR OperationOutcome; never a sentence, the code and the incident alone. */
export function toOperationOutcome({ status, failure }: Outcome): object {
  const code =
    status === 404
      ? 'not-found'
      : status === 401
        ? 'login'
        : status === 403
          ? 'forbidden'
          : status >= 500
            ? 'exception'
            : 'invalid';
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code,
        details: { coding: [{ system: 'urn:passerelle:failure', code: failure.code }] },
        diagnostics: failure.incident,
      },
    ],
  };
}
