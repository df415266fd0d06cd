import { type HashKey, toIdentifierHash } from './identifier-hash.ts';
import { type DateRange, toDateRange, toPeriodRange } from './local-date.ts';
import { toQuantityEntry } from './quantity.ts';
import { type ResourceRule, resourceRules, type SearchParameter } from './search-parameters.ts';

/** A JSON object as it came. */
export type Json = Readonly<Record<string, unknown>>;

/** What a search may ask of one resource, beside its text. */
export interface SearchIndex {
  /**
   * `name=value`; a token as `code`, `system|code`, `system|` or `|code`, a reference as `Type/id`, a string folded (and as it is
   * under `name:exact`), a quantity as server/mapping/quantity.ts says.
   */
  readonly tokens: readonly string[];
  readonly dates: readonly ({ readonly name: string } & DateRange)[];
  /** ISO instant by which a search is ordered; null when the resource tells of no moment. */
  readonly happened: string | null;
  /** Keyed hashes of the business identifiers. */
  readonly hashes: readonly string[];
}

/** Reads a path of element names through arrays. */
export function readPath(from: unknown, path: string): unknown[] {
  const found: unknown[] = [];
  collect(from, path.split('.'), 0, found);
  return found;
}

function collect(value: unknown, names: readonly string[], at: number, found: unknown[]): void {
  const name = names[at];
  if (name === undefined) {
    if (value !== undefined && value !== null) found.push(value);
    return;
  }
  if (!isJson(value)) return;
  const inner = value[name];
  if (Array.isArray(inner)) for (const item of inner as unknown[]) collect(item, names, at + 1, found);
  else collect(inner, names, at + 1, found);
}

/** True for a JSON object (not an array). */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lower case, no accents, one space: how strings are compared (FHIR R4, string search). */
export function toFolded(value: string): string {
  return value
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[’']/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Extracts what can be searched of a resource that is already valid. Identifiers are hashed with `key`. */
export function toSearchIndex(resource: Json, key: HashKey): SearchIndex {
  const rule = resourceRules[String(resource['resourceType'])];
  const tokens = new Set<string>();
  const dates: ({ name: string } & DateRange)[] = [];
  for (const { name, parameter, paths } of rule === undefined ? [] : readParameters(rule)) {
    const values: unknown[] = [];
    for (const names of paths) collect(resource, names, 0, values);
    for (const value of values) {
      if (parameter.kind === 'date') {
        const range = typeof value === 'string' ? toDateRange(value) : isJson(value) ? toPeriodRange(value) : null;
        if (range !== null) dates.push({ name, ...range });
      } else {
        for (const entry of toEntries(parameter, value, key)) tokens.add(`${name}=${entry}`);
        if (parameter.kind === 'string' && typeof value === 'string') tokens.add(`${name}:exact=${value}`);
      }
    }
  }
  const first = rule?.order.flatMap((name) => dates.filter((date) => date.name === name))[0];
  const happened = first === undefined ? null : first.from === '-infinity' ? first.to : first.from;
  const hashes = readPath(resource, 'identifier').flatMap((value) => {
    const pair = readIdentifier(value);
    return pair === null ? [] : [toIdentifierHash(key, pair.system, pair.value)];
  });
  return {
    tokens: [...tokens],
    dates,
    happened: happened === 'infinity' ? null : happened,
    hashes: [...new Set(hashes)],
  };
}

interface Parameter {
  readonly name: string;
  readonly parameter: SearchParameter;
  readonly paths: readonly (readonly string[])[];
}
const parameters = new WeakMap<ResourceRule, readonly Parameter[]>();

/** The search parameters of a rule with their paths taken apart, once. */
function readParameters(rule: ResourceRule): readonly Parameter[] {
  const known = parameters.get(rule);
  if (known !== undefined) return known;
  const read = Object.entries(rule.search).map(([name, parameter]) => ({
    name,
    parameter,
    paths: parameter.paths.map((path) => path.split('.')),
  }));
  parameters.set(rule, read);
  return read;
}

/** System and value of an Identifier; null without a value. */
export function readIdentifier(value: unknown): { system: string; value: string } | null {
  if (!isJson(value) || typeof value['value'] !== 'string') return null;
  return { system: typeof value['system'] === 'string' ? value['system'] : '', value: value['value'] };
}

function toEntries(parameter: SearchParameter, value: unknown, key: HashKey): readonly string[] {
  switch (parameter.kind) {
    case 'identifier': {
      const pair = readIdentifier(value);
      if (pair === null) return [];
      return [toIdentifierHash(key, pair.system, pair.value), toIdentifierHash(key, '*', pair.value)];
    }
    case 'reference':
      return isJson(value) && typeof value['reference'] === 'string' ? [toLiteral(value['reference'])] : [];
    case 'string':
      return typeof value === 'string' ? [toFolded(value)] : [];
    case 'quantity':
      return toQuantityEntry(value);
    case 'token':
      return toTokens(value);
    case 'date':
      return [];
  }
}

/** `Type/id` of a literal reference, its version dropped. */
export function toLiteral(reference: string): string {
  return reference.replace(/\/_history\/[^/]+$/, '');
}

function toTokens(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'boolean') return [String(value)];
  if (!isJson(value)) return [];
  const codings = Array.isArray(value['coding']) ? (value['coding'] as unknown[]) : [value];
  return codings.filter(isJson).flatMap((coding) => {
    const code = coding['code'];
    if (typeof code !== 'string') return [];
    return typeof coding['system'] === 'string'
      ? [code, `${coding['system']}|${code}`, `${coding['system']}|`]
      : [code, `|${code}`];
  });
}
