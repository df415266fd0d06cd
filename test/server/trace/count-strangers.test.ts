import { expect, test } from 'vitest';
import { buildOpenApp } from '../../../server/app.ts';
import type { TraceEntry } from '../../../server/deps.ts';
import { countStrangers } from '../../../server/trace/count-strangers.ts';
import { openTestHospital } from '../support/test-hospital.ts';

const entry = (outcome: 'not-found' | 'too-many-attempts'): TraceEntry => ({
  kind: 'denied',
  person: null,
  pc: null,
  patient: null,
  object: 'GET unknown',
  outcome,
  requestId: 'r-1',
});

test('writes a flood of strangers as few entries that count them all [R21]', async () => {
  const written: TraceEntry[] = [];
  let now = Date.parse('2026-11-22T10:00:00Z');
  const strangers = countStrangers(
    { append: async (one) => void written.push(one), close: () => Promise.resolve() },
    { now: () => new Date(now) },
    (error) => {
      throw error;
    },
  );
  for (let n = 0; n < 1_000; n += 1) await strangers.note(entry(n % 4 === 0 ? 'too-many-attempts' : 'not-found'));
  expect(written.length).toBe(30);
  now += 60_000;
  await strangers.note(entry('not-found'));
  expect(written.length).toBe(33);
  const sum = (): number => written.reduce((total, { count = 1 }) => total + count, 0);
  expect(sum()).toBe(1_001);
  for (let n = 0; n < 100; n += 1) await strangers.note(entry('not-found'));
  await strangers.close();
  expect([written.length, sum()]).toEqual([63, 1_101]);
});

test('traces who asks the open listener for what it has not, one by one up to a limit and then their number [R21]', async () => {
  const hospital = await openTestHospital();
  const readDenied = () =>
    hospital.test.sql<{ entries: number; asked: number }>(
      `select count(*)::int as entries, sum(coalesce((body::json ->> 'count')::int, 1))::int as asked from trace.entry
       where kind = 'denied' and body::json ->> 'outcome' = 'not-found'`,
    );
  try {
    const open = await buildOpenApp(hospital.deps);
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, n) => open.inject({ method: 'GET', url: `/wp-admin/${n}` })),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([404]));
    expect(await readDenied()).toEqual([{ entries: 30, asked: 30 }]);
    await open.close();
    expect(await readDenied()).toEqual([{ entries: 31, asked: 80 }]);
  } finally {
    await hospital.close();
  }
});
