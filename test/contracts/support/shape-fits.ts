import { Ajv2020 } from 'ajv/dist/2020.js';
import { resolve, type Shape } from '../../support/any-value.ts';

/** What the reader does with a field it does not know: the app passes over it, the hospital refuses the question. */
export type Unknown = 'passed-over' | 'refused';

/** One place at which a value that is written may not be read. */
export interface Misfit {
  readonly at: string;
  readonly why: string;
}

interface Pair {
  readonly written: { readonly shape: Shape; readonly root: Shape };
  readonly read: { readonly shape: Shape; readonly root: Shape };
  readonly unknown: Unknown;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
/** Words that say what a value is; of any other word, reader and writer must say the same. */
const HANDLED = new Set(
  'type const enum anyOf oneOf properties required additionalProperties propertyNames items prefixItems minItems maxItems minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum $defs $ref title description default readOnly id examples'.split(
    ' ',
  ),
);
const optionsOf = (shape: Shape): Shape[] | null => (shape['anyOf'] ?? shape['oneOf'] ?? null) as Shape[] | null;
const typesOf = (shape: Shape): unknown[] => (shape['type'] === undefined ? [] : [shape['type']].flat());
const valuesOf = (shape: Shape): unknown[] | null =>
  shape['const'] !== undefined ? [shape['const']] : Array.isArray(shape['enum']) ? (shape['enum'] as unknown[]) : null;
const isAnything = (shape: Shape): boolean =>
  typesOf(shape).length === 0 && valuesOf(shape) === null && optionsOf(shape) === null;

/**
 * Where a value of the shape `written` may not be a value of the shape `read`: nothing when every one is. Both are JSON schemas as zod
 * writes them; conditions that zod cannot write as JSON schema (`refine`) are left to the recorded calls.
 */
export function findMisfits(written: Shape, read: Shape, unknown: Unknown): Misfit[] {
  return misfits(
    { written: { shape: written, root: written }, read: { shape: read, root: read }, unknown },
    '',
    new Set(),
  );
}

function misfits(pair: Pair, at: string, seen: ReadonlySet<string>): Misfit[] {
  const written = resolve(pair.written.shape, pair.written.root);
  const read = resolve(pair.read.shape, pair.read.root);
  // What names itself is compared once.
  const names = `${String(pair.written.shape['$ref'])} ${String(pair.read.shape['$ref'])}`;
  if (pair.written.shape['$ref'] !== undefined && seen.has(names)) return [];
  const next = new Set([...seen, names]);
  const inner = (one: unknown, other: unknown, place: string): Misfit[] =>
    misfits(
      {
        written: { shape: one as Shape, root: pair.written.root },
        read: { shape: other as Shape, root: pair.read.root },
        unknown: pair.unknown,
      },
      place,
      next,
    );
  if (isAnything(read)) return [];
  const options = optionsOf(written);
  if (options !== null) return options.flatMap((option) => inner(option, read, at));
  const values = valuesOf(written);
  if (values !== null) {
    const accepts = ajv.compile({ ...read, $defs: pair.read.root['$defs'] ?? {} });
    return values
      .filter((value) => !accepts(value))
      .map((value) => ({ at, why: `${JSON.stringify(value)} is not known` }));
  }
  const readable = optionsOf(read);
  if (readable !== null) return nearest(readable.map((option) => inner(written, option, at)));
  if (valuesOf(read) !== null) return [{ at, why: 'only some values are known' }];
  return [...plain(written, read, at), ...lists(written, read, at, inner), ...objects(pair, written, read, at, inner)];
}

/** Of several ways to read it, the one with the fewest misfits. */
function nearest(ways: readonly (readonly Misfit[])[]): Misfit[] {
  return [...ways.reduce((best, one) => (one.length < best.length ? one : best))];
}

const LIMITS = [
  ['minLength', -1],
  ['maxLength', 1],
  ['minimum', -1],
  ['maximum', 1],
  ['exclusiveMinimum', -1],
  ['exclusiveMaximum', 1],
  ['minItems', -1],
  ['maxItems', 1],
] as const;

/** Types, limits, patterns. */
function plain(written: Shape, read: Shape, at: string): Misfit[] {
  const types = typesOf(read);
  const fits = (type: unknown): boolean => types.includes(type) || (type === 'integer' && types.includes('number'));
  const found: Misfit[] = [];
  const given = typesOf(written);
  if (types.length > 0 && (given.length === 0 || !given.every(fits)))
    return [{ at, why: `${given.join(' or ') || 'anything'} instead of ${types.join(' or ')}` }];
  for (const [limit, sign] of LIMITS) {
    const [one, other] = [written[limit], read[limit]];
    if (typeof other !== 'number') continue;
    if (typeof one !== 'number' || Math.sign(one - other) === sign)
      found.push({ at, why: `${limit} ${typeof one === 'number' ? one : 'open'} instead of ${other}` });
  }
  for (const [word, value] of Object.entries(read))
    if (!HANDLED.has(word) && JSON.stringify(written[word]) !== JSON.stringify(value))
      found.push({ at, why: `${word} ${JSON.stringify(written[word]) ?? 'open'} instead of ${JSON.stringify(value)}` });
  return found;
}

type Inner = (written: unknown, read: unknown, at: string) => Misfit[];

function lists(written: Shape, read: Shape, at: string, inner: Inner): Misfit[] {
  const [one, other] = [written['prefixItems'], read['prefixItems']];
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return [{ at, why: `${one.length} instead of ${other.length} values in a row` }];
    return one.flatMap((item, index) => inner(item, other[index], `${at}[${index}]`));
  }
  if (Array.isArray(other)) return [{ at, why: `a list of any length instead of ${other.length} values in a row` }];
  return read['items'] === undefined || !typesOf(written).includes('array')
    ? []
    : inner(written['items'] ?? {}, read['items'], `${at}[]`);
}

function objects(pair: Pair, written: Shape, read: Shape, at: string, inner: Inner): Misfit[] {
  if (!typesOf(written).includes('object')) return [];
  const fields = (shape: Shape): Record<string, Shape> => (shape['properties'] ?? {}) as Record<string, Shape>;
  const required = (shape: Shape): string[] => (shape['required'] ?? []) as string[];
  const found = required(read)
    .filter((name) => !required(written).includes(name))
    .map((name): Misfit => {
      const why = name in fields(written) ? 'it may be missing' : 'it is missing';
      return { at: `${at}.${name}`, why };
    });
  for (const [name, field] of Object.entries(fields(written))) {
    const known = fields(read)[name];
    if (known !== undefined) found.push(...inner(field, known, `${at}.${name}`));
    else if (pair.unknown === 'refused' && read['additionalProperties'] === false)
      found.push({ at: `${at}.${name}`, why: 'it is not known' });
  }
  if (read['propertyNames'] !== undefined) {
    if (written['propertyNames'] === undefined)
      return [...found, { at, why: 'fixed fields instead of names of any kind' }];
    // Over an enumeration each name is required above; one more is a field that is not known.
    if (pair.unknown === 'refused' || (read['propertyNames'] as Shape)['enum'] === undefined)
      found.push(...inner(written['propertyNames'], read['propertyNames'], `${at}{name}`));
    found.push(...inner(written['additionalProperties'] ?? {}, read['additionalProperties'] ?? {}, `${at}{}`));
  }
  return found;
}
