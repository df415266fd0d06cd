import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import { anObservation, aPatient, aTransaction } from '../../builders/fhir.ts';
import { type HttpsClient, openClient } from '../support/https-client.ts';
import { runServerCommand, type ServerProcess, startServer } from '../support/server-process.ts';

const patient = aPatient();
let data: string;
let server: ServerProcess;
let system: HttpsClient;

async function start(): Promise<void> {
  server = await startServer(data);
  const read = (name: string): string => readFileSync(join(data, name), 'utf8');
  system = openClient(server.medicalUrl, {
    ca: read('pki/root.pem'),
    cert: read('system.pem'),
    key: read('system.key'),
  });
}
const send = async (bundle: object): Promise<string[]> => {
  const answer = await system.ask<{ entry: { response: { status: string } }[] }>('POST', '/fhir', { body: bundle });
  return answer.body.entry.map(({ response }) => response.status.slice(0, 3));
};
const incoming = (): string[] => readdirSync(join(data, 'blobs', 'incoming'));

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'passerelle-killed-'));
  await runServerCommand('init.ts', data);
  await start();
  expect(await send(aTransaction(patient))).toEqual(['201']);
}, 120_000);
afterAll(async () => {
  system.close();
  await server.end('SIGTERM');
  rmSync(data, { recursive: true, force: true });
});

test('has all of a transaction or nothing of it after the API was killed in the middle [R25]', async () => {
  const mixed: string[][] = [];
  for (const wait of [30, 200]) {
    const bundle = aTransaction(...Array.from({ length: 100 }, () => anObservation(patient)));
    const sent = send(bundle).catch(() => null);
    await delay(wait);
    await server.end('SIGKILL');
    const answered = await sent;
    system.close();
    await start();
    const again = new Set(await send(bundle));
    if (again.size !== 1) mixed.push([...again]);
    // What was answered as written is there.
    if (answered !== null) expect([...again]).toEqual(['200']);
  }
  expect(mixed).toEqual([]);
}, 120_000);

test('has nothing of half a STOW request after the API was killed, and takes it whole afterwards [R25]', async () => {
  const { contentType, body } = aStowRequest(aDicomSeries(40, { study: '2.25.555' }));
  const headers = { 'content-type': contentType, 'content-length': body.length };
  const outgoing = request(new URL('/dicomweb/studies', server.medicalUrl), {
    method: 'POST',
    agent: system.agent,
    headers,
  });
  const cut = new Promise((resolve) => outgoing.on('error', resolve));
  outgoing.write(body.subarray(0, Math.floor(body.length * 0.7)));
  await delay(500);
  await server.end('SIGKILL');
  await cut;
  system.close();
  await start();
  expect(incoming()).toEqual([]);
  const answer = await system.ask<Record<string, { Value: unknown[] }>>('POST', '/dicomweb/studies', {
    body,
    headers: { 'content-type': contentType },
  });
  expect([answer.status, answer.body['00081199']?.Value.length, incoming()]).toEqual([200, 40, []]);
}, 60_000);
