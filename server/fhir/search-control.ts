import { resourceRules } from '../mapping/search-parameters.ts';
import { readShapeParameter, type Shape } from './resource-shape.ts';
import { SearchRefused } from './search-refused.ts';
import { readDate, splitOr } from './search-value.ts';

/** `_include` or `_revinclude`: the type that refers, by which parameter, to which type (null: any). */
export interface Join {
  readonly type: string;
  readonly name: string;
  readonly target: string | null;
}

/** The part of a search that `_…` parameters set. */
export interface SearchControl {
  readonly type: string;
  ids: readonly string[] | null;
  since: string | null;
  until: string | null;
  order: 'happened' | 'updated';
  ascending: boolean;
  count: number;
  countOnly: boolean;
  withTotal: boolean;
  shape: Shape | null;
  includes: Join[];
  revincludes: Join[];
}

const MOST = 500;
const FORMATS = ['json', 'application/json', 'application/fhir+json', 'application/fhir json'];

/** Reads one `_…` parameter into the search; false when this server has none of that name. */
export function readControl(query: SearchControl, name: string, value: string): boolean {
  switch (name) {
    case '_id':
      query.ids = splitOr(value);
      return true;
    case '_count':
      if (!/^\d{1,6}$/.test(value)) throw new SearchRefused(name, 'not a number');
      query.count = Math.min(Number(value), MOST);
      query.countOnly ||= query.count === 0;
      return true;
    case '_total':
      if (!['none', 'estimate', 'accurate'].includes(value))
        throw new SearchRefused(name, 'none, estimate or accurate');
      query.withTotal = value !== 'none';
      return true;
    case '_summary':
      query.countOnly ||= value === 'count';
      if (value !== 'count') query.shape = readShapeParameter(query.shape, name, value);
      return true;
    case '_elements':
      query.shape = readShapeParameter(query.shape, name, value);
      return true;
    case '_since':
    case '_lastUpdated':
      readStored(query, name, value);
      return true;
    case '_sort':
      readSort(query, value);
      return true;
    case '_include':
    case '_revinclude': {
      const [type = '', parameter = '', target = null] = value.split(':');
      if (resourceRules[type]?.search[parameter]?.kind !== 'reference' || (name === '_include' && type !== query.type))
        throw new SearchRefused(name, 'names no reference');
      (name === '_include' ? query.includes : query.revincludes).push({ type, name: parameter, target });
      return true;
    }
    case '_format':
      if (!FORMATS.includes(value)) throw new SearchRefused(name, 'only json');
      return true;
    default:
      return false;
  }
}

/** When it was stored; several conditions are all met. */
function readStored(query: SearchControl, name: string, value: string): void {
  const { op, from, to } = readDate(name, name === '_since' && /^\d/.test(value) ? `ge${value}` : value);
  if (op === 'ne' || (name === '_since' && op !== 'ge' && op !== 'gt'))
    throw new SearchRefused(name, `the prefix ${op} is not supported`);
  const after = { eq: from, ge: from, gt: to, sa: to }[op];
  const before = { eq: to, le: to, lt: from, eb: from }[op];
  if (after !== undefined && (query.since === null || after > query.since)) query.since = after;
  if (before !== undefined && (query.until === null || before < query.until)) query.until = before;
}

/** By the date that orders the type, or by when it was stored. */
function readSort(query: SearchControl, value: string): void {
  const name = value.replace(/^-/, '');
  const own = resourceRules[query.type]?.order[0];
  if (name !== '_lastUpdated' && name !== own)
    throw new SearchRefused('_sort', `only ${own === undefined ? '' : `${own}, `}_lastUpdated, each with or without -`);
  query.order = name === '_lastUpdated' ? 'updated' : 'happened';
  query.ascending = !value.startsWith('-');
}
