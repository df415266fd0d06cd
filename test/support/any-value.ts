import { z } from 'zod';
import { fc } from './property.ts';

/** A JSON schema as zod writes it (draft 2020-12). */
export type Shape = { readonly [keyword: string]: unknown };

/** What a schema takes in, or what it lets out, as a JSON schema; what JSON cannot say stands as anything. */
export function toShape(schema: z.ZodType, io: 'input' | 'output'): Shape {
  const { $schema: _draft, ...shape } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Shape;
  return shape;
}

/** Turns `#/$defs/x` into what it names. */
export function resolve(shape: Shape, root: Shape): Shape {
  const name = shape['$ref'];
  if (typeof name !== 'string') return shape;
  const steps = name.split('/').slice(1);
  const found = steps.reduce<unknown>((inner, step) => (inner as Shape | undefined)?.[step], root);
  if (found === undefined) throw new Error(`${name} names nothing`);
  return resolve(found as Shape, root);
}

const instant = fc
  .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Words that name nobody: what is recorded is fictitious. */
const words = fc.constantFrom('essai', 'Dupont-Essai', 'texte libre', 'a', '0', 'é à ç', 'Rue des Essais 1');

function anyText(shape: Shape): fc.Arbitrary<string> {
  const min = Number(shape['minLength'] ?? 0);
  const max = Number(shape['maxLength'] ?? Math.max(min, 64));
  if (shape['format'] === 'uuid') return fc.uuid();
  if (shape['format'] === 'date-time') return instant;
  if (shape['format'] === 'date') return instant.map((text) => text.slice(0, 10));
  if (shape['format'] === 'uri') return fc.constantFrom('https://hopital.example:8443', 'https://127.0.0.1:9');
  const encoding = shape['contentEncoding'];
  if (encoding === 'base64' || encoding === 'base64url') {
    const length = Math.ceil(min / 4) * 3 - 2;
    const bytes = min === 0 ? { maxLength: 12 } : { minLength: length, maxLength: length };
    return fc.uint8Array(bytes).map((drawn) => Buffer.from(drawn).toString(encoding));
  }
  const text = typeof shape['pattern'] === 'string' ? fc.stringMatching(new RegExp(shape['pattern'], 'u')) : words;
  return text.map((value) => value.padEnd(min, 'x').slice(0, max));
}

function anyNumber(shape: Shape): fc.Arbitrary<number> {
  const min = Number(
    shape['minimum'] ?? (shape['exclusiveMinimum'] === undefined ? -1000 : Number(shape['exclusiveMinimum']) + 1),
  );
  const max = Number(shape['maximum'] ?? Math.max(min, 100_000));
  const range = { min: Math.max(min, -1_000_000), max: Math.min(max, 1_000_000) };
  return shape['type'] === 'integer' ? fc.integer(range) : fc.double({ ...range, noNaN: true });
}

/** A value of a JSON schema as zod writes it; `depth` bounds what names itself. */
export function anyOfShape(shape: Shape, root: Shape = shape, depth = 0): fc.Arbitrary<unknown> {
  const inner = (value: unknown): fc.Arbitrary<unknown> => anyOfShape(value as Shape, root, depth + 1);
  if (shape['$ref'] !== undefined)
    return depth > 12 ? fc.constant(null) : anyOfShape(resolve(shape, root), root, depth);
  if (shape['const'] !== undefined) return fc.constant(shape['const']);
  if (Array.isArray(shape['enum'])) return fc.constantFrom(...(shape['enum'] as unknown[]));
  const options = shape['anyOf'] ?? shape['oneOf'];
  if (Array.isArray(options)) return fc.oneof(...(options as Shape[]).map(inner));
  switch (shape['type']) {
    case 'string':
      return anyText(shape);
    case 'integer':
    case 'number':
      return anyNumber(shape);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return anyList(shape, inner, depth);
    case 'object':
      return anyObject(shape, inner);
    default:
      return fc.constantFrom('essai', 1, null);
  }
}

function anyList(shape: Shape, inner: (value: unknown) => fc.Arbitrary<unknown>, depth: number): fc.Arbitrary<unknown> {
  if (Array.isArray(shape['prefixItems'])) return fc.tuple(...(shape['prefixItems'] as Shape[]).map(inner));
  const minLength = Number(shape['minItems'] ?? 0);
  const maxLength = Math.max(minLength, Math.min(Number(shape['maxItems'] ?? 3), depth > 6 ? 0 : 3));
  return fc.array(inner(shape['items'] ?? {}), { minLength, maxLength });
}

function anyObject(shape: Shape, inner: (value: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const fields = Object.entries((shape['properties'] ?? {}) as Record<string, Shape>);
  const required = (shape['required'] ?? []) as string[];
  const names = shape['propertyNames'] as Shape | undefined;
  const known = Object.fromEntries(fields.map(([name, field]) => [name, inner(field)]));
  if (names === undefined) return fc.record(known, { requiredKeys: required.filter((name) => name in known) });
  const values = inner(shape['additionalProperties'] ?? {});
  // A record over an enumeration names each of its keys.
  if (Array.isArray(names['enum']))
    return fc.record(Object.fromEntries((names['enum'] as string[]).map((name) => [name, values])));
  return fc.dictionary(inner(names) as fc.Arbitrary<string>, values, { maxKeys: 2 });
}

/** A value that a schema takes in, as JSON carries it. */
export function anyTaken(schema: z.ZodType): fc.Arbitrary<unknown> {
  return anyOfShape(toShape(schema, 'input'))
    .map((value): unknown => JSON.parse(JSON.stringify(value)))
    .filter((value) => schema.safeParse(value).success);
}
