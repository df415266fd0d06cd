import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { buildMedicalApp } from '../../server/app.ts';
import { foundHospital } from '../../server/found-hospital.ts';
import { openHospital, type RunningHospital } from '../../server/hospital.ts';
import { openLog } from '../../server/log.ts';
import { openEmbeddedPostgres } from '../../server/postgres/embedded.ts';
import { migrate, toApiConnection } from '../../server/postgres/migrate.ts';
import { readResource } from '../../server/store/record-store.ts';
import { aPatient, aTransaction, anObservation } from '../builders/fhir.ts';
import { activateLink } from '../server/fhir/activate-link.ts';
import { openClient } from '../server/support/practice-pc.ts';
import type { TestDatabase } from '../server/support/test-database.ts';
import { testFacts } from '../server/support/test-hospital.ts';
import { type Table, toMedian } from './table.ts';

const runFile = promisify(execFile);
const Load = z.object({ perSecond: z.number(), p99: z.number() });
const rounds = 5;
const seconds = 3;
const documents = 200;
const ways = ['plain', 'gated', 'traced'] as const;
type Way = (typeof ways)[number];

/** Reads of one resource: as the superuser, through the gate, through the gate and the trace; real fsync, in turns. */
export async function run(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  chmodSync(folder, 0o755);
  const postgres = await openEmbeddedPostgres(join(folder, 'postgres'));
  await migrate(postgres.connection);
  const pool = new pg.Pool({ ...postgres.connection, max: 2 });
  const sql: TestDatabase['sql'] = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;
  const urls = { openUrl: 'https://127.0.0.1:1', medicalUrl: 'https://127.0.0.1:2' };
  await foundHospital({
    data: folder,
    admin: postgres.connection,
    hospital: testFacts,
    accounts: [],
    urls,
    now: new Date(),
  });
  const hospital = await openHospital({
    data: folder,
    connection: toApiConnection(postgres.connection),
    host: '127.0.0.1',
    openPort: 0,
    medicalPort: 0,
    publicHosts: [],
    log: openLog(process.stderr, 'error'),
    clock: { now: () => new Date() },
  });
  try {
    return await measure(hospital, folder, sql);
  } finally {
    await hospital.close();
    await pool.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  { deps, medicalUrl }: RunningHospital,
  folder: string,
  sql: TestDatabase['sql'],
): Promise<Table> {
  const patient = aPatient();
  const observations = Array.from({ length: documents }, () => anObservation(patient));
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const tls = { ca: read('pki/root.pem'), cert: read('system.pem'), key: read('system.key') };
  const system = openClient(medicalUrl, tls);
  const fed = await system.ask('POST', '/fhir', {
    body: Buffer.from(JSON.stringify(aTransaction(patient, ...observations))),
    headers: { 'content-type': 'application/fhir+json' },
  });
  system.close();
  if (fed.status !== 200) throw new Error(fed.bytes.toString('utf8'));

  const certificate = randomBytes(64);
  await signIn(sql, patient.id, certificate, 'bench');
  await sql(`create function api.bench_read(p_type text, p_id text) returns table (content text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$ select r.content from medical.resource r where r.type = p_type and r.id = p_id $$`);
  await sql('grant execute on function api.bench_read to passerelle_api; analyze');

  const app = await buildMedicalApp(deps, { readCertificate: () => certificate });
  const untraced = { config: { untraced: 'the benchmark’s measure' } };
  app.get<{ Params: { id: string } }>('/plain/:id', untraced, async ({ params }, reply) => {
    const [row] = await deps.database.ask<{ content: string }>('bench', 'select content from api.bench_read($1, $2)', [
      'Observation',
      params.id,
    ]);
    return reply.type('application/fhir+json; charset=utf-8').send(row?.content);
  });
  app.get<{ Params: { id: string } }>('/gated/:id', untraced, async (request, reply) => {
    const found = await readResource(deps.database, request.caller, 'Observation', request.params.id, null);
    return reply.type('application/fhir+json; charset=utf-8').send(found?.content);
  });
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const prefixes: Record<Way, string> = { plain: '/plain/', gated: '/gated/', traced: '/fhir/Observation/' };
  const results: Record<Way, z.infer<typeof Load>[]> = { plain: [], gated: [], traced: [] };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const way of ways) {
        const paths = observations.slice(0, 50).map(({ id }) => `${prefixes[way]}${id}`);
        const file = join(import.meta.dirname, 'api.load.ts');
        const { stdout } = await runFile(process.execPath, [file, base, String(seconds), ...paths]);
        // The first round warms up.
        if (round > 0) results[way].push(Load.parse(JSON.parse(stdout)));
      }
    }
  } finally {
    await app.close();
  }
  const rate = (way: Way): number => toMedian(results[way].map(({ perSecond }) => perSecond));
  const p99 = (way: Way): number => toMedian(results[way].map((one) => one.p99));
  const plain = { what: 'neither', value: rate('plain') };
  return {
    name: 'api',
    rows: [
      { what: 'reads, neither gated nor traced', value: rate('plain'), unit: '1/s', against: null, keep: '–' },
      { what: 'reads, gated', value: rate('gated'), unit: '1/s', against: plain, keep: '–' },
      { what: 'reads, gated and traced', value: rate('traced'), unit: '1/s', against: plain, keep: '≥ 0.9×' },
      {
        what: '99th percentile, gated and traced',
        value: p99('traced'),
        unit: 'ms',
        against: { what: 'neither', value: p99('plain') },
        keep: '–',
      },
    ],
    notes: [
      `32 connections, ${seconds} s a round, ${rounds} rounds in turns; load generator, API and PostgreSQL (fsync on) share the machine.`,
      'HTTP without TLS: with it the difference is smaller, since TLS costs all three alike.',
    ],
  };
}

/** A PC with this certificate, a session with this token, and an active link to the patient. */
async function signIn(sql: TestDatabase['sql'], patient: string, certificate: Buffer, token: string): Promise<void> {
  const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();
  const [person, pc] = [randomUUID(), randomUUID()];
  await sql(
    `insert into identity.person (id, role, login, name, nihdi) values ($1, 'physician', '19990009000', 'Dr Mesure', '19990009000')`,
    [person],
  );
  await sql(`insert into identity.pc (id, name) values ($1, 'PC')`, [pc]);
  await sql(
    `insert into identity.certificate (sha256, kind, pc, serial, key_sha256, not_before, not_after)
     values ($1, 'pc', $2, 'bench', $1, now(), now() + interval '1 day')`,
    [sha256(certificate), pc],
  );
  await sql(
    `insert into identity.session (sha256, person, certificate, ends_at) values ($1, $2, $3, now() + interval '1 hour')`,
    [sha256(token), person, sha256(certificate)],
  );
  await activateLink({ sql } as TestDatabase, person, patient);
}
