import { createHash, X509Certificate } from 'node:crypto';
import type { HospitalFacts } from '../../contracts/person.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { toPrintedCode } from '../domain/identity-codes.ts';
import { toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';
import { toTitledName, toTown } from './salutation.ts';

/** What the letter to a physician, or to somebody of the hospital (`staff`), says beside its code; `validUntil` (`YYYY-MM-DD`) is the last day on which the code works. */
export interface CodeLetterText {
  readonly id: string;
  readonly reason: 'access' | 'new-pc' | 'reset' | 'staff';
  readonly name: string;
  readonly nihdi: string | null;
  readonly login: string;
  readonly address: readonly string[];
  readonly validUntil: string;
}

/**
 * The letter with the one-time code as PDF/A-2b [R02]. `code` has sixteen characters; `rootPem` is the CA whose fingerprint the window
 * asks to compare. Nothing of it may be kept: the paper is the only place where the code stands in clear.
 */
export function toCodeLetterPdf(
  hospital: HospitalFacts,
  letter: CodeLetterText,
  { code, rootPem }: { readonly code: string; readonly rootPem: string },
  at: Date,
): Buffer {
  return renderPdf(
    'code-letter',
    {
      hospital: { name: hospital.name, address: hospital.address, director: hospital.director },
      helpdesk: {
        // A number is never parted at the end of a line.
        phone: hospital.helpdesk.phone.replaceAll(' ', '\u00a0'),
        hours: hospital.helpdesk.hours,
      },
      place: toTown(hospital.address.at(-1) ?? ''),
      reference: letter.id.slice(0, 8).toUpperCase(),
      madeOn: toFrenchDate(toBrusselsDay(at)),
      name: letter.nihdi === null ? letter.name : toTitledName(letter.name),
      nihdi: letter.nihdi,
      login: letter.login,
      address: letter.address,
      reason: letter.reason,
      validUntil: toFrenchDate(letter.validUntil),
      code: toPrintedCode(code),
      fingerprint: toFingerprintGroups(rootPem),
    },
    at,
  );
}

/** SHA-256 of the certificate's DER in sixteen groups of four, as the window shows it. */
export function toFingerprintGroups(pem: string): readonly string[] {
  const digest = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex').toUpperCase();
  return digest.match(/.{4}/g) ?? [];
}
