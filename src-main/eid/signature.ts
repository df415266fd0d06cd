import { verify, X509Certificate } from 'node:crypto';

const hashes = ['sha256', 'sha384', 'sha1'] as const;

/**
 * True when the identity is the one that the certificate on the card signed: RSA or ECDSA, whichever hash the card's year used. It tells a
 * spoilt or altered reading; whose certificate it is the card alone says, so it proves no card genuine (adr/0162).
 */
export function isSigned(identity: Uint8Array, signature: Uint8Array, certificate: Uint8Array): boolean {
  try {
    const { publicKey } = new X509Certificate(certificate);
    return hashes.some(
      (hash) => verify(hash, identity, publicKey, signature) || verifyRaw(hash, identity, publicKey, signature),
    );
  } catch {
    return false;
  }
}

/** ECDSA as two numbers side by side, where it is not wrapped. */
function verifyRaw(
  hash: string,
  identity: Uint8Array,
  key: X509Certificate['publicKey'],
  signature: Uint8Array,
): boolean {
  if (key.asymmetricKeyType !== 'ec') return false;
  return verify(hash, identity, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
