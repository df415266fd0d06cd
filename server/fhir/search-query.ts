import { resourceRules } from '../mapping/search-parameters.ts';
import { type Join, readControl } from './search-control.ts';
import type { Shape } from './resource-shape.ts';
import { SearchRefused } from './search-refused.ts';
import { readDate, readMissingDate, readWanted, splitOr, type Wanted, type WantedDate } from './search-value.ts';

/** `performer:Practitioner.name=…` (chained) or, when `reverse`, `_has:Observation:patient:code=…`: a search of its own. */
export interface Chain {
  readonly reverse: boolean;
  /** The reference: of the type searched for, or (reverse) of `inner.type`. */
  readonly name: string;
  readonly inner: SearchQuery;
}

/** A search that is understood completely: whatever is not understood was refused, or (lenient) is named in `ignored`. */
export interface SearchQuery {
  readonly type: string;
  readonly ids: readonly string[] | null;
  /** Patients asked for by name; null for all that may be read. */
  readonly patients: readonly string[] | null;
  readonly wanted: readonly Wanted[];
  readonly dates: readonly WantedDate[];
  readonly chains: readonly Chain[];
  /** Stored at or after, before: ISO instants. */
  readonly since: string | null;
  readonly until: string | null;
  readonly order: 'happened' | 'updated';
  readonly ascending: boolean;
  readonly count: number;
  readonly countOnly: boolean;
  readonly withTotal: boolean;
  readonly shape: Shape | null;
  readonly includes: readonly Join[];
  readonly revincludes: readonly Join[];
  readonly ignored: readonly string[];
}

/** How a search came: only a POST body may hold an identifier; `lenient` as `Prefer: handling=lenient` asks. */
export interface SearchOptions {
  readonly posted: boolean;
  readonly key: Buffer;
  readonly lenient?: boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DEFAULT_COUNT = 100;
const MOST_PARAMETERS = 50;

/** What a reference leads to when a chain does not say it (`subject.name`). */
const ONLY_TARGET: Readonly<Record<string, string>> = {
  encounter: 'Encounter',
  location: 'Location',
  medication: 'Medication',
  organization: 'Organization',
  partof: 'Organization',
  patient: 'Patient',
  practitioner: 'Practitioner',
  result: 'Observation',
  'service-provider': 'Organization',
  specimen: 'Specimen',
  subject: 'Patient',
};

/** While it is read. */
type Draft = {
  -readonly [Name in keyof SearchQuery]: SearchQuery[Name] extends readonly (infer One)[] ? One[] : SearchQuery[Name];
};

/** Reads the parameters of a search of `type`. A business identifier may come in a POST body alone, never in an address. */
export function readSearch(
  type: string,
  parameters: Iterable<readonly [string, string]>,
  options: SearchOptions,
): SearchQuery {
  const query: Draft = {
    type,
    ids: null,
    patients: null,
    wanted: [],
    dates: [],
    chains: [],
    since: null,
    until: null,
    order: 'happened',
    ascending: false,
    count: DEFAULT_COUNT,
    countOnly: false,
    withTotal: true,
    shape: null,
    includes: [],
    revincludes: [],
    ignored: [],
  };
  for (const [index, [written, value]] of [...parameters].entries()) {
    if (index === MOST_PARAMETERS) throw new SearchRefused(written, `at most ${MOST_PARAMETERS} parameters`);
    if (!value.isWellFormed() || value.includes('\0'))
      throw new SearchRefused(written, 'holds a character that no text may hold');
    const isKnown = readOne(query, written, value, options);
    if (isKnown) continue;
    if (options.lenient !== true) throw new SearchRefused(written, 'unknown search parameter');
    query.ignored.push(written);
  }
  return query;
}

/** False when there is no parameter of that name. */
function readOne(query: Draft, written: string, value: string, options: SearchOptions): boolean {
  if (written.startsWith('_has:')) return readReverseChain(query, written, value, options);
  if (written.startsWith('_')) return readControl(query, written, value);
  const dot = written.indexOf('.');
  const [name = '', modifier = null] = (dot < 0 ? written : written.slice(0, dot)).split(':');
  const parameter = resourceRules[query.type]?.search[name];
  if (parameter === undefined) return false;
  if (value === '') throw new SearchRefused(written, 'empty value');
  if (dot >= 0) {
    if (parameter.kind !== 'reference') throw new SearchRefused(written, 'only a reference is followed');
    const target = modifier ?? ONLY_TARGET[name];
    if (target === undefined)
      throw new SearchRefused(written, `say to which type it leads: ${name}:Type.${written.slice(dot + 1)}`);
    query.chains.push({
      reverse: false,
      name,
      inner: readInner(target, written, written.slice(dot + 1), value, options),
    });
  } else if ((name === 'patient' || name === 'subject') && (modifier === null || modifier === 'Patient')) {
    if (query.patients !== null) throw new SearchRefused(written, 'stands twice');
    query.patients = splitOr(value).map((one) => toPatientId(one));
  } else if (parameter.kind === 'date') {
    if (modifier !== null && modifier !== 'missing')
      throw new SearchRefused(written, `:${modifier} is not supported here`);
    query.dates.push(modifier === null ? readDate(name, value) : readMissingDate(name, value));
  } else {
    if (parameter.kind === 'identifier' && !options.posted)
      throw new SearchRefused(written, 'an identifier is sent by POST _search, never in an address');
    const group = (query.wanted.at(-1)?.group ?? 0) + 1;
    query.wanted.push(...readWanted(group, name, modifier, parameter, value, options.key));
  }
  return true;
}

/** `_has:Observation:patient:code=…`: what an Observation with this code refers to by `patient`. */
function readReverseChain(query: Draft, written: string, value: string, options: SearchOptions): true {
  const [, type = '', name = '', ...rest] = written.split(':');
  if (resourceRules[type]?.search[name]?.kind !== 'reference' || rest.length === 0 || rest[0] === '_has')
    throw new SearchRefused(written, 'is written _has:Type:reference:parameter, once');
  query.chains.push({ reverse: true, name, inner: readInner(type, written, rest.join(':'), value, options) });
  return true;
}

function readInner(type: string, written: string, name: string, value: string, options: SearchOptions): SearchQuery {
  if (resourceRules[type] === undefined || name.includes('.') || name.startsWith('_'))
    throw new SearchRefused(
      written,
      'a chain has one step, and ends with a search parameter of a type that is kept here',
    );
  try {
    return readSearch(type, [[name, value]], { ...options, lenient: false });
  } catch (error) {
    throw error instanceof SearchRefused ? new SearchRefused(written, error.message) : error;
  }
}

/** Id of a patient as a search names it. No patient has another kind of id: an impossible one finds what an unknown one finds. */
export function toPatientId(value: string): string {
  const id = value.replace(/^Patient\//, '');
  return UUID.test(id) ? id : '00000000-0000-0000-0000-000000000000';
}
