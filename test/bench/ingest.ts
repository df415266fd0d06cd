import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { toDoorCaller } from '../../server/door-caller.ts';
import { foundHospital } from '../../server/found-hospital.ts';
import { readMessageHeader } from '../../server/hl7/message-header.ts';
import { mllpDefaults } from '../../server/hl7/mllp-settings.ts';
import { openHospital, type RunningHospital } from '../../server/hospital.ts';
import { openLog } from '../../server/log.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../server/postgres/embedded.ts';
import { migrate, toApiConnection } from '../../server/postgres/migrate.ts';
import { adt, aPID } from '../builders/hl7.ts';
import { testFacts } from '../server/support/test-hospital.ts';
import { readBackendCpu } from './api.cpu.ts';
import { images } from './ingest.dicom.ts';
import { type Ratio, type Table, toMedian } from './table.ts';

const runFile = promisify(execFile);
const Load = z.object({
  messages: z.number(),
  refused: z.number(),
  perSecond: z.number(),
  p50: z.number(),
  p99: z.number(),
});
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const seconds = 3;
const connections = 32;
const patients = 200;

/** A hospital of its own with real fsync, handed to every part of this benchmark. */
interface Bench {
  readonly hospital: RunningHospital;
  readonly postgres: EmbeddedPostgres;
}

/** One part: its rows and what holds it back. C-STORE adds itself here. */
type Part = (bench: Bench) => Promise<Pick<Table, 'rows' | 'notes'>>;
const parts: readonly Part[] = [messages, images];

/** What enters: durable messages a second by MLLP, beside PostgreSQL's own commits in the same run. */
export async function run(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-ingest-'));
  chmodSync(folder, 0o755);
  const postgres = await openEmbeddedPostgres(join(folder, 'postgres'));
  await migrate(postgres.connection);
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
    mllp: { ...mllpDefaults, port: 0 },
    log: openLog(process.stderr, 'error'),
    clock: { now: () => new Date() },
  });
  try {
    const tables = [];
    for (const part of parts) tables.push(await part({ hospital, postgres }));
    return { name: 'ingest', rows: tables.flatMap(({ rows }) => rows), notes: tables.flatMap(({ notes }) => notes) };
  } finally {
    await hospital.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function messages({ hospital, postgres }: Bench): Promise<Pick<Table, 'rows' | 'notes'>> {
  await admit(hospital);
  const commits = await openCommits(postgres);
  const [own, filed, middle, late, api, database] = [[], [], [], [], [], []] as number[][] as [
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const rate = await commits.measure();
      const [cpu, backends] = [process.cpuUsage(), readBackendCpu(postgres.pid)];
      const file = join(import.meta.dirname, 'ingest.load.ts');
      const args = [hospital.mllpPort ?? 0, seconds, connections, patients, round].map(String);
      const load = Load.parse(JSON.parse((await runFile(process.execPath, [file, ...args])).stdout));
      if (load.refused > 0) throw new Error(`${load.refused} messages were refused`);
      const { user, system } = process.cpuUsage(cpu);
      // The first round warms up.
      if (round === 0) continue;
      own.push(rate);
      filed.push(load.perSecond);
      middle.push(load.p50);
      late.push(load.p99);
      api.push((user + system) / load.messages);
      database.push((readBackendCpu(postgres.pid) - backends) / load.messages);
    }
  } finally {
    await commits.close();
  }
  const rate = { what: 'PostgreSQL’s own', value: toMedian(own) };
  const row = (what: string, values: readonly number[], unit: Ratio['unit'], keep: string): Ratio => ({
    what,
    value: toMedian(values),
    unit,
    against: null,
    keep,
  });
  return {
    rows: [
      row('PostgreSQL’s own commits of one row', own, '1/s', '–'),
      { ...row('ORU filed and acknowledged', filed, '1/s', '≥ 1,000'), against: rate },
      row('from frame to acknowledgement, middle', middle, 'ms', '–'),
      row('from frame to acknowledgement, 99th percentile', late, 'ms', '≤ 10'),
      row('API’s processor for one message', api, 'µs', '–'),
      row('PostgreSQL’s processor for one message', database, 'µs', '–'),
    ],
    notes: [
      `${connections} connections, each with one message under way; ORU^R01 of two results: 1 report and 3 observations, 1.2 kB; ${seconds} s a round, ${rounds} rounds.`,
      'sender, API and PostgreSQL (fsync on) share the machine; each message is kept, filed, indexed, pushed and traced before its acknowledgement.',
      'what holds it back is the processor, not the disk: a third of the API’s time is the validation of four resources, then JSON, index and keyed hashes; commits are shared by a batch.',
    ],
  };
}

async function admit({ deps }: RunningHospital): Promise<void> {
  const number = (n: number): string => `B-${n}^^^CHSE&https://saint-exemple.example/identifiant/patient&URI^MR`;
  await Promise.all(
    Array.from({ length: patients }, (_, n) => {
      const segment = aPID('dubois').replace(/PID\|1\|\|[^|]*/, `PID|1||${number(n)}`);
      const raw = Buffer.from(adt('A28', { control: `ADMIT-${n}`, patient: { segment } }), 'utf8');
      return deps.inbox.submit({
        door: 'mllp',
        format: 'hl7-v2',
        header: readMessageHeader(raw),
        raw,
        oversized: null,
        refused: null,
        received: new Date(),
        caller: toDoorCaller(deps.secrets),
      });
    }),
  );
}

/** As many connections, each committing one row of a message's size at a time. */
async function openCommits({
  connection,
}: EmbeddedPostgres): Promise<{ measure(): Promise<number>; close(): Promise<void> }> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client(connection);
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query('create table public.committed (at timestamptz default now(), raw bytea)');
  const raw = Buffer.alloc(1_200, 'x');
  return {
    measure: async () => {
      const ends = Date.now() + 1_000;
      let done = 0;
      await Promise.all(
        clients.map(async (client) => {
          for (; Date.now() < ends; done += 1)
            await client.query({
              name: 'commit',
              text: 'insert into public.committed (raw) values ($1)',
              values: [raw],
            });
        }),
      );
      return done;
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.end()));
    },
  };
}
