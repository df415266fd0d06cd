import { createPrivateKey, webcrypto } from 'node:crypto';
import type { Enrolment } from '../../../contracts/enrolment.ts';
import { x509 } from '../../../server/pki/keys.ts';
import type { HttpsClient } from './https-client.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A key made on a PC, and its request for a certificate. */
export interface PcKey {
  readonly keyPem: string;
  readonly csr: string;
}

/** Makes a P-256 key and a PKCS#10 request for it, as the app does. */
export async function makePcKey(): Promise<PcKey> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=whatever the PC claims',
    keys: keys as never,
    signingAlgorithm: algorithm,
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const keyPem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
  return { keyPem: String(keyPem), csr: csr.toString('pem') };
}

/** A PC that holds an enrolled certificate. */
export interface PracticePc {
  readonly key: PcKey;
  readonly enrolment: Enrolment;
  readonly client: HttpsClient;
}
