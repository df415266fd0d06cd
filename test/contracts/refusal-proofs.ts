import type { FailureCode } from '../../contracts/failure.ts';

/**
 * The title of the test that meets each refusal where people meet it: at a route over TLS, in the PC's own process or in the window. `unmet`
 * says honestly why there is none.
 */
export const refusalProofs = {
  bug: 'answers a bug with an incident number whose cause stands in the log alone [C3]',
  'input-invalid': 'refuses a body that is too large or no JSON, and says nothing about why [C3]',
  'not-found': 'lets nobody print, sign, renew or give up another physician’s link [R08]',
  'forbidden-for-role': 'is refused to anybody but a physician, to systems, and without a session [R08]',
  'too-many-attempts': 'stops guessing after five tries at one PC without locking the physician out at another [R07]',
  conflict: 'wait for the desk alone, are printed, then posted, in that order [R16]',
  offline: 'says that the line is cut when nobody answers',
  'server-unavailable': 'meets a hospital whose database is gone, and the next step is to try again [X03]',
  'hospital-untrusted': 'trusts no hospital but the one of its file [R06]',
  'clock-wrong': 'signs nobody in with a wrong clock, and says so [R07]',
  'disk-full': 'says that the disk is full, keeps what it had, and goes on when there is room',
  'keychain-absent': 'says so and keeps nothing [C2]',
  'keychain-locked': 'asks to unlock it, and does not take it for an empty one [C2]',
  'keychain-timeout': 'waits for nobody: an unlock prompt that no one answers is a timeout [C2]',
  'invitation-file-invalid': 'meets a file that is no invitation, on a PC that nobody enrolled yet [X03]',
  'invitation-code-wrong': 'tells a code that is not the one of the letter [R02] [R06]',
  'invitation-code-expired': 'refuses an expired code with its own reason [R02]',
  'invitation-code-used': 'trap 9: takes a code once: a second PC with it is refused [R02]',
  'certificate-required': 'meets a file that is no invitation, on a PC that nobody enrolled yet [X03]',
  'certificate-expired': 'is renewed with the old key and both factors after it expired [R06]',
  'certificate-revoked':
    'is refused at once when it was revoked, by the signed statement, and the copy is destroyed [R06]',
  'certificate-foreign': 'is told apart when the hospital never issued it [R06]',
  'renewal-too-late': 'renews an expired certificate with the old key and both factors, up to 90 days late [R06]',
  'session-required': 'traces each refusal with its code before it is answered [R21]',
  'session-ended': 'ends a session at sign-out and after its 14 hours [R07]',
  'credentials-wrong': 'refuses a wrong password with the answer of an unknown account [R07]',
  'otp-wrong': 'refuses a wrong one-time code [R07]',
  'otp-replayed': 'refuses a one-time code that was used, at the same PC or another, and any older one [R07]',
  'recovery-code-used': 'takes a recovery code once, however it is typed [R07]',
  'password-weak': 'refuses the trivial password %s [R07]',
  'account-not-activated': 'tells an account that was never activated so, on the PC of its own invitation alone [R07]',
  'account-suspended':
    'refuses a suspended account even with both factors, and ends what it can do with a session [R13]',
  'niss-invalid': 'refuses a wrong number and one that is never issued before anything is looked up [R10]',
  'niss-not-issued': 'refuses a wrong number and one that is never issued before anything is looked up [R10]',
  'purpose-not-declared':
    'refuses a proposal that does not declare care as its purpose, and keeps the declaration [R20]',
  'link-not-possible':
    'answers unknown, refusing, excluding and mismatched persons alike, by the byte [R10] [R17] [R19]',
  'link-attempts-exceeded': 'stops a physician after ten mismatches in an hour, nobody else, and not for ever [R10]',
  'link-state-conflict':
    'refuses a form that is not the one printed last, a draft, and days that cannot be [R13] [R14]',
  'link-not-active': 'meets a record without a link, and the next step is the consent [X03]',
  'link-ended': 'declares the purpose again, and renews neither a draft nor an ended link [R20]',
  'form-unknown':
    'is filed nowhere for a reference of nobody, of somebody else, not confirmed, printed anew or of an ended link [X08]',
  'form-not-signed':
    'is filed nowhere for a reference of nobody, of somebody else, not confirmed, printed anew or of an ended link [X08]',
  'form-replaced':
    'is filed nowhere for a reference of nobody, of somebody else, not confirmed, printed anew or of an ended link [X08]',
  'record-not-available': 'refuses in one way whoever has no link, and after the link ended [R08] [R13]',
  'document-not-available': 'answers the same for another patient’s, an unknown and a hidden document [R08] [R18]',
  'document-unreadable': 'shows a damaged stored file as unreadable, and its neighbours all the same [R22]',
  'pacs-unavailable':
    'says clearly that the PACS is down, loses nothing, and goes on reading what the hospital keeps itself [R25]',
  'resource-invalid': 'with a corrupted resource shows the others, and the corrupted one as a line that says so',
  'instance-quarantined': 'files a study again once its patient is known, and attaches none before [R25]',
  'lease-ended': 'trap 6: ends at its deadline, also for a clock that was set back [R13]',
  'journal-refused':
    'cannot be cut short unseen: the keychain knows the number, and the hospital refuses the gap [R21]',
  'not-copied-yet': 'becomes the exact mirror of the manifest: what is gone is gone before anything is fetched [R13]',
  'patient-mismatch': 'never shows a document of another patient, nor another document than the one asked for',
  'trace-unavailable': 'trap 4: lets no data leave by any door while the trace cannot be written [R21]',
  'vault-locked': 'locks everything and opens again with the password alone [R03]',
  'vault-damaged': 'loses one damaged file alone, and asks for it again',
  'printer-absent': 'says that there is no printer when there is none',
  'print-failed': 'prints nothing that is no PDF',
} as const satisfies Record<FailureCode, string | { readonly unmet: string }>;
