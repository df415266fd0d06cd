import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiRow } from '../../contracts/api-row.ts';
import { PushEvent } from '../../contracts/mirror.ts';
import { type Shape, anyTaken, toShape } from '../support/any-value.ts';
import { fc } from '../support/property.ts';
import { findBreaks } from './support/older-app.ts';
import { type Recording, readRecordings, toTolerant, today } from './support/recording.ts';
import { findMisfits } from './support/shape-fits.ts';

const recordings = readRecordings();
const root = join(import.meta.dirname, '..', '..');

it('keeps every question of the apps inside the window answerable, and every answer readable for them [C6]', () => {
  const breaks = recordings.flatMap(({ version, rows }) =>
    Object.entries(rows).flatMap(([name, recorded]) => findBreaks(version, name, recorded, today.get(name) ?? null)),
  );
  expect(breaks).toEqual([]);
});

it('accepts each recorded question of each app inside the window by the schemas of today [C6]', () => {
  let asked = 0;
  for (const { version, rows } of recordings)
    for (const [name, { calls }] of Object.entries(rows)) {
      const row = today.get(name);
      for (const { params, input } of calls) {
        asked += 1;
        const refused = [row?.params.safeParse(params), row?.input.safeParse(input)].filter(
          (read) => read?.success !== true,
        );
        expect(refused, `${name}, as the app ${version} asks it (docs/compatibility.md)`).toEqual([]);
      }
    }
  expect(asked).toBeGreaterThan(100);
});

it('answers today what the apps inside the window can read, whatever a schema lets through, and hears their own answers [C6]', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const { version, rows } of recordings)
    for (const [name, { output, calls }] of Object.entries(rows)) {
      const row = today.get(name);
      if (row === undefined) continue;
      const reads = ajv.compile(toTolerant(output));
      for (const { answer } of calls) expect(reads(answer), `${name}, recorded`).toBe(true);
      for (const answer of fc.sample(anyTaken(row.output), 5)) {
        reads(row.output.parse(answer));
        expect(reads.errors ?? [], `${name}, as the app ${version} reads it (docs/compatibility.md)`).toEqual([]);
      }
    }
});

it('sends the apps inside the window every kind of event they know as they know it; kinds that are new they pass over [C6]', () => {
  const kindOf = (option: Shape): unknown => ((option['properties'] as Shape)['type'] as Shape)['const'];
  for (const { event } of recordings) {
    const known = ((event['oneOf'] ?? event['anyOf']) as Shape[]).map(kindOf);
    const now = toShape(PushEvent, 'output');
    const sent = ((now['oneOf'] ?? now['anyOf']) as Shape[]).filter((option) => known.includes(kindOf(option)));
    expect(sent.map(kindOf)).toEqual(known);
    expect(sent.flatMap((option) => findMisfits(option, event, 'passed-over'))).toEqual([]);
  }
});

it('holds the recordings that docs/compatibility.md lists as inside the window, one each, and no other [C6]', () => {
  const text = readFileSync(join(root, 'docs', 'compatibility.md'), 'utf8');
  const inside = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \|.*\| inside \|$/gm)].map(([, version]) => version);
  expect(inside.length).toBeGreaterThan(0);
  expect(new Set(recordings.map(({ version }) => version))).toEqual(new Set(inside));
  expect(recordings).toHaveLength(inside.length);
});

const row = (over: Partial<ApiRow>): ApiRow => ({
  listener: 'medical',
  method: 'POST',
  path: '/api/things/:thing',
  params: z.strictObject({ thing: z.uuid() }),
  input: z.strictObject({ name: z.string().max(50), kind: z.enum(['a', 'b']), due: z.iso.date().optional() }),
  output: z.strictObject({
    id: z.uuid(),
    count: z.int().min(0),
    state: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('open'), by: z.string().nullable() }),
      z.strictObject({ is: z.literal('shut') }),
    ]),
    lines: z.array(z.strictObject({ text: z.string() })).max(10),
    total: z.record(z.enum(['x', 'y']), z.int()),
  }),
  ...over,
});

/** The row's output with some fields otherwise. */
const output = (over: z.ZodRawShape): { output: z.ZodType } => ({
  output: (row({}).output as z.ZodObject).extend(over),
});
const input = (over: z.ZodRawShape): { input: z.ZodType } => ({ input: (row({}).input as z.ZodObject).extend(over) });

it.each<[string, Partial<ApiRow>]>([
  ['nothing', {}],
  ['a field more in the answer', output({ since: z.iso.date() })],
  [
    'a field more deep in the answer',
    output({ lines: z.array(z.strictObject({ text: z.string(), at: z.int() })).max(10) }),
  ],
  ['a field of the question that may be left out', input({ reason: z.string().optional() })],
  ['a longer text in the question', input({ name: z.string().max(200) })],
  ['one more kind in the question', input({ kind: z.enum(['a', 'b', 'c']) })],
  ['a field of the question that is no longer needed', input({ kind: z.enum(['a', 'b']).optional() })],
  [
    'fewer lines, a narrower number in the answer',
    output({ lines: z.array(z.strictObject({ text: z.string() })).max(5), count: z.int().min(1) }),
  ],
  [
    'a state that no longer comes',
    output({ state: z.discriminatedUnion('is', [z.strictObject({ is: z.literal('shut') })]) }),
  ],
  ['one more name in a table of totals', output({ total: z.record(z.enum(['x', 'y', 'z']), z.int()) })],
  ['another name of a part of the path', { path: '/api/things/:id' }],
])('lets an API that changed by %s be released [C6]', (_what, over) => {
  const [recorded] = [makeRow(row({}))];
  expect(findBreaks('0.1.0', 'thing/do', recorded, row(over))).toEqual([]);
});

it.each<[string, Partial<ApiRow> | null]>([
  ['the route gone', null],
  ['another path', { path: '/api/thing/:thing' }],
  ['another method', { method: 'GET' }],
  ['the other listener', { listener: 'open' }],
  ['a field of the answer gone', { output: (row({}).output as z.ZodObject).omit({ count: true }) }],
  ['a field of the answer that may be missing', output({ count: z.int().min(0).optional() })],
  ['a field of the answer that may be null', output({ count: z.int().min(0).nullable() })],
  ['another type', output({ count: z.string() })],
  ['a number that may be lower', output({ count: z.int() })],
  ['a number that need not be whole', output({ count: z.number().min(0) })],
  ['more lines than were read', output({ lines: z.array(z.strictObject({ text: z.string() })).max(11) })],
  ['a field gone deep in the answer', output({ lines: z.array(z.strictObject({ words: z.string() })).max(10) })],
  [
    'a state that is not known',
    output({ state: z.discriminatedUnion('is', [z.strictObject({ is: z.literal('ajar') })]) }),
  ],
  [
    'a field of one state gone',
    output({ state: z.discriminatedUnion('is', [z.strictObject({ is: z.literal('open') })]) }),
  ],
  ['an id that is any text', output({ id: z.string() })],
  ['one name fewer in a table of totals', output({ total: z.record(z.enum(['x']), z.int()) })],
  ['a field more that the question must have', input({ reason: z.string() })],
  ['a field of the question gone', { input: (row({}).input as z.ZodObject).omit({ due: true }) }],
  ['a shorter text in the question', input({ name: z.string().max(20) })],
  ['one kind fewer in the question', input({ kind: z.enum(['a']) })],
  [
    'a pattern on the question',
    input({
      name: z
        .string()
        .max(50)
        .regex(/^[A-Z]/),
    }),
  ],
  ['a field of the question that must now be there', input({ due: z.iso.date() })],
  ['more in the path', { params: z.strictObject({ thing: z.uuid(), part: z.string() }) }],
])('says what to do of an API that changed by %s [C6]', (_what, over) => {
  const breaks = findBreaks('0.1.0', 'thing/do', makeRow(row({})), over === null ? null : row(over));
  expect(breaks.length).toBeGreaterThan(0);
  expect(breaks[0]).toMatch(/^The app 0\.1\.0 .*« thing\/do ».*docs\/compatibility\.md\)\.$/);
});

function makeRow(one: ApiRow): Recording['rows'][string] {
  return {
    ...one,
    params: toShape(one.params, 'output'),
    input: toShape(one.input, 'output'),
    output: toShape(one.output, 'input'),
    calls: [],
  };
}
