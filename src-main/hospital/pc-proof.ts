import { sign, X509Certificate } from 'node:crypto';
import { toProofText } from '../../contracts/pc-proof.ts';
import type { Identity } from './agents.ts';

/** Signs a request of the open listener, so that what others send from the same address is not counted against this PC. */
export type ProvePc = (method: string, path: string, now: Date) => string;

/** Opens the signing of one identity; the certificate is read once. */
export function openPcProof({ certificate, key }: Identity): ProvePc {
  const der = new X509Certificate(certificate).raw.toString('base64url');
  return (method, path, now) => {
    const seconds = Math.floor(now.getTime() / 1000);
    const text = Buffer.from(toProofText(method, path, seconds));
    const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' });
    return `${der}.${seconds}.${signature.toString('base64url')}`;
  };
}
