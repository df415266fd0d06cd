import type { FailureCode } from './failure.ts';

/**
 * What a refused person does next: `retry` the same question, `correct` what was typed, `choose` something else, `wait` for what comes by
 * itself, `prepare` this PC (clock, disk, printer, keychain), `sign-in`, `unlock`, `renew` an authorisation or a link, `print` a form, or `call`.
 */
export type NextDeed =
  | 'retry'
  | 'correct'
  | 'choose'
  | 'wait'
  | 'prepare'
  | 'sign-in'
  | 'unlock'
  | 'renew'
  | 'print'
  | 'call';

/** Who can meet it: somebody not signed in yet, a physician, people of the hospital, any signed-in person, or other software alone. */
export type MetBy = 'guest' | 'physician' | 'hospital' | 'anybody' | 'software';

/** The next step of one refusal; its sentence stands in the window's words. */
export interface RefusalStep {
  readonly met: MetBy;
  readonly deed: NextDeed;
  /** Whose telephone number stands under the sentence; null where nobody needs to be called. */
  readonly call: 'helpdesk' | 'director' | null;
}

/** The next step of every refusal: a code without one does not compile. */
export const refusals = {
  bug: { met: 'anybody', deed: 'retry', call: 'helpdesk' },
  'input-invalid': { met: 'anybody', deed: 'correct', call: null },
  'not-found': { met: 'anybody', deed: 'choose', call: null },
  'forbidden-for-role': { met: 'anybody', deed: 'call', call: 'director' },
  'too-many-attempts': { met: 'anybody', deed: 'retry', call: null },
  conflict: { met: 'anybody', deed: 'retry', call: null },
  offline: { met: 'anybody', deed: 'retry', call: null },
  'server-unavailable': { met: 'anybody', deed: 'retry', call: null },
  'hospital-untrusted': { met: 'anybody', deed: 'call', call: 'helpdesk' },
  'clock-wrong': { met: 'anybody', deed: 'prepare', call: null },
  'disk-full': { met: 'anybody', deed: 'prepare', call: null },
  'keychain-absent': { met: 'guest', deed: 'call', call: 'helpdesk' },
  'keychain-locked': { met: 'guest', deed: 'prepare', call: null },
  'keychain-timeout': { met: 'guest', deed: 'prepare', call: null },
  'invitation-file-invalid': { met: 'guest', deed: 'choose', call: 'helpdesk' },
  'invitation-code-wrong': { met: 'guest', deed: 'correct', call: null },
  'invitation-code-expired': { met: 'guest', deed: 'call', call: 'helpdesk' },
  'invitation-code-used': { met: 'guest', deed: 'call', call: 'helpdesk' },
  'certificate-required': { met: 'guest', deed: 'call', call: 'helpdesk' },
  'certificate-expired': { met: 'guest', deed: 'renew', call: null },
  'certificate-revoked': { met: 'guest', deed: 'call', call: 'helpdesk' },
  'certificate-foreign': { met: 'guest', deed: 'call', call: 'helpdesk' },
  'renewal-too-late': { met: 'guest', deed: 'call', call: 'helpdesk' },
  'session-required': { met: 'anybody', deed: 'sign-in', call: null },
  'session-ended': { met: 'anybody', deed: 'sign-in', call: null },
  'credentials-wrong': { met: 'anybody', deed: 'correct', call: 'helpdesk' },
  'otp-wrong': { met: 'guest', deed: 'correct', call: null },
  'otp-replayed': { met: 'guest', deed: 'correct', call: null },
  'recovery-code-used': { met: 'guest', deed: 'correct', call: 'helpdesk' },
  'password-weak': { met: 'guest', deed: 'correct', call: null },
  'account-not-activated': { met: 'guest', deed: 'prepare', call: null },
  'account-suspended': { met: 'physician', deed: 'call', call: 'director' },
  'niss-invalid': { met: 'anybody', deed: 'correct', call: null },
  'niss-not-issued': { met: 'anybody', deed: 'correct', call: null },
  'purpose-not-declared': { met: 'physician', deed: 'correct', call: null },
  'link-not-possible': { met: 'physician', deed: 'correct', call: 'helpdesk' },
  'link-attempts-exceeded': { met: 'physician', deed: 'call', call: 'helpdesk' },
  'link-state-conflict': { met: 'anybody', deed: 'retry', call: null },
  'link-not-active': { met: 'physician', deed: 'print', call: null },
  'link-ended': { met: 'physician', deed: 'renew', call: null },
  'form-unknown': { met: 'physician', deed: 'correct', call: null },
  'form-not-signed': { met: 'physician', deed: 'print', call: null },
  'form-replaced': { met: 'physician', deed: 'choose', call: null },
  'record-not-available': { met: 'physician', deed: 'retry', call: 'helpdesk' },
  'document-not-available': { met: 'physician', deed: 'choose', call: null },
  'document-unreadable': { met: 'physician', deed: 'choose', call: null },
  'pacs-unavailable': { met: 'physician', deed: 'retry', call: null },
  'resource-invalid': { met: 'physician', deed: 'choose', call: null },
  'instance-quarantined': { met: 'software', deed: 'wait', call: null },
  'lease-ended': { met: 'physician', deed: 'retry', call: null },
  'journal-refused': { met: 'physician', deed: 'call', call: 'helpdesk' },
  'not-copied-yet': { met: 'physician', deed: 'wait', call: null },
  'patient-mismatch': { met: 'physician', deed: 'call', call: 'helpdesk' },
  'trace-unavailable': { met: 'anybody', deed: 'retry', call: null },
  'vault-locked': { met: 'physician', deed: 'unlock', call: null },
  'vault-damaged': { met: 'physician', deed: 'retry', call: null },
  'printer-absent': { met: 'anybody', deed: 'prepare', call: null },
  'print-failed': { met: 'anybody', deed: 'prepare', call: null },
} as const satisfies Record<FailureCode, RefusalStep>;

/** Signed-in people may be told to call whom they are themselves; these refusals need a sentence of their own for them. */
export type RefusalOfCalled = {
  [C in FailureCode]: (typeof refusals)[C] extends { met: 'anybody'; call: 'helpdesk' | 'director' } ? C : never;
}[FailureCode];
