import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { fc } from '../../support/property.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

test('finds by plain comparison what the query of every mode finds, in whatever order groups stand [R22]', async () => {
  const token = fc.constantFrom('a=1', 'a=2', 'b=1', 'c=');
  const wanted = fc.record({
    group: fc.integer({ min: 1, max: 3 }),
    mode: fc.constantFrom('is', 'is', 'is', 'is', 'not', 'starts'),
    value: token,
  });
  const one = fc.record({ tokens: fc.array(token, { maxLength: 3 }), wanted: fc.array(wanted, { maxLength: 4 }) });
  const cases = fc.sample(one, 500);
  const rows = await db.sql<{ quick: boolean; slow: boolean }>(
    `select medical.matches(t, g, m, v) as quick, medical.matches_any_mode(t, g, m, v) as slow
       from (select array(select jsonb_array_elements_text(c -> 'tokens')) as t,
           array(select (w ->> 'group')::integer from jsonb_array_elements(c -> 'wanted') w) as g,
           array(select w ->> 'mode' from jsonb_array_elements(c -> 'wanted') w) as m,
           array(select w ->> 'value' from jsonb_array_elements(c -> 'wanted') w) as v
         from jsonb_array_elements($1::jsonb) c) one`,
    [JSON.stringify(cases)],
  );
  expect(rows.map(({ quick }) => quick)).toEqual(rows.map(({ slow }) => slow));
  expect(new Set(rows.map(({ quick }) => quick)).size).toBe(2);
});

test('compares periods as the prefixes of FHIR say, whatever is compared with whatever [R22]', async () => {
  const name = fc.constantFrom('date', 'issued');
  const period = fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 3 }))
    .map(([from, length]) => ({ from: toDay(from), to: toDay(from + length) }));
  const op = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sa', 'eb', 'present', 'absent', '?');
  const one = fc.record({
    own: fc.array(fc.record({ name, period }), { maxLength: 3 }),
    wanted: fc.array(fc.record({ name, op, period }), { maxLength: 2 }),
  });
  const cases = fc.sample(one, 500);
  const column = (list: string, path: string, type: string): string =>
    `array(select (x #>> '{${path}}')::${type} from jsonb_array_elements(c -> '${list}') x)`;
  const rows = await db.sql<{ met: boolean }>(
    `select medical.happens(${column('own', 'name', 'text')}, ${column('own', 'period,from', 'timestamptz')},
        ${column('own', 'period,to', 'timestamptz')}, ${column('wanted', 'name', 'text')}, ${column('wanted', 'op', 'text')},
        ${column('wanted', 'period,from', 'timestamptz')}, ${column('wanted', 'period,to', 'timestamptz')}) as met
       from jsonb_array_elements($1::jsonb) c`,
    [JSON.stringify(cases)],
  );
  const expected = cases.map(({ own, wanted }) =>
    wanted.every((asked) => {
      const named = own.filter((has) => has.name === asked.name).map((has) => has.period);
      if (asked.op === 'absent') return named.length === 0;
      return asked.op === 'present' ? named.length > 0 : named.some((has) => meets(has, asked.op, asked.period));
    }),
  );
  expect(rows.map(({ met }) => met)).toEqual(expected);
});

interface Period {
  readonly from: string;
  readonly to: string;
}

function toDay(day: number): string {
  return `2026-01-${String(day + 1).padStart(2, '0')}T00:00:00.000Z`;
}

/** FHIR R4, search, prefixes: the end stands outside of both periods. */
function meets(has: Period, op: string, asked: Period): boolean {
  const inside = has.from >= asked.from && has.to <= asked.to;
  const rules: Record<string, boolean> = {
    eq: inside,
    ne: !inside,
    gt: has.to > asked.to,
    ge: has.to > asked.from,
    lt: has.from < asked.from,
    le: has.from < asked.to,
    sa: has.from >= asked.to,
    eb: has.to <= asked.from,
  };
  return rules[op] ?? false;
}
