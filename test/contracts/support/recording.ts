import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { api } from '../../../contracts/api.ts';
import type { ApiRow } from '../../../contracts/api-row.ts';
import { PushEvent } from '../../../contracts/mirror.ts';
import { anyOfShape, type Shape, toShape } from '../../support/any-value.ts';
import { fc } from '../../support/property.ts';

const Shapes = z.record(z.string(), z.unknown());
const Row = z.strictObject({
  listener: z.enum(['open', 'medical']),
  method: z.enum(['GET', 'POST', 'DELETE']),
  path: z.string(),
  /** What the app of that version sends. */
  params: Shapes,
  input: Shapes,
  /** What it reads. */
  output: Shapes,
  calls: z.array(z.strictObject({ params: z.unknown(), input: z.unknown(), answer: z.unknown() })).min(1),
});
const Step = z.strictObject({
  row: z.string().nullable(),
  method: z.enum(['GET', 'POST', 'DELETE']),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
});

/** What the app of one version asks and reads: its calls, the shapes of both, and a morning's first questions in their order. */
export const Recording = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  rows: z.record(z.string(), Row),
  event: Shapes,
  events: z.array(z.unknown()),
  morning: z.array(Step),
});
export type Recording = z.infer<typeof Recording>;
export type RecordedStep = z.infer<typeof Step>;

/** Where the recordings lie, one file a version. */
export const recordings = join(import.meta.dirname, '..', '..', 'fixtures', 'recorded-calls');

/** Every recorded version that is inside the window: a version leaves it when its file is deleted (docs/compatibility.md). */
export function readRecordings(): Recording[] {
  return readdirSync(recordings)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => Recording.parse(JSON.parse(readFileSync(join(recordings, name), 'utf8'))));
}

/** The rows as they stand today. */
export const today = new Map<string, ApiRow>(Object.entries<ApiRow>(api));

/** The least and the most that a schema lets through, out of forty drawn by one seed. */
function samplesOf(schema: z.ZodType, io: 'input' | 'output'): unknown[] {
  const drawn = fc
    .sample(anyOfShape(toShape(schema, io)), { numRuns: 40, seed: 1 })
    .map((value) => schema.safeParse(JSON.parse(JSON.stringify(value))))
    .filter(({ success }) => success)
    .map(({ data }) => JSON.stringify(data))
    .toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1));
  const [least, most] = [drawn[0], drawn.at(-1)];
  if (least === undefined || most === undefined)
    throw new Error(`nothing drawn of ${JSON.stringify(toShape(schema, io))}`);
  return [...new Set([least, most])].map((text): unknown => JSON.parse(text));
}

function toRow({ listener, method, path, params, input, output }: ApiRow): z.infer<typeof Row> {
  const [ways, questions, answers] = [
    samplesOf(params, 'output'),
    samplesOf(input, 'output'),
    samplesOf(output, 'output'),
  ];
  const calls = Array.from({ length: Math.max(questions.length, answers.length) }, (_none, at) => ({
    params: ways[at % ways.length],
    input: questions[at % questions.length],
    answer: answers[at % answers.length],
  }));
  return {
    listener,
    method,
    path,
    params: toShape(params, 'output'),
    input: toShape(input, 'output'),
    output: toShape(output, 'input'),
    calls,
  };
}

/** The first questions of a day as the app of today puts them; `{…}` is filled in when they are asked again. */
const morning: RecordedStep[] = [
  { row: 'hospital/facts', method: 'GET', path: '/api/hospital', headers: {}, body: null },
  {
    row: 'session/create',
    method: 'POST',
    path: '/api/session',
    headers: {},
    body: { login: '{login}', password: '{password}', otp: '{otp}' },
  },
  { row: 'link/list', method: 'GET', path: '/api/links', headers: {}, body: null },
  { row: 'mirror/manifest', method: 'GET', path: '/api/patients/{patient}/manifest', headers: {}, body: null },
  { row: null, method: 'GET', path: '/fhir/{document}', headers: { accept: 'application/fhir+json' }, body: null },
  {
    row: null,
    method: 'POST',
    path: '/fhir/{type}/_search',
    headers: { accept: 'application/fhir+json', 'content-type': 'application/x-www-form-urlencoded' },
    body: '_id={id}&_count=1',
  },
  { row: 'session/unlock', method: 'POST', path: '/api/session/unlock', headers: {}, body: { password: '{password}' } },
  { row: 'session/end', method: 'DELETE', path: '/api/session', headers: {}, body: null },
];

/** Records the calls of the app as it stands. */
export function makeRecording(version: string): Recording {
  return {
    version,
    rows: Object.fromEntries([...today].map(([name, row]) => [name, toRow(row)])),
    event: toShape(PushEvent, 'input'),
    events: samplesOf(PushEvent, 'output'),
    morning,
  };
}

/** The file's text: a row a line, so that a change shows which. */
export function writeRecording({ version, rows, event, events, morning: steps }: Recording): string {
  const lines = (list: readonly string[]): string => list.map((line) => `  ${line}`).join(',\n');
  return [
    '{',
    `"version": ${JSON.stringify(version)},`,
    '"rows": {',
    lines(Object.entries(rows).map(([name, row]) => `${JSON.stringify(name)}: ${JSON.stringify(row)}`)),
    '},',
    `"event": ${JSON.stringify(event)},`,
    `"events": ${JSON.stringify(events)},`,
    '"morning": [',
    lines(steps.map((step) => JSON.stringify(step))),
    ']',
    '}',
    '',
  ].join('\n');
}

/** The same shape, open to fields that it does not name: what the app passes over. */
export function toTolerant(shape: unknown): Shape {
  if (Array.isArray(shape)) return shape.map(toTolerant) as unknown as Shape;
  if (typeof shape !== 'object' || shape === null) return shape as Shape;
  return Object.fromEntries(
    Object.entries(shape)
      .filter(([word, value]) => word !== 'additionalProperties' || value !== false)
      .map(([word, value]) => [word, toTolerant(value)]),
  );
}
