import { afterAll, beforeAll, expect, it } from 'vitest';
import { readExactJson } from '../../../server/mapping/exact-json.ts';
import type { MutableJson } from '../../../server/mapping/references.ts';
import { toIndexPart } from '../../../server/mapping/resource-row.ts';
import { toRefs } from '../../../server/mapping/transaction.ts';
import { toArrayText } from '../../../server/store/array-text.ts';
import { adt, aPID, mdm, orUR01 } from '../../builders/hl7.ts';
import { toHL7Text } from '../../builders/hl7-segment.ts';
import { fc } from '../../support/property.ts';
import { openWard, type Ward } from './ward.ts';

let ward: Ward;
beforeAll(async () => {
  ward = await openWard();
});
afterAll(() => ward?.close());

/** What a list of PostgreSQL would be broken by. */
const AWKWARD = '{NULL, "d\'Août"}\\';

it('finds what messages brought by all that its text says, whatever characters stand in it [R25]', async () => {
  const name = `${toHL7Text(AWKWARD)}^NULL^${toHL7Text('{}')}^^^^L`;
  for (const message of [
    adt('A01', { control: 'I1', patient: { segment: aPID('dubois', { 5: name }) } }),
    orUR01({ control: 'I2', order: 'I2', results: [{ value: '5.90', unit: 'mmol/L' }] }),
    mdm('T02', { control: 'I3' }),
    // A second version goes another way than what is new.
    orUR01({ control: 'I4', order: 'I2', at: '20260303093000', results: [{ value: '6.10', unit: 'mmol/L' }] }),
  ])
    expect((await ward.send(message)).code).toBe('AA');

  const stored = await ward.hospital.test.sql<{ content: string; tokens: string[]; refs: string[]; dates: object[] }>(
    `select content, tokens, refs, array(
         select json_build_object('name', d.name, 'from', d.low::text, 'to', d.high::text)
           from unnest(date_names, date_from, date_to) with ordinality as d(name, low, high, n) order by d.n) as dates
       from medical.resource where content is not null`,
    [],
  );
  expect(stored.length).toBeGreaterThan(5);
  const key = ward.hospital.deps.secrets.nissIndexKey;
  const instant = (text: string): string => (text.endsWith('infinity') ? text : new Date(text).toISOString());
  for (const { content, tokens, refs, dates } of stored) {
    const resource = readExactJson(content) as MutableJson;
    const expected = toIndexPart(resource, key);
    expect(tokens).toEqual(expected.tokens);
    expect(refs).toEqual(toRefs(resource));
    expect(
      (dates as { name: string; from: string; to: string }[]).map(({ name: of, from, to }) => ({
        name: of,
        from: instant(from),
        to: instant(to),
      })),
    ).toEqual(expected.dates);
  }
  expect(stored.flatMap(({ tokens }) => tokens)).toContain(`family:exact=${AWKWARD}`);
});

it('writes a list of texts so that PostgreSQL reads the same texts, whatever they are [R25]', async () => {
  const unit = fc.constantFrom('"', '\\', '{', '}', ',', ' ', '\n', "'", 'N', 'é', '\u{1f600}');
  const text = fc.oneof(fc.string({ unit, maxLength: 20 }), fc.constantFrom('', 'NULL', AWKWARD, '{}', ' '));
  const lists = fc.array(fc.array(text, { maxLength: 8 }), { minLength: 25, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(lists, async (all) => {
      const read = await ward.hospital.test.sql('select list::text[] as list from unnest($1::text[]) list', [
        all.map(toArrayText),
      ]);
      expect(read).toEqual(all.map((list) => ({ list })));
    }),
    { numRuns: 2 },
  );
});
