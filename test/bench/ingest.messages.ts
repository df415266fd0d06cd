import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { toDoorCaller } from '../../server/door-caller.ts';
import { readMessageHeader } from '../../server/hl7/message-header.ts';
import type { RunningHospital } from '../../server/hospital.ts';
import type { EmbeddedPostgres } from '../../server/postgres/embedded.ts';
import { adt, aPID } from '../builders/hl7.ts';
import { readBackendCpu } from './api.cpu.ts';
import { openReplay } from './ingest.replay.ts';
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
const patients = 200;
const most = 32;

/** Several figures of each round. */
interface Figures {
  readonly own: number[];
  readonly replayed: number[];
  readonly replayCpu: number[];
  readonly api: number[];
  readonly database: number[];
  /** By connections; `paced` is half of what the round's 32 reached, on 32. */
  readonly loads: Readonly<Record<'one' | 'eight' | 'most' | 'paced', z.infer<typeof Load>[]>>;
}

/** Durable messages a second by MLLP, beside PostgreSQL's own commits and beside the same SQL without our API, in the same run. */
export async function messages({
  hospital,
  postgres,
}: {
  readonly hospital: RunningHospital;
  readonly postgres: EmbeddedPostgres;
}): Promise<Pick<Table, 'rows' | 'notes'>> {
  await admit(hospital);
  const commits = await openCommits(postgres);
  let run = 0;
  const load = async (connections: number, rate = 0): Promise<z.infer<typeof Load>> => {
    run += 1;
    const file = join(import.meta.dirname, 'ingest.load.ts');
    const args = [hospital.mllpPort ?? 0, seconds, connections, patients, run, rate].map(String);
    const done = Load.parse(JSON.parse((await runFile(process.execPath, [file, ...args])).stdout));
    if (done.refused > 0) throw new Error(`${done.refused} messages were refused`);
    return done;
  };
  const replay = await openReplay(hospital, postgres, () => load(most));
  const figures: Figures = {
    own: [],
    replayed: [],
    replayCpu: [],
    api: [],
    database: [],
    loads: { one: [], eight: [], most: [], paced: [] },
  };
  const { own, replayed, replayCpu, api, database, loads } = figures;
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const rate = await commits.measure();
      const before = readBackendCpu(postgres.pid);
      const replays = await replay.measure();
      const replaying = readBackendCpu(postgres.pid) - before;
      const [cpu, backends] = [process.cpuUsage(), readBackendCpu(postgres.pid)];
      const all = await load(most);
      const { user, system } = process.cpuUsage(cpu);
      const spent = readBackendCpu(postgres.pid) - backends;
      const [one, eight, paced] = [await load(1), await load(8), await load(most, all.perSecond / 2)];
      // The first round warms up.
      if (round === 0) continue;
      own.push(rate);
      replayed.push(replays.perSecond);
      replayCpu.push(replaying / replays.messages);
      api.push((user + system) / all.messages);
      database.push(spent / all.messages);
      for (const [name, value] of Object.entries({ one, eight, most: all, paced }))
        loads[name as keyof typeof loads].push(value);
    }
  } finally {
    await replay.close();
    await commits.close();
  }
  return toTable(figures);
}

function toTable({ own, replayed, replayCpu, api, database, loads }: Figures): Pick<Table, 'rows' | 'notes'> {
  const row = (what: string, values: readonly number[], unit: Ratio['unit'], keep = '–'): Ratio => ({
    what,
    value: toMedian(values),
    unit,
    against: null,
    keep,
  });
  const rate = { what: 'PostgreSQL’s own', value: toMedian(own) };
  const bound = { what: 'the same SQL alone', value: toMedian(replayed) };
  const perSecond = loads.most.map((one) => one.perSecond);
  const times = (name: string, of: readonly z.infer<typeof Load>[], keep?: string): readonly Ratio[] => [
    row(
      `${name}: a second`,
      of.map((one) => one.perSecond),
      '1/s',
    ),
    row(
      `${name}: middle`,
      of.map((one) => one.p50),
      'ms',
    ),
    row(
      `${name}: 99th percentile`,
      of.map((one) => one.p99),
      'ms',
      keep,
    ),
  ];
  const queueing = (most / toMedian(perSecond)) * 1_000;
  return {
    rows: [
      row('PostgreSQL’s own commits of one row', own, '1/s'),
      { ...row('the SQL of a message, 32 in a batch, without our API', replayed, '1/s'), against: rate },
      { ...row('ORU filed and acknowledged, 32 connections', perSecond, '1/s', '≥ 1,000'), against: bound },
      { ...row('the same', perSecond, '1/s', '≥ 1,000'), against: rate },
      ...times('32 connections at once', loads.most).slice(1),
      ...times('8 connections', loads.eight),
      ...times('1 connection', loads.one),
      ...times('half of that rate, on 32', loads.paced, '≤ 10'),
      row('API’s processor for one message', api, 'µs'),
      row('PostgreSQL’s processor for one message', database, 'µs'),
      row('PostgreSQL’s processor for one, without our API', replayCpu, 'µs'),
    ],
    notes: [
      `Each connection has one message under way; ORU^R01 of two results: 1 report and 3 observations, 1.2 kB; ${seconds} s a load, ${rounds} rounds.`,
      'Sender, API and PostgreSQL (fsync on) share the machine; each message is kept, filed, indexed, pushed and traced before its acknowledgement.',
      `32 senders that each wait for their answer wait ${queueing.toFixed(0)} ms at that rate whatever the API does (32 ÷ rate): what a message takes is seen at half of the rate.`,
      'The SQL alone: look_up and file_messages with rows made beforehand, on two connections; without reading, mapping, validating, trace and sender.',
    ],
  };
}

async function admit({ deps }: RunningHospital): Promise<void> {
  const number = (n: number): string => `B-${n}^^^CHSE&https://saint-exemple.example/identifiant/patient&URI^MR`;
  const send = async (n: number): Promise<void> => {
    const segment = aPID('dubois').replace(/PID\|1\|\|[^|]*/, `PID|1||${number(n)}`);
    const raw = Buffer.from(adt('A28', { control: `ADMIT-${n}`, patient: { segment } }), 'utf8');
    const { state } = await deps.inbox.submit({
      door: 'mllp',
      format: 'hl7-v2',
      header: readMessageHeader(raw),
      raw,
      oversized: null,
      refused: null,
      received: new Date(),
      caller: toDoorCaller(deps.secrets),
    });
    if (state !== 'filed') throw new Error(`patient ${n} was ${state}`);
  };
  // The first makes the validators.
  await send(0);
  await Promise.all(Array.from({ length: patients - 1 }, (_, n) => send(n + 1)));
}

/** As many connections, each committing one row of a message's size at a time. */
async function openCommits({
  connection,
}: EmbeddedPostgres): Promise<{ measure(): Promise<number>; close(): Promise<void> }> {
  const clients = await Promise.all(
    Array.from({ length: most }, async () => {
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
