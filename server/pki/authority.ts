import { isIP } from 'node:net';
import { algorithm, generateKeyPair, type KeyPair, randomSerial, readKeyPair, toCrlPem, toPem, x509 } from './keys.ts';

const DAY = 86_400_000;
const ROOT_DAYS = 3_650;
const ISSUING_DAYS = 1_825;

/** A certificate authority able to sign. */
export interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: KeyPair;
}

/** A revoked serial number and when. */
export interface Revocation {
  readonly serial: string;
  readonly at: Date;
}

const authorityUse = (): x509.Extension =>
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true);

/** The hospital's root: signs the issuing authority and one empty CRL, then its key goes offline. */
export async function createRoot(hospital: string, now: Date): Promise<Authority> {
  const keys = await generateKeyPair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    name: [{ CN: ['Passerelle racine'] }, { O: [hospital] }],
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + ROOT_DAYS * DAY),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      authorityUse(),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

/** The authority that works every day: PCs, systems, the server's own certificate. */
export async function createIssuing(root: Authority, hospital: string, now: Date): Promise<Authority> {
  const keys = await generateKeyPair();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: [{ CN: ['Passerelle postes'] }, { O: [hospital] }],
    issuer: root.certificate.subjectName.toJSON(),
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + ISSUING_DAYS * DAY),
    publicKey: keys.publicKey,
    signingKey: root.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      authorityUse(),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(root.keys.publicKey),
    ],
  });
  return { certificate, keys };
}

/** Reads an authority from its two PEM texts. */
export async function readAuthority(certificatePem: string, keyPem: string): Promise<Authority> {
  return { certificate: new x509.X509Certificate(certificatePem), keys: await readKeyPair(keyPem) };
}

/** Certificate of the listeners for these host names and addresses; key and chain as PEM. */
export async function issueServer(
  issuing: Authority,
  hosts: readonly string[],
  now: Date,
  days: number,
): Promise<{ chainPem: string; keyPem: string; notAfter: Date }> {
  const keys = await generateKeyPair();
  const names = [...new Set(['localhost', '127.0.0.1', ...hosts])];
  const notAfter = new Date(now.getTime() + days * DAY);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: [{ CN: [names.at(-1) ?? 'localhost'] }],
    issuer: issuing.certificate.subjectName.toJSON(),
    notBefore: new Date(now.getTime() - DAY),
    notAfter,
    publicKey: keys.publicKey,
    signingKey: issuing.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuing.keys.publicKey),
    ],
  });
  return { chainPem: toPem(certificate) + toPem(issuing.certificate), keyPem: keys.pem, notAfter };
}

/** Client certificate for a key whose possession was proved; `name` is a URN that says whose it is, and all it says. */
export async function issueClient(
  issuing: Authority,
  publicKey: x509.PublicKey,
  subject: { readonly commonName: string; readonly uri: string },
  notBefore: Date,
  notAfter: Date,
): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: [{ CN: [subject.commonName] }],
    issuer: issuing.certificate.subjectName.toJSON(),
    notBefore,
    notAfter,
    publicKey,
    signingKey: issuing.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: 'url', value: subject.uri }]),
      await x509.AuthorityKeyIdentifierExtension.create(issuing.keys.publicKey),
    ],
  });
}

/** Certificate revocation list of an authority, PEM, good for `days`. */
export async function issueCrl(
  authority: Authority,
  revoked: readonly Revocation[],
  now: Date,
  days: number,
): Promise<string> {
  const crl = await x509.X509CrlGenerator.create({
    issuer: authority.certificate.subjectName.toJSON(),
    thisUpdate: new Date(now.getTime() - DAY),
    nextUpdate: new Date(now.getTime() + days * DAY),
    entries: revoked.map(({ serial, at }) => ({ serialNumber: serial, revocationDate: at })),
    signingAlgorithm: algorithm,
    signingKey: authority.keys.privateKey,
    extensions: [await x509.AuthorityKeyIdentifierExtension.create(authority.keys.publicKey)],
  });
  return toCrlPem(crl);
}
