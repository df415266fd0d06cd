import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { filled, fillTrace } from '../../bench/trace.fill.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 30_000 });

const ENTRIES = 50_000;
const DAYS = 365;
const end = Date.now() - 60_000;
const day = (before: number): string => new Date(end - before * 86_400_000).toISOString();
let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
  await fillTrace(db.sql, Buffer.alloc(32, 7), ENTRIES, { days: DAYS, end });
  await db.sql(
    `insert into identity.person (id, role, login, name, nihdi)
       select ('a0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'physician', 'd' || n, 'Dr ' || n, 'd' || n from generate_series(0, 299) n`,
  );
});
afterAll(() => db.close());

const person = filled.person(7);
const pc = filled.pc(7);
const patient = filled.patient(7 * 67);
const month = { from: day(60), to: day(30) };
/** Every filter that the screen can ask, and what it may be joined with. */
const filters: readonly Record<string, string>[] = [
  {},
  { patient },
  { person },
  { pc },
  { kind: 'copied' },
  { kind: 'looked-at' },
  { kind: 'denied' },
  { outcome: 'other' },
  { outcome: 'ok' },
  month,
  { ...month, kind: 'denied' },
  { ...month, person },
  { person, kind: 'looked-at' },
  { patient, kind: 'looked-at', ...month },
  { pc, outcome: 'other', ...month },
  { person, pc, patient, kind: 'copied', outcome: 'ok', ...month },
  // Nobody, and nothing.
  { patient: filled.patient(1).replace('c', 'd') },
  { pc: filled.pc(1).replace('b', 'd'), kind: 'denied' },
];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}
const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** The page that api.list_trace reads, by the condition that it makes, with what it really touched. */
async function readPlan(filter: Record<string, string>, before: object | null): Promise<readonly Plan[]> {
  const [row] = await db.sql<{ condition: string }>('select trace.to_condition($1) as condition', [
    JSON.stringify({ ...filter, before }),
  ]);
  const [explained] = await db.sql<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
    `explain (analyze, timing off, format json) select * from trace.entry e where ${row?.condition ?? ''} order by e.at desc, e.writer desc, e.seq desc limit 51`,
  );
  const [plan] = explained?.['QUERY PLAN'] ?? [];
  if (plan === undefined) throw new Error('no plan');
  return nodes(plan.Plan);
}

test('answers each filter, first page and later ones, from an index and a small part of the trace [R21]', async () => {
  const faults: string[] = [];
  for (const filter of filters)
    for (const before of [null, { at: day(45), writer: 1, seq: 40_000 }]) {
      const plan = await readPlan(filter, before);
      const cell = `${JSON.stringify(filter)}${before === null ? '' : ' later'}`;
      if (plan.some((node) => node['Node Type'] === 'Seq Scan')) faults.push(`${cell}: reads every row`);
      const touched = plan
        .filter((node) => node['Relation Name'] === 'entry')
        .reduce((sum, node) => sum + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), 0);
      if (touched > ENTRIES / 10) faults.push(`${cell}: touches ${touched} of ${ENTRIES} rows`);
    }
  expect(faults).toEqual([]);
});

test('finds the questions of a month without reading every row [R21]', async () => {
  const [row] = await db.sql<{ found: string; scans: string }>(
    `with asked as materialized (select count(*) as found from trace.find_questions($1, $2))
     select a.found, pg_stat_get_xact_numscans('trace.entry'::regclass) as scans from asked a where a.found >= 0`,
    [day(30), day(0)],
  );
  expect(row?.scans).toBe('0');
});
