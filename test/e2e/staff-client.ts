import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Enrolment } from '../../contracts/enrolment.ts';
import type { Session } from '../../contracts/session.ts';
import { type Answer, openClient } from '../server/support/https-client.ts';
import type { TestHospital } from './hospital.ts';
import { password, toOtp } from './journey.ts';

/** Somebody of the hospital at a PC of his own, over mutual TLS, without a window. */
export interface StaffClient {
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  close(): void;
}

const assertDone = (what: string, { status, bytes }: Answer): void => {
  if (status !== 200) throw new Error(`${what}: ${status} ${bytes.toString('utf8')}`);
};

/** A P-256 key and its request for a certificate, as openssl makes them. */
function makeKey(): { readonly keyPem: string; readonly csr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-staff-'));
  try {
    const path = join(folder, 'pc.key');
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const subject = ['-subj', '/CN=Guichet', '-keyout', path];
    const csr = execFileSync('openssl', ['req', '-new', ...curve, ...subject], { encoding: 'utf8', stdio: 'pipe' });
    return { keyPem: readFileSync(path, 'utf8'), csr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An account that was activated at a PC of its own and may sign in anywhere. */
export interface ActivatedStaff {
  readonly login: string;
  /** Of its one-time codes; the code of now is spent. */
  readonly secret: string;
  /** Over the certificate of its PC. */
  readonly client: ReturnType<typeof openClient>;
}

/** Enrols a PC with an account's invitation and activates the account. */
export async function activateStaff(
  hospital: TestHospital,
  login: string,
  pcName = 'Guichet',
): Promise<ActivatedStaff> {
  const { code } = hospital.invite(login);
  const { openUrl, medicalUrl } = hospital.running();
  const ca = readFileSync(join(hospital.data, 'pki', 'root.pem'), 'utf8');
  const { keyPem, csr } = makeKey();
  const open = openClient(openUrl, { ca });
  const enrolled = await open.ask<Enrolment>('POST', '/api/enrolments', { body: { code, csr, pcName } });
  open.close();
  assertDone('enrolment', enrolled);
  const client = openClient(medicalUrl, { ca, cert: enrolled.body.certificate, key: keyPem });
  const started = await client.ask<{ secret: string }>('POST', '/api/activation', { body: { code, password } });
  assertDone('activation', started);
  const { secret } = started.body;
  assertDone(
    'confirmation',
    await client.ask('POST', '/api/activation/confirm', { body: { code, otp: toOtp(secret) } }),
  );
  return { login, secret, client };
}

/** The same, and signed in. */
export async function signInStaff(hospital: TestHospital, login: string, pcName = 'Guichet'): Promise<StaffClient> {
  const { client, secret } = await activateStaff(hospital, login, pcName);
  const signed = await client.ask<Session>('POST', '/api/session', {
    body: { login, password, otp: toOtp(secret, 1) },
  });
  assertDone('sign-in', signed);
  const { token } = signed.body;
  return {
    ask: (method, path, body) => client.ask(method, path, { token, ...(body === undefined ? {} : { body }) }),
    close: () => client.close(),
  };
}
