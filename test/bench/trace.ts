import { loadavg } from 'node:os';
import type { TraceFilter } from '../../contracts/trace.ts';
import { readStoredTrace } from '../../server/store/trace-chains.ts';
import { listTraceQuestions } from '../../server/store/trace-questions.ts';
import { countTrace, listTrace } from '../../server/store/trace-store.ts';
import { verifyTrace } from '../../server/trace/verify.ts';
import { type Table, toMedian } from './table.ts';
import { fillTrace } from './trace.fill.ts';
import { asked, type FilledTrace, openFilledTrace, readCpu } from './trace.hospital.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 15);
const small = 10_000;
const large = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const key = Buffer.alloc(32, 7);
const DAY = 86_400_000;
const day = (before: number): string => new Date(Date.now() - before * DAY).toISOString();
const empty: TraceFilter = { patient: null, person: null, pc: null, from: null, to: null, kind: null, outcome: null };
const month = { from: day(60), to: day(30) };

type Ask = (trace: FilledTrace) => Promise<unknown>;
/** What the screen waits for: the page with its total, side by side. */
const page =
  (filter: Partial<TraceFilter>): Ask =>
  ({ database, director }) =>
    Promise.all([
      listTrace(database, director, { ...empty, ...filter }, null, 51),
      countTrace(database, director, { ...empty, ...filter }),
    ]);
const questions =
  (days: number): Ask =>
  ({ database, director }) =>
    listTraceQuestions(database, director, day(days), day(0));

const asks: Readonly<Record<string, Ask>> = {
  'no filter': page({}),
  'a patient': page({ patient: asked.patient }),
  'a physician': page({ person: asked.person }),
  'a PC': page({ pc: asked.pc }),
  'a month': page(month),
  copied: page({ kind: 'copied' }),
  'looked at': page({ kind: 'looked-at' }),
  denied: page({ kind: 'denied' }),
  'refused or failed': page({ outcome: 'other' }),
  'physician, looked at, a month': page({ ...month, person: asked.person, kind: 'looked-at' }),
  'PC, denied, a month': page({ ...month, pc: asked.pc, kind: 'denied' }),
  'everything at once': page({ ...month, ...asked, kind: 'copied', outcome: 'ok' }),
  'a later page of a physician': ({ database, director }) =>
    listTrace(
      database,
      director,
      { ...empty, person: asked.person },
      { at: day(180), writer: 1, seq: Number.MAX_SAFE_INTEGER },
      51,
    ),
  'questions of 30 days': questions(30),
  'questions of 90 days': questions(90),
};
const added = ['entry_at', 'entry_kind', 'entry_pc', 'entry_refused', 'entry_look'];

/** The same filters of two traces, one a hundred times the other, in turns; then what the indexes cost the append, and a verification. */
export async function run(): Promise<Table> {
  const traces: FilledTrace[] = [];
  try {
    for (const entries of [small, large]) traces.push(await openFilledTrace(entries, key));
    const [few, many] = traces;
    if (few === undefined || many === undefined) throw new Error('no trace');
    const times = new Map(Object.keys(asks).map((name) => [name, [[], []] as [number[], number[]]]));
    for (let round = 0; round <= rounds; round += 1)
      for (const [name, ask] of Object.entries(asks))
        for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
          const began = performance.now();
          await ask(which === 0 ? few : many);
          if (round > 0) times.get(name)?.[which].push(performance.now() - began);
        }
    const began = performance.now();
    const stored = await readStoredTrace(many.database, many.director);
    const verdict = await verifyTrace(
      stored,
      { traceKey: key, headKeyPem: '', logLines: [], heads: [] },
      { page: 1_000 },
    );
    if (verdict.faults.length > 0) throw new Error(verdict.faults.join('; '));
    const seconds = (performance.now() - began) / 1000;
    const append = await measureAppend(few);
    return {
      name: 'trace',
      rows: [
        ...[...times].map(([what, [first, second]]) => ({
          what,
          value: toMedian(second),
          unit: 'ms' as const,
          against: { what: `at ${few.entries} entries`, value: toMedian(first) },
          keep: '< 1000 ms',
        })),
        {
          what: 'append in batches of 256, CPU per entry',
          value: append.all,
          unit: 'µs',
          against: { what: 'without the indexes of 0125', value: append.without },
          keep: '≤ 2×',
        },
      ],
      notes: [
        `${many.entries} entries of 300 physicians, 400 PCs and 20,000 patients over a year; page and total side by side, ${rounds} rounds in turns, medians, load ${loadavg()[0]?.toFixed(1)}.`,
        `the chain is valid: verified in parts of 1,000 in ${seconds.toFixed(0)} s (${Math.round(verdict.entries / seconds)} entries a second).`,
        `${many.cost.table.toFixed(0)} bytes of an entry and ${many.cost.indexes.toFixed(0)} of its indexes: ${(((many.cost.table + many.cost.indexes) * 1e6) / 1e9).toFixed(2)} GB per million.`,
      ],
    };
  } finally {
    for (const trace of traces) await trace.close();
  }
}

/** CPU of the database's process, in turns with and without what 0125 added, on the short trace. */
async function measureAppend({ sql }: FilledTrace): Promise<{ readonly all: number; readonly without: number }> {
  const entries = 10_240;
  const [backend] = await sql<{ pid: number }>('select pg_backend_pid() as pid');
  const definitions = await sql<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes where schemaname = 'trace' and indexname = any ($1)`,
    [added],
  );
  const spend = async (): Promise<number> => {
    const before = readCpu(backend?.pid ?? 0);
    await fillTrace(sql, key, entries, { isAnalyzed: false });
    return ((readCpu(backend?.pid ?? 0) - before) / entries) * 1e6;
  };
  const all: number[] = [];
  const without: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    all.push(await spend());
    for (const { name } of definitions) await sql(`drop index trace.${name}`);
    without.push(await spend());
    for (const { definition } of definitions) await sql(definition);
  }
  return { all: toMedian(all), without: toMedian(without) };
}
