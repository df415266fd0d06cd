import { createHash, X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import { StatementClaims } from '../../contracts/enrolment.ts';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { HospitalClient } from './client.ts';
import { readSigned } from './signed.ts';

/** How far the PC's clock may be from the hospital's before nothing is signed in any more, in milliseconds. */
export const largestSkew = 5 * 60_000;

/** The leaf of a PEM chain. */
export function toLeaf(chain: string): string {
  return /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n?/.exec(chain)?.[0] ?? chain;
}

/** SHA-256 of a certificate's DER as the hospital writes it: lower-case hexadecimal or base64url, both are accepted. */
function matchesThumbprint(certificate: string, thumbprint: string): boolean {
  const der = new X509Certificate(certificate).raw;
  const digest = createHash('sha256').update(der).digest();
  return thumbprint === digest.toString('base64url') || thumbprint.toLowerCase() === digest.toString('hex');
}

const STANDING_CODE = {
  enrolled: null,
  expired: 'certificate-expired',
  revoked: 'certificate-revoked',
  unknown: 'certificate-foreign',
} as const satisfies Record<z.infer<typeof StatementClaims>['standing'], FailureCode | null>;

/** What a PC's certificate is worth at this moment, by the hospital's signed word; null is: enrolled. */
export type Standing = 'certificate-expired' | 'certificate-revoked' | 'certificate-foreign' | null;

/**
 * Asks the open listener for the signed standing of `certificate`. A signature that `statementKey` did not make, another
 * certificate's statement or an old one is `hospital-untrusted`; a PC whose clock differs too much is `clock-wrong`.
 */
export async function readStanding(
  client: HospitalClient,
  certificate: string,
  statementKey: string,
  now: () => Date,
  timeout?: number,
): Promise<Standing> {
  const leaf = toLeaf(certificate);
  const question = { input: { certificate: leaf }, ...(timeout === undefined ? {} : { timeout }) };
  const { statement } = await client.ask('pc/statement', question);
  const claims = await readSigned(statement, statementKey, StatementClaims);
  if (claims === null || !matchesThumbprint(leaf, claims.thumbprint)) throw new ExpectedFailure('hospital-untrusted');
  if (Math.abs(claims.iat * 1000 - now().getTime()) > largestSkew) throw new ExpectedFailure('clock-wrong');
  return STANDING_CODE[claims.standing];
}
