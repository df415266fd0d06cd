import { createHash, X509Certificate } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'node:https';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIssuing, createRoot, issueClient } from '../../../server/pki/authority.ts';
import { generateKeyPair, readKeyPair, toPem, toPublicKey } from '../../../server/pki/keys.ts';
import { readAuthority } from '../../../server/pki/authority.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsLine } from '../../../server/listeners/tls-log.ts';
import { openTestHospital, type SignedIn, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
beforeAll(async () => {
  hospital = await openTestHospital();
  physician = await hospital.signIn('physician');
});
afterAll(() => hospital.close());

const day = 86_400_000;
const toThumbprint = (pem: string): string => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
const cut: unknown = expect.stringMatching(/^(ECONNRESET|EPIPE)$/);
const readIssuing = () =>
  readAuthority(
    readFileSync(join(hospital.data, 'pki/issuing.pem'), 'utf8'),
    readFileSync(join(hospital.data, 'pki/issuing.key'), 'utf8'),
  );

/** Sends a request that must never arrive; the error that the client sees instead, and the connection's line in the TLS log. */
async function knock(tls: { cert?: string; key?: string; ca?: string }): Promise<{ error: string; line: object }> {
  const client = hospital.newClient('medical', tls);
  let port = 0;
  const error = await new Promise<string>((resolve) => {
    const sent = request(new URL('/api/links', hospital.medicalUrl), { agent: client.agent }, (answer) =>
      resolve(`answered ${answer.statusCode}`),
    );
    sent.on('socket', (socket) => {
      if (socket.localPort === undefined) socket.once('connect', () => (port = socket.localPort ?? 0));
      else port = socket.localPort;
    });
    sent.on('error', (failure: NodeJS.ErrnoException) => resolve(failure.code ?? failure.message));
    sent.end();
  });
  const { httpBytes, requests, outcome, reason, thumbprint } = await readLine(
    ({ remote }) => remote === `127.0.0.1:${port}`,
  );
  return { error, line: { httpBytes, requests, outcome, reason, thumbprint } };
}

/** The first line of the TLS log that fits, once it is there. */
async function readLine(fits: (line: TlsLine) => boolean): Promise<TlsLine> {
  for (let attempt = 0; attempt < 80; attempt += 1) {
    const line = hospital.readTlsLog().find((one) => one.listener === 'medical' && fits(one));
    if (line !== undefined) return line;
    await delay(25);
  }
  throw new Error('no such line in the TLS log');
}

const refused = (reason: string) => ({
  httpBytes: 0,
  requests: 0,
  outcome: 'refused-in-handshake',
  reason,
  thumbprint: null,
});

test('lets an enrolled PC through and counts what it sent [R06] [C3]', async () => {
  expect((await physician.ask('GET', '/api/nothing-here')).status).toBe(404);
  physician.client.close();
  const line = await readLine(({ thumbprint }) => thumbprint === toThumbprint(physician.enrolment.certificate));
  expect(line).toMatchObject({ outcome: 'served', reason: null });
  expect(line.requests).toBeGreaterThan(0);
  expect(line.httpBytes).toBeGreaterThan(100);
});

test('ends the handshake of a PC without certificate: no HTTP byte reaches the medical app [R06]', async () => {
  expect(await knock({})).toEqual({
    error: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    line: refused('ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE'),
  });
});

test('ends the handshake of a certificate of another authority: no HTTP byte reaches the medical app [R06]', async () => {
  const root = await createRoot('Autre hôpital', new Date());
  const issuing = await createIssuing(root, 'Autre hôpital', new Date());
  const keys = await generateKeyPair();
  const subject = { commonName: 'poste', uri: 'urn:uuid:00000000-0000-4000-8000-000000000000' };
  const end = new Date(Date.now() + day);
  const cert = toPem(await issueClient(issuing, toPublicKey(keys), subject, new Date(Date.now() - day), end));
  const chain = cert + toPem(issuing.certificate);
  expect(await knock({ cert: chain, key: keys.pem })).toEqual({ error: cut, line: refused('UNABLE_TO_GET_CRL') });
});

test('ends the handshake of an expired certificate: no HTTP byte reaches the medical app [R06]', async () => {
  const keys = await generateKeyPair();
  const subject = { commonName: 'poste', uri: 'urn:uuid:00000000-0000-4000-8000-000000000001' };
  const [from, to] = [new Date(Date.now() - 2 * day), new Date(Date.now() - day)];
  const cert = toPem(await issueClient(await readIssuing(), toPublicKey(keys), subject, from, to));
  expect(await knock({ cert, key: keys.pem })).toEqual({ error: cut, line: refused('CERT_HAS_EXPIRED') });
});

test('hands over no socket of a certificate that it issued but never enrolled [R06]', async () => {
  const keys = await generateKeyPair();
  const subject = { commonName: 'poste', uri: 'urn:uuid:00000000-0000-4000-8000-000000000002' };
  const end = new Date(Date.now() + day);
  const cert = toPem(
    await issueClient(await readIssuing(), toPublicKey(keys), subject, new Date(Date.now() - day), end),
  );
  expect(await knock({ cert, key: keys.pem })).toEqual({
    error: cut,
    line: { httpBytes: 0, requests: 0, outcome: 'refused-not-admitted', reason: null, thumbprint: toThumbprint(cert) },
  });
});

test('speaks TLS 1.3 only [R06]', async () => {
  const { port } = new URL(hospital.medicalUrl);
  const error = await new Promise<NodeJS.ErrnoException>((resolve) => {
    connect({ host: '127.0.0.1', port: Number(port), ca: hospital.rootPem, maxVersion: 'TLSv1.2' }).on(
      'error',
      resolve,
    );
  });
  expect(error.code).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
});

test('resumes no session: each connection shows its certificate anew [R06]', async () => {
  const options = {
    host: '127.0.0.1',
    port: Number(new URL(hospital.medicalUrl).port),
    ca: hospital.rootPem,
    cert: physician.enrolment.certificate,
    key: physician.key.keyPem,
  };
  const first = connect(options);
  const tickets: Buffer[] = [];
  first.on('session', (ticket: Buffer) => tickets.push(ticket));
  first.write('GET /api/nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  first.resume();
  await new Promise((resolve) => first.once('close', resolve));
  for (const session of tickets) {
    const second = connect({ ...options, session });
    await new Promise((resolve) => second.once('secureConnect', resolve));
    expect(second.isSessionReused()).toBe(false);
    second.destroy();
  }
});

test('is not trusted by a client that holds another root [C3]', async () => {
  const other = toPem((await createRoot('Autre hôpital', new Date())).certificate);
  const { error } = await knock({ ca: other, cert: physician.enrolment.certificate, key: physician.key.keyPem });
  expect(error).toBe('UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
});

test('closes the living connections of a revoked PC within 2 seconds [R06]', async () => {
  const colleague = await hospital.signIn('colleague');
  const { certificate, pc } = colleague.enrolment;
  const socket = connect({
    host: '127.0.0.1',
    port: Number(new URL(hospital.medicalUrl).port),
    ca: hospital.rootPem,
    cert: certificate,
    key: colleague.key.keyPem,
  });
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  // A request that has begun and never ends: the connection is in use.
  socket.write('GET /api/links HTTP/1.1\r\nhost: 127.0.0.1\r\n');
  await delay(50);
  const before = Date.now();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  await hospital.test.sql('select identity.revoke_pc($1)', [pc]);
  await closed;
  expect(Date.now() - before).toBeLessThan(2_000);

  await expect(readLine(({ outcome }) => outcome === 'closed-by-revocation')).resolves.toMatchObject({
    thumbprint: toThumbprint(certificate),
    requests: 0,
  });
});

test('ends the handshake of a revoked certificate: no HTTP byte reaches the medical app [R06]', async () => {
  const pc = await hospital.enrolPc('desk');
  expect((await pc.client.ask('GET', '/api/nothing')).status).toBe(404);
  await hospital.test.sql('select identity.revoke_pc($1)', [pc.enrolment.pc]);
  await readLine(
    ({ outcome, thumbprint }) =>
      outcome === 'closed-by-revocation' && thumbprint === toThumbprint(pc.enrolment.certificate),
  );
  await delay(200);
  expect(await knock({ cert: pc.enrolment.certificate, key: pc.key.keyPem })).toEqual({
    error: cut,
    line: refused('CERT_REVOKED'),
  });
});

test('cuts a kept connection whose certificate expired since the handshake [R06]', async () => {
  const pc = await hospital.enrolPc('helpdesk');
  expect((await pc.client.ask('GET', '/api/nothing')).status).toBe(404);
  hospital.moveClock(31 * day);
  try {
    await expect(pc.client.ask('GET', '/api/nothing')).rejects.toMatchObject({ code: 'ECONNRESET' });
  } finally {
    hospital.moveClock(-31 * day);
  }
});

test('keeps the key of the root apart from the keys at work [R06]', async () => {
  const rootKey = readFileSync(join(hospital.data, 'pki/offline/root.key'), 'utf8');
  await expect(readKeyPair(rootKey)).resolves.toBeDefined();
  const root = new X509Certificate(hospital.rootPem);
  expect(root.ca && root.verify(root.publicKey)).toBe(true);
});
