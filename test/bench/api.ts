import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { foundHospital } from '../../server/found-hospital.ts';
import { openHospital, type RunningHospital } from '../../server/hospital.ts';
import { openLog } from '../../server/log.ts';
import { openEmbeddedPostgres } from '../../server/postgres/embedded.ts';
import { migrate, toApiConnection } from '../../server/postgres/migrate.ts';
import { aPatient, aTransaction, anObservation } from '../builders/fhir.ts';
import { activateLink } from '../server/fhir/activate-link.ts';
import { openClient } from '../server/support/https-client.ts';
import { makePcKey } from '../server/support/practice-pc.ts';
import type { TestDatabase } from '../server/support/test-database.ts';
import { testFacts } from '../server/support/test-hospital.ts';
import { openWays, sha256, type Way, ways } from './api.ways.ts';
import { readBackendCpu } from './api.cpu.ts';
import { type Table, toMedian } from './table.ts';

const runFile = promisify(execFile);
const Load = z.object({ answers: z.number(), perSecond: z.number(), p99: z.number() });
/** One round of one way; microseconds of processor for one answer. */
type Round = z.infer<typeof Load> & { readonly api: number; readonly postgres: number };
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 7);
const seconds = 2;
const documents = 200;
const patients = 30;

/** The same read of one resource over mutual TLS: ungated, through the gate, through gate and trace; real fsync, in turns. */
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
    return await measure(hospital, folder, sql, postgres.pid);
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
  postmaster: number,
): Promise<Table> {
  await signIn(sql, deps, folder);
  const ids = await feed(sql, folder, medicalUrl);
  const opened = await openWays(deps, folder, sql);
  const results: Record<Way, Round[]> = { plain: [], gated: [], traced: [] };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const way of ways) {
        const [api, backends] = [process.cpuUsage(), readBackendCpu(postmaster)];
        const file = join(import.meta.dirname, 'api.load.ts');
        const paths = ids.map((id) => `/fhir/Observation/${id}`);
        const { stdout } = await runFile(process.execPath, [file, opened.urls[way], folder, String(seconds), ...paths]);
        const load = Load.parse(JSON.parse(stdout));
        const { user, system } = process.cpuUsage(api);
        // The first round warms up.
        if (round > 0)
          results[way].push({
            ...load,
            api: (user + system) / load.answers,
            postgres: (readBackendCpu(postmaster) - backends) / load.answers,
          });
      }
    }
  } finally {
    await opened.close();
  }
  return toTable(results);
}

function toTable(results: Record<Way, Round[]>): Table {
  const middle = (way: Way, key: keyof Round): number => toMedian(results[way].map((one) => one[key]));
  const row = (what: string, key: keyof Round, unit: '1/s' | 'ms' | 'µs', kept: string): Table['rows'] =>
    ways.map((way) => ({
      what: `${what}, ${{ plain: 'neither gated nor traced', gated: 'gated', traced: 'gated and traced' }[way]}`,
      value: middle(way, key),
      unit,
      against: way === 'plain' ? null : { what: 'neither', value: middle('plain', key) },
      keep: way === 'traced' ? kept : '–',
    }));
  // Ratios within one round: what else the machine did in that round weighs on all three.
  const inRounds = (way: Way): string =>
    toMedian(results[way].map(({ perSecond }, n) => perSecond / (results.plain[n]?.perSecond ?? Number.NaN))).toFixed(
      2,
    );
  return {
    name: 'api',
    rows: [
      ...row('reads', 'perSecond', '1/s', '≥ 0.9×'),
      ...row('99th percentile', 'p99', 'ms', '–'),
      ...row('API’s processor for one answer', 'api', 'µs', '–'),
      ...row('PostgreSQL’s processor for one answer', 'postgres', 'µs', '–'),
    ],
    notes: [
      `32 mutual TLS connections, ${seconds} s a round, ${rounds} rounds in turns; load generator, API and PostgreSQL (fsync on) share the machine.`,
      `median of the ratios of each round: gated ${inRounds('gated')}×, gated and traced ${inRounds('traced')}×.`,
      'the same route, statement and columns all three times: ungated is read_resource without its gate, past row security.',
    ],
  };
}

/** A PC with a certificate of the hospital's, a session with the token `bench`; its files are left in `folder`. */
async function signIn(sql: TestDatabase['sql'], { pki }: RunningHospital['deps'], folder: string): Promise<void> {
  const [person, pc, key] = [randomUUID(), randomUUID(), await makePcKey()];
  const issued = await pki.issueForPc(key.csr, pc, 1);
  copyFileSync(join(folder, 'pki', 'root.pem'), join(folder, 'root.pem'));
  writeFileSync(join(folder, 'pc.pem'), issued.chainPem);
  writeFileSync(join(folder, 'pc.key'), key.keyPem, { mode: 0o600 });
  await sql(
    `insert into identity.person (id, role, login, name, nihdi) values ($1, 'physician', '19990009000', 'Dr Mesure', '19990009000')`,
    [person],
  );
  await sql(`insert into identity.pc (id, name) values ($1, 'PC')`, [pc]);
  await sql(
    `insert into identity.certificate (sha256, kind, pc, serial, key_sha256, not_before, not_after) values ($1, 'pc', $2, $3, $4, $5, $6)`,
    [issued.sha256, pc, issued.serial, issued.keySha256, issued.notBefore, issued.notAfter],
  );
  await sql(
    `insert into identity.session (sha256, person, certificate, ends_at) values ($1, $2, $3, now() + interval '1 hour')`,
    [sha256('bench'), person, issued.sha256],
  );
}

/** Patients with an active link each, one of them with documents; the ids of some of these. */
async function feed(sql: TestDatabase['sql'], folder: string, medicalUrl: string): Promise<string[]> {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const tls = { ca: read('pki/root.pem'), cert: read('system.pem'), key: read('system.key') };
  const system = openClient(medicalUrl, tls);
  const everybody = Array.from({ length: patients }, () => aPatient());
  const [first = aPatient()] = everybody;
  const observations = Array.from({ length: documents }, () => anObservation(first));
  const fed = await system.ask('POST', '/fhir', {
    body: Buffer.from(JSON.stringify(aTransaction(...everybody, ...observations))),
    headers: { 'content-type': 'application/fhir+json' },
  });
  system.close();
  if (fed.status !== 200) throw new Error(fed.bytes.toString('utf8'));
  const [owner] = await sql<{ person: string }>('select person from identity.session');
  for (const { id } of everybody) await activateLink({ sql } as TestDatabase, owner?.person ?? '', id);
  return observations.slice(0, 50).map(({ id }) => id);
}
