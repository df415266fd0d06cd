import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceEntry } from '../../../server/deps.ts';
import { openTraceWriter } from '../../../server/trace/writer.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let hospital: TestDatabase;
beforeAll(async () => {
  hospital = await openTestDatabase();
});
afterAll(() => hospital.close());

const key = Buffer.alloc(32, 7);
const clock = { now: () => new Date() };
const entry = (object: string): TraceEntry => ({
  kind: 'copied',
  person: randomUUID(),
  pc: randomUUID(),
  patient: randomUUID(),
  object,
  outcome: 'ok',
  requestId: 'r-1',
});
const count = async (): Promise<number> => {
  const [row] = await hospital.sql<{ n: string }>('select count(*) as n from trace.entry');
  return Number(row?.n);
};

test('answers only when the entry is in the database, in the order of asking [R21]', async () => {
  const writer = openTraceWriter(hospital.database, key, clock);
  await writer.append(entry('first'));
  expect(await count()).toBe(1);
  await Promise.all(Array.from({ length: 1_000 }, (_, index) => writer.append(entry(`Observation/${index}`))));
  const rows = await hospital.sql<{ seq: string; object: string }>(
    `select seq, body::json ->> 'object' as object from trace.entry where writer = $1 order by seq`,
    [writer.writer()],
  );
  expect(rows.slice(1).map(({ object }) => object)).toEqual(
    Array.from({ length: 1_000 }, (_, i) => `Observation/${i}`),
  );
  expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 1_001 }, (_, i) => i + 1));
  await writer.close();
});

test('commits many waiting entries at once [R21]', async () => {
  let batches = 0;
  const counting = {
    ...hospital.database,
    ask: <Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> => {
      if (name === 'trace-append') batches += 1;
      return hospital.database.ask<Row>(name, text, values);
    },
  };
  const writer = openTraceWriter(counting, key, clock);
  await Promise.all(Array.from({ length: 500 }, () => writer.append(entry('x'))));
  expect(batches).toBeLessThanOrEqual(3);
  await writer.close();
});

test('refuses every entry of a batch that failed, and goes on in a new chain once the store is back [R21]', async () => {
  const writer = openTraceWriter(hospital.database, key, clock);
  await writer.append(entry('before'));
  const first = writer.writer();
  await hospital.sql('alter table trace.entry rename to entry_gone');
  const refused = await Promise.allSettled([writer.append(entry('a')), writer.append(entry('b'))]);
  await hospital.sql('alter table trace.entry_gone rename to entry');
  const refusal = { status: 'rejected', reason: { code: 'trace-unavailable' } };
  expect(refused).toMatchObject([refusal, refusal]);
  await writer.append(entry('after'));
  expect(writer.writer()).toBe((first ?? 0) + 1);
  await writer.close();
  await expect(writer.append(entry('late'))).rejects.toMatchObject({ code: 'trace-unavailable' });
});

test('lets two writers run at once, each with its own number [R21]', async () => {
  const [one, two] = [openTraceWriter(hospital.database, key, clock), openTraceWriter(hospital.database, key, clock)];
  await Promise.all([one, two].flatMap((writer) => [writer.append(entry('x')), writer.append(entry('y'))]));
  expect(one.writer()).not.toBe(two.writer());
  await Promise.all([one.close(), two.close()]);
});

test('can neither be changed nor emptied by the API role or by its functions [R21]', async () => {
  for (const text of ['update trace.entry set body = body', 'delete from trace.entry', 'truncate trace.entry'])
    await expect(hospital.sql(text)).rejects.toThrow('the trace is append only');
  for (const text of [
    'select * from trace.entry',
    'delete from trace.entry',
    "insert into trace.entry values (1, 1, '{}', '')",
  ])
    await expect(hospital.database.ask(text, text, [])).rejects.toThrow('permission denied');
});

test('takes a text that PostgreSQL could not read, and loses no other entry of its batch [R21]', async () => {
  const writer = openTraceWriter(hospital.database, key, clock);
  const before = await count();
  await Promise.all(
    [entry('good'), entry('nul \u0000'), entry('half \ud83d'), entry('a \\u0000 b')].map(writer.append),
  );
  expect(await count()).toBe(before + 4);
  expect(
    await hospital.sql(`select body::json ->> 'object' as object from trace.entry where writer = $1 order by seq`, [
      writer.writer(),
    ]),
  ).toEqual([{ object: 'good' }, { object: 'nul \ufffd' }, { object: 'half \ufffd' }, { object: 'a \\u0000 b' }]);
  await writer.close();
});
