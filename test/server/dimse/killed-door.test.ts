import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAdmin } from '../../../server/postgres/admin.ts';
import { toPlaces } from '../../../server/places.ts';
import { aDicomInstance, aDicomSeries } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { type HttpsClient, openClient } from '../support/https-client.ts';
import { runServerCommand, type ServerProcess, startServer } from '../support/server-process.ts';
import { runDcmtk, toPeer, writeFiles } from './dcmtk.ts';

const patient = aPatient();
let data: string;
let server: ServerProcess;
let system: HttpsClient;

const read = (name: string): string => readFileSync(join(data, name), 'utf8');
const start = async (tls: 'off' | 'server' | 'mutual'): Promise<number> => {
  server = await startServer(data, { DIMSE_PORT: '0', DIMSE_CALLERS: 'CT1', DIMSE_TLS: tls });
  return server.dimsePort ?? 0;
};

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'passerelle-door-'));
  await runServerCommand('init.ts', data);
  await start('off');
  const tls = { ca: read('pki/root.pem'), cert: read('system.pem'), key: read('system.key') };
  system = openClient(server.medicalUrl, tls);
  expect((await system.ask('POST', '/fhir', { body: aTransaction(patient) })).status).toBe(200);
}, 120_000);
afterAll(async () => {
  system.close();
  await server.end('SIGTERM');
  rmSync(data, { recursive: true, force: true });
});

/** Instance UIDs and hashes of what the database holds of a study, and whether its ImagingStudy counts them all. */
async function look(study: string): Promise<{ held: ReadonlyMap<string, string>; counted: boolean }> {
  const { connection } = await openAdmin(toPlaces(data).postgres, null);
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ uid: string; sha256: string }>(
      `select instance_uid uid, encode(sha256, 'hex') sha256 from medical.instance where study_uid = $1`,
      [study],
    );
    const counts = await client.query<{ n: number }>(
      'select instance_count n from medical.study where study_uid = $1 and not stale',
      [study],
    );
    return { held: new Map(rows.map(({ uid, sha256 }) => [uid, sha256])), counted: counts.rows[0]?.n === rows.length };
  } finally {
    await client.end();
  }
}

test('has every instance it acknowledged after it was killed in the middle, whole and counted [R25]', async () => {
  const study = '2.25.41';
  const { paths, remove } = writeFiles(aDicomSeries(90, { study }));
  const sender = spawn('storescu', ['-v', ...toPeer(server.dimsePort ?? 0), ...paths]);
  let heard = '';
  const acknowledged = (): number => heard.split('Store Response (Success)').length - 1;
  const ended = new Promise((resolve) => sender.on('close', resolve));
  const killed = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer): void => {
      heard += chunk.toString('latin1');
      if (acknowledged() >= 25) resolve();
    };
    sender.stdout.on('data', hear);
    sender.stderr.on('data', hear);
  });
  await killed;
  await server.end('SIGKILL');
  await ended;
  const sure = acknowledged();
  expect(sure).toBeGreaterThanOrEqual(25);
  expect(sure).toBeLessThan(90);
  const port = await start('off');
  const { held } = await look(study);
  for (let number = 1; number <= sure; number += 1) {
    const sha256 = held.get(`${study}.1.${number}`) ?? 'absent';
    const blob = join(data, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    expect([number, existsSync(blob) && createHash('sha256').update(readFileSync(blob)).digest('hex')]).toEqual([
      number,
      sha256,
    ]);
  }
  await expect.poll(async () => (await look(study)).counted, { timeout: 5_000 }).toBe(true);
  expect((await runDcmtk('storescu', [...toPeer(port), ...paths])).code).toBe(0);
  expect((await look(study)).held.size).toBe(90);
  remove();
}, 120_000);

test('takes images over TLS, and with mutual TLS only from a system that the hospital certified [R25]', async () => {
  const { paths, remove } = writeFiles([aDicomInstance({ study: '2.25.42' })]);
  await server.end('SIGTERM');
  const plain = await start('server');
  const trust = ['+cf', join(data, 'pki/root.pem')];
  expect((await runDcmtk('storescu', [...toPeer(plain), ...paths])).code).not.toBe(0);
  expect((await runDcmtk('storescu', ['+tla', ...trust, ...toPeer(plain), ...paths])).code).toBe(0);
  await server.end('SIGTERM');
  const mutual = await start('mutual');
  expect((await runDcmtk('storescu', ['+tla', ...trust, ...toPeer(mutual), ...paths])).code).not.toBe(0);
  const own = ['+tls', join(data, 'system.key'), join(data, 'system.pem')];
  const sent = await runDcmtk('storescu', ['-v', ...own, ...trust, ...toPeer(mutual), ...paths]);
  expect([sent.code, sent.text]).toEqual([0, expect.stringContaining('Store Response (Success)')]);
  expect((await look('2.25.42')).held.size).toBe(1);
  remove();
}, 60_000);
