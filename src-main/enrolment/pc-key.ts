import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  webcrypto,
  X509Certificate,
} from 'node:crypto';

/** A private key made on this PC, PKCS#8 PEM (about 240 bytes), and the request that proves possession of it. */
export interface PcKey {
  readonly key: string;
  readonly csr: string;
  /** Name in the keychain: from the public key, so that certificate and key always find each other. */
  readonly name: string;
}

/** Name of a key in the keychain: the first 16 hexadecimal digits of SHA-256 of its SPKI. */
export function toKeyName(publicKeyOwner: string): string {
  const key = publicKeyOwner.includes('CERTIFICATE')
    ? new X509Certificate(publicKeyOwner).publicKey
    : createPublicKey(createPrivateKey(publicKeyOwner));
  const spki = key.export({ type: 'spki', format: 'der' });
  return `pc-key/${createHash('sha256').update(spki).digest('hex').slice(0, 16)}`;
}

function generateKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
}

/** Makes a P-256 key (or takes one made before) and its PKCS#10 request. The subject is the hospital's to decide; ours says only what software asks. */
export async function makePcKey(existing: string | null = null): Promise<PcKey> {
  const key = existing ?? generateKey();
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  // Node's WebCrypto and the DOM's are one at run time, and two for the compiler.
  x509.cryptoProvider.set(webcrypto as never);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const pkcs8 = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const keys = {
    privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
  };
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=Passerelle',
    keys: keys as never,
    signingAlgorithm: algorithm,
  });
  return { key, csr: `${csr.toString('pem')}\n`, name: toKeyName(key) };
}

/** ECDSA P-256/SHA-256 in IEEE P1363 form, base64url: how this PC signs its journal and its renewals. */
export function signAsPc(key: string, text: string): string {
  return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}
