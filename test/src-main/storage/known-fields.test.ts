import { expect, it } from 'vitest';
import { z } from 'zod';
import { api } from '../../../contracts/api.ts';
import { InvitationFile } from '../../../contracts/enrolment.ts';
import { Manifest, PushEvent } from '../../../contracts/mirror.ts';
import { makeEventParser, type ReceivedEvent } from '../../../src-main/hospital/event-stream.ts';
import { readKnown } from '../../../src-main/storage/known-fields.ts';
import { anyTaken } from '../../support/any-value.ts';
import { fc } from '../../support/property.ts';

/** Everything that the app reads of the hospital as JSON. */
const read: [string, z.ZodType][] = [
  ...Object.entries(api).map(([name, { output }]): [string, z.ZodType] => [name, output]),
  ['event', PushEvent],
  ['manifest', Manifest],
];

/** Objects of a value, outermost first; those under a name that the hospital chooses are found like any other. */
function objectsOf(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsOf);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

/** What a newer hospital might say beside. */
const added = fc.record({
  name: fc.constantFrom('since 0.9', 'newField', 'prénom', 'toString', 'constructor'),
  value: fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.integer(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 2 }),
  ),
  more: fc.boolean(),
  /** Which objects get it: always one, often several. */
  every: fc.integer({ min: 1, max: 3 }),
  first: fc.nat(),
});

type Added = typeof added extends fc.Arbitrary<infer A> ? A : never;

/** Adds a field to some objects of a value; answers to how many. */
function add(value: unknown, { name, value: content, more, every, first }: Added): number {
  const objects = objectsOf(value);
  const chosen = objects.filter((_one, at) => at % every === first % Math.max(1, Math.min(every, objects.length)));
  for (const one of chosen)
    Object.defineProperty(one, name, {
      value: more ? { deeper: [{ content }] } : content,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return chosen.length;
}

it('reads an answer to which a newer hospital added fields, wherever they stand, as the answer without them: every route, event and manifest [C6]', () => {
  let grown = 0;
  for (const [name, schema] of read)
    fc.assert(
      fc.property(anyTaken(schema), added, (answer, more) => {
        const plain = schema.parse(answer);
        const longer = structuredClone(answer);
        grown += add(longer, more);
        const before = JSON.stringify(longer);
        expect(readKnown(schema, longer), name).toEqual(plain);
        // What came in is nobody's to change.
        expect(JSON.stringify(longer)).toBe(before);
      }),
      { numRuns: 8 },
    );
  expect(grown).toBeGreaterThan(500);
});

it('goes on refusing an answer in which anything else is wrong, with fields added or without: every route, event and manifest [C6]', () => {
  const wrong = fc.constantFrom(undefined, 0.5, 'nobody sends this', [['x']]);
  let refused = 0;
  for (const [name, schema] of read)
    fc.assert(
      fc.property(anyTaken(schema), added, wrong, fc.nat(), (answer, more, instead, at) => {
        const spoilt = structuredClone(answer);
        const fields = objectsOf(spoilt).flatMap((one) => Object.keys(one).map((key) => ({ one, key })));
        const field = fields[at % Math.max(1, fields.length)];
        if (field !== undefined && instead === undefined) Reflect.deleteProperty(field.one, field.key);
        else if (field !== undefined) field.one[field.key] = instead;
        const isRead = schema.safeParse(spoilt).success;
        if (!isRead) refused += 1;
        const longer = structuredClone(spoilt);
        add(longer, more);
        expect(isRefused(schema, longer), name).toBe(!isRead);
      }),
      { numRuns: 8 },
    );
  expect(refused).toBeGreaterThan(200);
});

function isRefused(schema: z.ZodType, value: unknown): boolean {
  try {
    readKnown(schema, value);
    return false;
  } catch {
    return true;
  }
}

it('takes the option of a union that passes over the fewest fields, and none that lacks something', () => {
  const schema = z.union([z.strictObject({ a: z.string() }), z.strictObject({ a: z.string(), b: z.number() })]);
  expect(readKnown(schema, { a: 'x', b: 1, new: true })).toEqual({ a: 'x', b: 1 });
  expect(readKnown(schema, { a: 'x', new: true })).toEqual({ a: 'x' });
  expect(isRefused(schema, { b: 1, new: true })).toBe(true);
});

it('refuses what a newer hospital calls by a name that is not known, and passes over its key alone in a list of names', () => {
  const either = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('a') }),
    z.strictObject({ kind: z.literal('b') }),
  ]);
  expect(isRefused(either, { kind: 'c' })).toBe(true);
  expect(readKnown(either, { kind: 'a', ['__proto__x']: 1 })).toEqual({ kind: 'a' });
  expect(readKnown(z.record(z.enum(['open', 'shut']), z.number()), { open: 1, shut: 2, ajar: 3 })).toEqual({
    open: 1,
    shut: 2,
  });
  expect(readKnown(z.strictObject({ a: z.number() }), JSON.parse('{"a":1,"__proto__":{"b":2}}'))).toEqual({ a: 1 });
});

it('hears an event with fields added, and passes over an event of a kind it does not know without losing its place [C6]', () => {
  const heard: ReceivedEvent[] = [];
  const take = makeEventParser((received) => heard.push(received));
  take('id: 7\ndata: {"type":"links-changed","since":"2027","more":{"deep":[1]}}\n\n');
  take('id: 8\ndata: {"type":"appointment-changed","patient":"x"}\n\nid: 9\ndata: nothing of JSON\n\n');
  expect(heard).toEqual([
    { id: '7', event: { type: 'links-changed' } },
    { id: '8', event: null },
    { id: '9', event: null },
  ]);
});

it('reads the invitation of a newer hospital as far as it knows it, and none of another format [C6]', () => {
  const file = {
    format: 'passerelle-invitation-1',
    hospital: {
      name: 'Hôpital des essais',
      address: ['Rue des Essais 1'],
      director: 'Dr Direction',
      helpdesk: { name: 'Helpdesk', phone: '065 00 00 01', hours: '8 h – 18 h' },
      itDepartment: { name: 'Informatique', phone: '065 00 00 02', hours: '8 h – 17 h' },
    },
    openUrl: 'https://hopital.example:8443',
    medicalUrl: 'https://hopital.example:8444',
    caCertificate: '-----BEGIN CERTIFICATE-----',
  };
  expect(readKnown(InvitationFile, { ...file, updates: { ring: 'pilot' } })).toEqual(file);
  expect(isRefused(InvitationFile, { ...file, format: 'passerelle-invitation-2' })).toBe(true);
});
