import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { openDatabase } from '../../server/postgres/database.ts';
import { toApiConnection } from '../../server/postgres/migrate.ts';
import { findConcerned, readEvents } from '../../server/store/outbox.ts';
import { readBackendCpu } from './api.cpu.ts';
import { openPushHospital, type PushHospital } from './push.hospital.ts';
import { type Ratio, type Table, toMedian } from './table.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 20);
const clients = 1_000;
const pcs = 20;
const some = 20;
const wakes = 20;
const names = ['notify', 'middle', 'last', 'all', 'question', 'each', 'api', 'postgres', 'postgresEach'] as const;
/** Milliseconds; processor in microseconds. */
type Measures = Record<(typeof names)[number], number[]>;

/** From a commit to 1,000 open event streams (mutual TLS, a server of its own), beside PostgreSQL's own NOTIFY, in turns. */
export async function run(): Promise<Table> {
  const hospital = await openPushHospital(pcs, clients, [0, some, clients]);
  const args = [hospital.medicalUrl, hospital.folder, String(pcs), String(clients)];
  const streams = fork(join(import.meta.dirname, 'push.clients.ts'), args);
  try {
    const [opened] = (await Promise.race([once(streams, 'message'), once(streams, 'exit')])) as [unknown];
    if (typeof opened !== 'object') throw new Error('the streams did not open');
    return toTable(await measure(hospital, streams));
  } finally {
    streams.disconnect();
    await hospital.close();
  }
}

async function measure(hospital: PushHospital, streams: ChildProcess): Promise<Measures> {
  const { postgres, patients } = hospital;
  const [writer, listener] = [new pg.Client(postgres.connection), new pg.Client(postgres.connection)];
  await Promise.all([writer.connect(), listener.connect()]);
  await listener.query('listen bench');
  const database = openDatabase(toApiConnection(postgres.connection));
  const callers = hospital.callers.map(([session, certificate]) => ({ session, certificate, requestId: '' }));
  /** Moment of the commit that follows. */
  const commit = async (text: string, values: readonly unknown[] = []): Promise<number> => {
    await writer.query('begin');
    await writer.query(text, [...values]);
    const began = now();
    await writer.query('commit');
    return began;
  };
  const change = (followers: number): Promise<number> =>
    commit(`select push.emit('record-changed', null, $1)`, [patients.get(followers)]);
  const tell = async (followers: number): Promise<number[]> => {
    streams.send(followers);
    await once(streams, 'message');
    const come = once(streams, 'message') as Promise<[{ moments: number[] }]>;
    const began = await change(followers);
    const [{ moments }] = await come;
    return moments.map((moment) => moment - began);
  };
  const measures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Measures;
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const heard = once(listener, 'notification').then(now);
      const notified = await commit('notify bench').then(async (began) => (await heard) - began);
      const few = await tell(some);
      const all = await tell(clients);
      const { position } = await findConcerned(database, [], null);
      await change(0);
      const question = await time(() => findConcerned(database, callers, position));
      const before = readBackendCpu(postgres.pid);
      const each = await time(() => Promise.all(callers.map((caller) => readEvents(database, caller, position))));
      const postgresEach = readBackendCpu(postgres.pid) - before;
      const cost = await measureWakes(hospital, () => change(0));
      // The first round warms up.
      if (round === 0) continue;
      const taken = { notify: notified, middle: toMedian(few), last: Math.max(...few), all: Math.max(...all) };
      const found = { ...taken, question, each, postgresEach, ...cost };
      for (const name of names) measures[name].push(found[name]);
    }
  } finally {
    await Promise.all([writer.end(), listener.end(), database.close()]);
  }
  return measures;
}

/** Processor for one wake-up that concerns nobody, less what the streams' heartbeats cost meanwhile. */
async function measureWakes(
  { readCpu, postgres }: PushHospital,
  change: () => Promise<unknown>,
): Promise<{ api: number; postgres: number }> {
  const window = 25;
  const spend = async (what: () => Promise<unknown>): Promise<readonly [number, number]> => {
    const [api, backends] = [readCpu(), readBackendCpu(postgres.pid)];
    for (let n = 0; n < wakes; n += 1) await Promise.all([what(), wait(window)]);
    return [readCpu() - api, readBackendCpu(postgres.pid) - backends];
  };
  const [idle, woken] = [await spend(() => Promise.resolve()), await spend(change)];
  return { api: (woken[0] - idle[0]) / wakes, postgres: (woken[1] - idle[1]) / wakes };
}

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = now();
  await work();
  return now() - began;
}

function toTable(measures: Measures): Table {
  const middle = (name: keyof Measures): number => toMedian(measures[name]);
  const notify = { what: 'NOTIFY at one listener', value: middle('notify') };
  const row = (what: string, name: keyof Measures, against: Ratio['against'], keep = '–'): Ratio => ({
    what,
    value: middle(name),
    unit: name === 'api' || name === 'postgres' ? 'µs' : 'ms',
    against,
    keep,
  });
  return {
    name: 'push',
    rows: [
      row(`commit → event, middle of ${some} of ${clients} clients`, 'middle', notify),
      row(`commit → event, last of ${some} of ${clients} clients`, 'last', notify, '≤ 200 ms'),
      row(`commit → event, last of ${clients} concerned`, 'all', notify, '≤ 2,000 ms'),
      row('whom of 1,000 it concerns, asked once', 'question', { what: 'each asks', value: middle('each') }, '≤ 0.1×'),
      row('API’s processor, wake-up for nobody', 'api', null),
      row('PostgreSQL’s processor, wake-up for nobody', 'postgres', {
        what: 'each asks',
        value: middle('postgresEach'),
      }),
    ],
    notes: [
      `${rounds} rounds in turns, medians; clients, server and PostgreSQL (fsync on) share the machine, load ${loadavg()[0]?.toFixed(1)}.`,
      'each asks: 1,000 times api.read_events by ten connections, as every wake-up would cost if every stream asked for itself.',
      `PostgreSQL’s figure holds the commit itself; a change that concerns all ${clients} still asks the gate once for each.`,
    ],
  };
}
