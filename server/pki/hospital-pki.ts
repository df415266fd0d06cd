import { createHash, createPublicKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { IssuedCertificate, Pki } from '../deps.ts';
import {
  type Authority,
  createIssuing,
  createRoot,
  issueClient,
  issueCrl,
  issueServer,
  readAuthority,
} from './authority.ts';
import type { Revocation } from './authority.ts';
import { openEvidenceKey } from './evidence-signer.ts';
import { generateKeyPair, type KeyPair, readKeyPair, toPem, toPublicKey, toThumbprint, x509 } from './keys.ts';

const DAY = 86_400_000;
const SERVER_DAYS = 90;
const CRL_DAYS = 7;
const ROOT_CRL_DAYS = 3_650;

/** What the TLS listeners present and verify with. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
  readonly ca: string[];
  /** One PEM per element: Node reads no second list of a joined text. */
  readonly crl: string[];
}

/** The hospital's certificates at work; the root's key is not among them. */
export interface HospitalPki extends Pki {
  issueForSystem(name: string, days: number): Promise<IssuedCertificate & { keyPem: string }>;
  /** Material of the listeners, with a fresh server certificate and a list of these revocations. */
  toTlsMaterial(revoked: readonly Revocation[]): Promise<TlsMaterial>;
}

/** Creates root (key in `offline/`), issuing authority and statement key in `folder`, unless they are there. */
export async function createPki(folder: string, hospital: string, now: Date): Promise<void> {
  if (existsSync(join(folder, 'issuing.key'))) return;
  mkdirSync(join(folder, 'offline'), { recursive: true, mode: 0o700 });
  const root = await createRoot(hospital, now);
  const issuing = await createIssuing(root, hospital, now);
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text, { mode: 0o600 });
  write('offline/root.key', root.keys.pem);
  write('root.pem', toPem(root.certificate));
  write('root-crl.pem', await issueCrl(root, [], now, ROOT_CRL_DAYS));
  write('issuing.pem', toPem(issuing.certificate));
  write('statement.key', (await generateKeyPair()).pem);
  // Last: its presence says that the others are whole.
  write('issuing.key', issuing.keys.pem);
}

/** Opens what `createPki` left in `folder`; `hosts` are the names the server answers to. */
export async function openPki(folder: string, hosts: readonly string[], now: () => Date): Promise<HospitalPki> {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const issuing = await readAuthority(read('issuing.pem'), read('issuing.key'));
  const statement = await readKeyPair(read('statement.key'));
  const rootPem = read('root.pem');
  const issuingPem = read('issuing.pem');
  let server = await issueServer(issuing, hosts, now(), SERVER_DAYS);
  const issued = (certificate: x509.X509Certificate): IssuedCertificate => ({
    chainPem: toPem(certificate) + issuingPem,
    sha256: toThumbprint(certificate),
    serial: certificate.serialNumber,
    keySha256: createHash('sha256').update(Buffer.from(certificate.publicKey.rawData)).digest(),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  });
  return {
    rootPem,
    statementKeyPem: toSpkiPem(statement),
    issueForPc: async (csrPem, pc, days) => {
      const csr = await readRequest(csrPem);
      const { notBefore, notAfter } = validity(issuing, now(), days);
      const subject = { commonName: `poste ${pc.slice(0, 8)}`, uri: `urn:uuid:${pc}` };
      return issued(await issueClient(issuing, csr.publicKey, subject, notBefore, notAfter));
    },
    issueForSystem: async (name, days) => {
      const keys = await generateKeyPair();
      const { notBefore, notAfter } = validity(issuing, now(), days);
      const subject = { commonName: name, uri: `urn:passerelle:system:${name}` };
      const certificate = await issueClient(issuing, toPublicKey(keys), subject, notBefore, notAfter);
      return { ...issued(certificate), keyPem: keys.pem };
    },
    issuingPem,
    openEvidenceKey: () => openEvidenceKey(folder, issuing, now()),
    signStatement: (claims) =>
      new SignJWT({ iat: Math.floor(now().getTime() / 1000), ...claims })
        .setProtectedHeader({ alg: 'ES256' })
        .sign(statement.privateKey),
    toTlsMaterial: async (revoked) => {
      const left = (server.notAfter.getTime() - now().getTime()) / DAY;
      if (left < SERVER_DAYS / 3) server = await issueServer(issuing, hosts, now(), SERVER_DAYS);
      return {
        cert: server.chainPem,
        key: server.keyPem,
        ca: [rootPem, issuingPem],
        crl: [await issueCrl(issuing, revoked, now(), CRL_DAYS), read('root-crl.pem')],
      };
    },
  };
}

/** SHA-256 of a request's public key, or refuses `input-invalid`: P-256 only, and it must be signed by its own key. */
export async function readRequestKey(csrPem: string): Promise<Buffer> {
  const csr = await readRequest(csrPem);
  return createHash('sha256').update(Buffer.from(csr.publicKey.rawData)).digest();
}

async function readRequest(csrPem: string): Promise<x509.Pkcs10CertificateRequest> {
  try {
    const csr = new x509.Pkcs10CertificateRequest(csrPem);
    const { name, namedCurve } = csr.publicKey.algorithm as { name?: string; namedCurve?: string };
    if (name === 'ECDSA' && namedCurve === 'P-256' && (await csr.verify())) return csr;
  } catch (error) {
    throw new ExpectedFailure('input-invalid', { cause: error });
  }
  throw new ExpectedFailure('input-invalid');
}

/** Starts an hour ago, for PCs whose clock is a little late; never outlives its authority. */
function validity(issuing: Authority, now: Date, days: number): { notBefore: Date; notAfter: Date } {
  const end = Math.min(now.getTime() + days * DAY, issuing.certificate.notAfter.getTime());
  return { notBefore: new Date(now.getTime() - DAY / 24), notAfter: new Date(end) };
}

function toSpkiPem({ pem }: KeyPair): string {
  return String(createPublicKey(pem).export({ format: 'pem', type: 'spki' }));
}
