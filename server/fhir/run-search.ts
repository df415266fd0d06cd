import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import { isJson, type Json, readPath, toLiteral } from '../mapping/search-index.ts';
import { resourceRules } from '../mapping/search-parameters.ts';
import type { StoredResource } from '../store/record-store.ts';
import { type Position, readJoined, searchResources } from '../store/search-store.ts';
import type { Join } from './search-control.ts';
import type { SearchQuery } from './search-query.ts';
import { SearchRefused } from './search-refused.ts';

/** One page of a search with what it asked to join. */
export interface FoundPage {
  readonly total: number;
  readonly matches: readonly StoredResource[];
  readonly included: readonly StoredResource[];
  /** Where the next page starts; null on the last one. */
  readonly next: Position | null;
}

/**
 * Runs a search behind the gate. A patient asked for by name who may not be read is refused, in one way whether unknown,
 * unlinked or no longer linked: a page asked for after the access ended is refused too.
 */
export async function runSearch(
  database: Database,
  caller: Caller,
  asked: SearchQuery,
  after: Position | null,
): Promise<FoundPage> {
  const query = await resolveChains(database, caller, asked);
  const count = query.countOnly ? 0 : query.count;
  // One more than the page, to know whether there is a next one.
  const page = await searchResources(database, caller, { ...query, after, count: count === 0 ? 0 : count + 1 });
  if (!page.readable) throw new ExpectedFailure('record-not-available');
  const matches = page.rows.slice(0, count);
  const last = matches.at(-1);
  const more = page.rows.length > count && last !== undefined && count > 0;
  return {
    total: page.total,
    matches,
    included: await readIncluded(database, caller, query, matches),
    next: more ? { moment: last.moment, ref: `${last.type}/${last.id}` } : null,
  };
}

const MOST_CHAINED = 1000;

/** Each chain is a search of its own behind the same gate: what may not be read leads nowhere. */
async function resolveChains(database: Database, caller: Caller, query: SearchQuery): Promise<SearchQuery> {
  let { ids, patients } = query;
  const wanted = [...query.wanted];
  for (const { reverse, name, inner } of query.chains) {
    const { rows, total, readable } = await searchResources(database, caller, {
      ...inner,
      after: null,
      count: MOST_CHAINED,
    });
    if (!readable) throw new ExpectedFailure('record-not-available');
    if (total > MOST_CHAINED) throw new SearchRefused(name, `the chain finds more than ${MOST_CHAINED}: narrow it`);
    const refs = reverse
      ? rows.flatMap(({ content }) => readTargets(toJson(content), [{ type: inner.type, name, target: query.type }]))
      : rows.map(({ type, id }) => `${type}/${id}`);
    const found = [...new Set(refs.map((ref) => ref.slice(ref.indexOf('/') + 1)))];
    if (reverse) ids = keepBoth(ids, found);
    else if (inner.type === 'Patient' && (name === 'patient' || name === 'subject'))
      patients = keepBoth(patients, found);
    else {
      const group = (wanted.at(-1)?.group ?? 0) + 1;
      // Nothing found: an entry that no resource has.
      for (const ref of refs.length === 0 ? [''] : refs) wanted.push({ group, mode: 'is', value: `${name}=${ref}` });
    }
  }
  return { ...query, ids, patients, wanted };
}

function keepBoth(one: readonly string[] | null, other: readonly string[]): readonly string[] {
  return one === null ? other : other.filter((id) => one.includes(id));
}

function toJson(content: string | null): Json {
  return JSON.parse(content ?? '{}') as Json;
}

async function readIncluded(
  database: Database,
  caller: Caller,
  query: SearchQuery,
  matches: readonly StoredResource[],
): Promise<StoredResource[]> {
  if (matches.length === 0) return [];
  const own = new Set(matches.map(({ type, id }) => `${type}/${id}`));
  const asked: Promise<StoredResource[]>[] = [];
  if (query.includes.length > 0) {
    const refs = matches.flatMap(({ content }) => readTargets(toJson(content), query.includes));
    asked.push(readJoined(database, caller, [...new Set(refs)], null, []));
  }
  for (const { type, name, target } of query.revincludes) {
    const refs = [...own].filter((ref) => target === null || ref.startsWith(`${target}/`));
    asked.push(
      readJoined(
        database,
        caller,
        refs,
        type,
        refs.map((ref) => `${name}=${ref}`),
      ),
    );
  }
  const found = new Map<string, StoredResource>();
  for (const resource of (await Promise.all(asked)).flat()) {
    const ref = `${resource.type}/${resource.id}`;
    if (!own.has(ref)) found.set(ref, resource);
  }
  return [...found.values()];
}

function readTargets(resource: Json, joins: readonly Join[]): string[] {
  return joins.flatMap(({ type, name, target }) =>
    (resourceRules[type]?.search[name]?.paths ?? [])
      .flatMap((path) => readPath(resource, path))
      .flatMap((value) =>
        isJson(value) && typeof value['reference'] === 'string' ? [toLiteral(value['reference'])] : [],
      )
      .filter((ref) => target === null || ref.startsWith(`${target}/`)),
  );
}
