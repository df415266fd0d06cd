import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { toProofText } from '../../contracts/pc-proof.ts';
import type { Clock } from '../deps.ts';

/** How far a PC's clock may be from ours; beyond it the PC is a stranger like any other until its clock is right. */
const FRESH_SECONDS = 300;
const LONGEST = 4_096;
const REMEMBERED = 10_000;

/** Tells which PC a request of the open listener comes from, by what it signed. */
export interface PcProofs {
  /** Thumbprint of the certificate whose key signed this very request; null when nothing of the kind is proven. */
  read(header: unknown, method: string, path: string): string | null;
}

/**
 * Reads proofs made over a certificate that `issuingPem` signed. Whether it is revoked or has ended is not asked: a refused PC, too, hands in its
 * journal and learns why. A known certificate costs one verification, an unknown one two; nothing is asked of the database.
 */
export function openPcProofs(issuingPem: string, clock: Clock): PcProofs {
  const issuer = new X509Certificate(issuingPem);
  const known = new Map<string, KeyObject>();

  function toKey(der: Buffer, thumbprint: string): KeyObject | null {
    const before = known.get(thumbprint);
    if (before !== undefined) return before;
    const certificate = new X509Certificate(der);
    const { publicKey } = certificate;
    // Checked by the bytes of the signature, not by names alone; and P-256, the only keys certified here.
    if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return null;
    if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey)) return null;
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '');
    known.set(thumbprint, publicKey);
    return publicKey;
  }

  return {
    read: (header, method, path) => {
      if (typeof header !== 'string' || header.length > LONGEST) return null;
      const [, certificate = '', seconds = '', signature = ''] =
        /^([\w-]+)\.(\d{1,12})\.([\w-]{86})$/.exec(header) ?? [];
      if (certificate === '') return null;
      if (Math.abs(clock.now().getTime() / 1000 - Number(seconds)) > FRESH_SECONDS) return null;
      const der = Buffer.from(certificate, 'base64url');
      const thumbprint = createHash('sha256').update(der).digest('hex');
      try {
        const key = toKey(der, thumbprint);
        const text = Buffer.from(toProofText(method, path, Number(seconds)));
        const proven =
          key !== null &&
          verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
        return proven ? thumbprint : null;
      } catch {
        return null;
      }
    },
  };
}
