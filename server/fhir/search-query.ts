import { toIdentifierHash } from '../mapping/identifier-hash.ts';
import { toDateRange } from '../mapping/local-date.ts';
import { toFolded } from '../mapping/search-index.ts';
import { resourceRules, type SearchParameter } from '../mapping/search-parameters.ts';

/** One value of a group; within a group one is enough, every group must be met. */
export interface Wanted {
  readonly group: number;
  readonly mode: 'is' | 'starts' | 'absent';
  readonly value: string;
}

/** A condition on a date parameter; [from, to) is what the value covers. */
export interface WantedDate {
  readonly name: string;
  readonly op: string;
  readonly from: string;
  readonly to: string;
}

/** `_include` or `_revinclude`: the type that refers, by which parameter, to which type (null: any). */
export interface Join {
  readonly type: string;
  readonly name: string;
  readonly target: string | null;
}

/** A search that is understood completely: whatever is not understood was refused. */
export interface SearchQuery {
  readonly type: string;
  readonly ids: readonly string[] | null;
  /** Patients asked for by name; null for all that may be read. */
  readonly patients: readonly string[] | null;
  readonly wanted: readonly Wanted[];
  readonly dates: readonly WantedDate[];
  readonly since: string | null;
  readonly count: number;
  readonly countOnly: boolean;
  readonly includes: readonly Join[];
  readonly revincludes: readonly Join[];
}

/** The parameter that could not be followed, and why; a search is never answered as if it had not been said. */
export class SearchRefused extends Error {
  readonly parameter: string;

  constructor(parameter: string, reason: string) {
    super(reason);
    this.parameter = parameter;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MOST = 500;
const DEFAULT_COUNT = 100;

/** Reads the parameters of a search of `type`. A business identifier may come in a POST body alone, never in an address. */
export function readSearch(
  type: string,
  parameters: Iterable<readonly [string, string]>,
  options: { posted: boolean; key: Buffer },
): SearchQuery {
  const query = {
    type,
    ids: null as string[] | null,
    patients: null as string[] | null,
    wanted: [] as Wanted[],
    dates: [] as WantedDate[],
    since: null as string | null,
    count: DEFAULT_COUNT,
    countOnly: false,
    includes: [] as Join[],
    revincludes: [] as Join[],
  };
  let group = 0;
  for (const [written, value] of parameters) {
    const [name = '', modifier = null] = written.split(':');
    if (name.startsWith('_')) {
      readControl(query, written, value);
      continue;
    }
    const parameter = resourceRules[type]?.search[name];
    if (parameter === undefined) throw new SearchRefused(name, 'unknown search parameter');
    if (value === '') throw new SearchRefused(name, 'empty value');
    if ((name === 'patient' || name === 'subject') && (modifier === null || modifier === 'Patient')) {
      if (query.patients !== null) throw new SearchRefused(name, 'stands twice');
      query.patients = splitOr(value).map((one) => toPatientId(one));
    } else if (parameter.kind === 'date') {
      if (modifier !== null) throw new SearchRefused(name, 'unsupported modifier');
      query.dates.push(readDate(name, value));
    } else {
      if (parameter.kind === 'identifier' && !options.posted)
        throw new SearchRefused(name, 'an identifier is sent by POST _search, never in an address');
      group += 1;
      query.wanted.push(...readWanted(group, name, modifier, parameter, value, options.key));
    }
  }
  return query;
}

interface Draft {
  type: string;
  ids: string[] | null;
  since: string | null;
  count: number;
  countOnly: boolean;
  includes: Join[];
  revincludes: Join[];
}

function readControl(query: Draft, name: string, value: string): void {
  switch (name) {
    case '_id':
      query.ids = splitOr(value);
      return;
    case '_count': {
      if (!/^\d{1,6}$/.test(value)) throw new SearchRefused(name, 'not a number');
      query.count = Math.min(Number(value), MOST);
      query.countOnly ||= query.count === 0;
      return;
    }
    case '_summary':
      if (value !== 'count' && value !== 'false') throw new SearchRefused(name, 'only count and false');
      query.countOnly ||= value === 'count';
      return;
    case '_since':
    case '_lastUpdated': {
      const [, op, date = ''] = /^([a-z]{2})?(.*)$/.exec(value) ?? [];
      const range = toDateRange(date);
      if (range === null || !(op === undefined ? name === '_since' : op === 'ge' || op === 'gt'))
        throw new SearchRefused(name, 'only ge and gt of a date');
      query.since = op === 'gt' ? range.to : range.from;
      return;
    }
    case '_sort':
      if (value !== `-${resourceRules[query.type]?.order[0] ?? ''}`) throw new SearchRefused(name, 'only newest first');
      return;
    case '_include':
    case '_revinclude': {
      const [type = '', parameter = '', target = null] = value.split(':');
      if (resourceRules[type]?.search[parameter]?.kind !== 'reference' || (name === '_include' && type !== query.type))
        throw new SearchRefused(name, 'names no reference');
      (name === '_include' ? query.includes : query.revincludes).push({ type, name: parameter, target });
      return;
    }
    case '_format':
      if (!value.endsWith('json')) throw new SearchRefused(name, 'only json');
      return;
    case '_total':
      return;
    default:
      throw new SearchRefused(name, 'unknown search parameter');
  }
}

function readWanted(
  group: number,
  name: string,
  modifier: string | null,
  parameter: SearchParameter,
  value: string,
  key: Buffer,
): Wanted[] {
  if (modifier === 'missing') {
    if (value !== 'true' && value !== 'false') throw new SearchRefused(name, 'missing is true or false');
    return [{ group, mode: value === 'true' ? 'absent' : 'starts', value: `${name}=` }];
  }
  return splitOr(value).map((one): Wanted => {
    switch (parameter.kind) {
      case 'string':
        if (modifier !== null && modifier !== 'exact') throw new SearchRefused(name, 'unsupported modifier');
        return { group, mode: modifier === 'exact' ? 'is' : 'starts', value: `${name}=${toFolded(one)}` };
      case 'reference': {
        const full = modifier !== null && !one.includes('/') ? `${modifier}/${one}` : one;
        // Without its type an id could be of any: then the whole is compared from its end, which no index entry gives.
        if (!/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(full))
          throw new SearchRefused(name, 'a reference is Type/id');
        return { group, mode: 'is', value: `${name}=${full}` };
      }
      case 'identifier': {
        if (modifier !== null) throw new SearchRefused(name, 'unsupported modifier');
        const bar = one.indexOf('|');
        const [system, number] = bar < 0 ? ['*', one] : [one.slice(0, bar), one.slice(bar + 1)];
        return { group, mode: 'is', value: `${name}=${toIdentifierHash(key, system, number)}` };
      }
      default:
        if (modifier !== null) throw new SearchRefused(name, 'unsupported modifier');
        return { group, mode: 'is', value: `${name}=${one}` };
    }
  });
}

function readDate(name: string, value: string): WantedDate {
  const [, op = 'eq', date = ''] = /^(eq|ne|gt|ge|lt|le|sa|eb)?(\d.*)$/.exec(value) ?? [];
  // In an address the plus of a zone arrives as a space.
  const range = toDateRange(date.replace(' ', '+'));
  if (range === null) throw new SearchRefused(name, 'not a date');
  return { name, op, ...range };
}

/** Id of a patient as a search names it. No patient has another kind of id: an impossible one finds what an unknown one finds. */
export function toPatientId(value: string): string {
  const id = value.replace(/^Patient\//, '');
  return UUID.test(id) ? id : '00000000-0000-0000-0000-000000000000';
}

/** Values joined by commas; `\,` is a comma of the value itself (FHIR R4, escaping). */
function splitOr(value: string): string[] {
  return value.split(/(?<!\\),/).map((one) => one.replace(/\\([,$|\\])/g, '$1'));
}
