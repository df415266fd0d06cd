import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Enrolment } from '../../../contracts/enrolment.ts';
import { pcProofHeader, toProofText } from '../../../contracts/pc-proof.ts';
import type { HttpsClient } from './https-client.ts';

const PARALLEL = 24;

/** How often each status was answered. */
export type Statuses = Readonly<Record<string, number>>;

/** Sends `count` requests over the connections of `client`, many at a time. */
export async function flood(count: number, send: (n: number) => Promise<{ status: number }>): Promise<Statuses> {
  const statuses: Record<string, number> = {};
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const { status } = await send(n);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  return statuses;
}

/** A proof as src-main/hospital/pc-proof.ts makes it, over any key: the neighbour's knows the certificate and not its key. */
export function toProof(certificate: string, keyPem: string, method: string, path: string, at = new Date()) {
  const der = Buffer.from(certificate.split('-----')[2] ?? '', 'base64').toString('base64url');
  const seconds = Math.floor(at.getTime() / 1000);
  const text = Buffer.from(toProofText(method, path, seconds));
  const signature = sign('sha256', text, { key: keyPem, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return { [pcProofHeader]: `${der}.${seconds}.${signature}` };
}

/** A P-256 key of nobody. */
export function aForeignKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
}

/** A journal of one line, signed by `keyPem`. */
export function aJournal(
  { certificate, person }: Pick<Enrolment, 'certificate' | 'person'>,
  keyPem: string,
  number = 1,
) {
  const signed = JSON.stringify({
    number,
    at: '2026-11-22T08:30:00.000Z',
    person: person.id,
    patient: 'bbbbbbbb-0000-4000-8000-000000000001',
    object: 'DiagnosticReport/r-1',
    action: 'looked-at',
    offline: true,
    previous: number === 1 ? '0'.repeat(64) : createHash('sha256').update('another').digest('hex'),
  });
  const signature = sign('sha256', Buffer.from(signed), { key: keyPem, dsaEncoding: 'ieee-p1363' });
  return { certificate, lines: [{ signed, signature: signature.toString('base64url') }] };
}

/**
 * What a neighbour behind the same router sends who knows a PC's certificate (it is no secret) and not its key: every route of the open
 * listener, more often than any budget allows, with forged proofs and without.
 */
export async function floodEveryRoute(client: HttpsClient, enrolment: Enrolment): Promise<Record<string, Statuses>> {
  const foreign = aForeignKey();
  const { certificate } = enrolment;
  const journal = aJournal(enrolment, foreign);
  const post = (path: string, body: unknown) => (n: number) =>
    client.ask('POST', path, n % 2 === 0 ? { body } : { body, headers: toProof(certificate, foreign, 'POST', path) });
  return {
    page: await flood(620, () => client.ask('GET', '/access-request/style.css')),
    enrolment: await flood(200, (n) =>
      client.ask('POST', '/api/enrolments', {
        body: {
          code: `0000 0000 0000 ${String(n).padStart(4, '0')}`,
          csr: '-----BEGIN CERTIFICATE REQUEST-----',
          pcName: 'PC',
        },
      }),
    ),
    renewal: await flood(
      150,
      post('/api/renewals', {
        oldCertificate: certificate,
        csr: '-----BEGIN CERTIFICATE REQUEST-----',
        proof: 'AAAA',
        login: 'x',
        password: 'x',
        otp: '000000',
      }),
    ),
    statement: await flood(160, post('/api/statements', { certificate })),
    journal: await flood(150, post('/api/journal', journal)),
  };
}
