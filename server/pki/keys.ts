import 'reflect-metadata';
import { createHash, createPrivateKey, createPublicKey, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as unknown as Parameters<typeof x509.cryptoProvider.set>[0]);

/** P-256 with SHA-256: the one algorithm of every certificate here. */
export const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A key pair usable by WebCrypto, with its private half as PKCS#8 PEM. */
export interface KeyPair {
  readonly privateKey: webcrypto.CryptoKey;
  readonly publicKey: webcrypto.CryptoKey;
  readonly pem: string;
}

/** Makes a P-256 key pair. */
export async function generateKeyPair(): Promise<KeyPair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
  return { privateKey: keys.privateKey, publicKey: keys.publicKey, pem: String(pem) };
}

/** Reads a P-256 key pair from its PKCS#8 PEM. */
export async function readKeyPair(pem: string): Promise<KeyPair> {
  const secret = createPrivateKey(pem);
  const pkcs8 = secret.export({ format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
    pem,
  };
}

/** Public half of a key pair as certificates carry it. */
export function toPublicKey({ pem }: KeyPair): x509.PublicKey {
  return new x509.PublicKey(createPublicKey(pem).export({ format: 'der', type: 'spki' }));
}

/** 127 random bits, hexadecimal, positive as ASN.1 wants it. */
export function randomSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** Certificate as PEM with a final newline. */
export function toPem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}

/** Certificate revocation list as PEM with a final newline. */
export function toCrlPem(crl: x509.X509Crl): string {
  const lines =
    Buffer.from(crl.rawData)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN X509 CRL-----\n${lines.join('\n')}\n-----END X509 CRL-----\n`;
}

/** SHA-256 of the DER, the name a certificate has everywhere here. */
export function toThumbprint(certificate: x509.X509Certificate): Buffer {
  return createHash('sha256').update(Buffer.from(certificate.rawData)).digest();
}

export { x509 };
