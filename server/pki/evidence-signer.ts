import { randomUUID, sign } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from './authority.ts';
import { algorithm, generateKeyPair, randomSerial, toPem, toPublicKey, x509 } from './keys.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const VALID_DAYS = 1_095;
/** With less than this left a new key takes over: an archive’s signer is never about to expire. */
const RENEW_DAYS = 30;
const FILE = 'evidence.key';

/** Common name of the one kind of certificate whose signature makes an evidence file; no PC and no system is ever given it. */
export const evidenceName = 'Passerelle dossiers de preuve';

/** The key of evidence files at work: its certificate, and what signs with it. */
export interface EvidenceKey {
  readonly certificatePem: string;
  /** ECDSA P-256 over SHA-256, DER as openssl reads it. */
  sign(bytes: Uint8Array): Buffer;
}

/**
 * Opens the key of `folder/evidence.key` (key and certificate in one file, so that they are never of two minds), made at first use
 * and again when its certificate nears its end. Of two processes that make it at once, the first wins.
 */
export async function openEvidenceKey(folder: string, issuing: Authority, now: Date): Promise<EvidenceKey> {
  const path = join(folder, FILE);
  const kept = readKept(path);
  const { keyPem, certificatePem } =
    kept !== null && isFresh(kept.certificatePem, now) ? kept : await replace(path, kept !== null, issuing, now);
  return { certificatePem, sign: (bytes) => sign('sha256', bytes, keyPem) };
}

interface Kept {
  readonly keyPem: string;
  readonly certificatePem: string;
}

function readKept(path: string): Kept | null {
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf('-----BEGIN CERTIFICATE-----');
  if (at < 0) throw new Error('evidence.key has no certificate.');
  return { keyPem: text.slice(0, at), certificatePem: text.slice(at) };
}

function isFresh(certificatePem: string, now: Date): boolean {
  return new x509.X509Certificate(certificatePem).notAfter.getTime() - now.getTime() > RENEW_DAYS * DAY;
}

async function replace(path: string, there: boolean, issuing: Authority, now: Date): Promise<Kept> {
  const keys = await generateKeyPair();
  const end = Math.min(now.getTime() + VALID_DAYS * DAY, issuing.certificate.notAfter.getTime());
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: [{ CN: [evidenceName] }],
    issuer: issuing.certificate.subjectName.toJSON(),
    notBefore: new Date(now.getTime() - HOUR),
    notAfter: new Date(end),
    publicKey: toPublicKey(keys),
    signingKey: issuing.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      await x509.SubjectKeyIdentifierExtension.create(toPublicKey(keys)),
      await x509.AuthorityKeyIdentifierExtension.create(issuing.keys.publicKey),
    ],
  });
  const half = `${path}.${randomUUID()}`;
  writeFileSync(half, keys.pem + toPem(certificate), { mode: 0o600, flush: true });
  if (there) renameSync(half, path);
  else
    try {
      linkSync(half, path);
    } catch (error) {
      // Another process was first: its key is the one.
      if (!existsSync(path)) throw error;
    } finally {
      rmSync(half, { force: true });
    }
  const kept = readKept(path);
  if (kept === null) throw new Error('evidence.key vanished while it was made.');
  return kept;
}
