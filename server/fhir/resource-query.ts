import type { Parameters } from './address.ts';
import { readControl, type SearchControl } from './search-control.ts';
import type { Shape } from './resource-shape.ts';
import { SearchRefused } from './search-refused.ts';

/** What may be asked of one resource or of its history, beside its name. */
export interface ResourceQuery {
  readonly shape: Shape | null;
  /** Versions stored at or after this instant (ISO). */
  readonly since: string | null;
  /** At most so many versions, newest first. */
  readonly count: number;
}

/** Reads the parameters of a read, vread or history; one that is not among `allowed` (or `_format`) is refused. */
export function readResourceQuery(parameters: Parameters, allowed: readonly string[]): ResourceQuery {
  const query: SearchControl = {
    type: '',
    ids: null,
    since: null,
    until: null,
    order: 'happened',
    ascending: false,
    count: Number.POSITIVE_INFINITY,
    countOnly: false,
    withTotal: true,
    shape: null,
    includes: [],
    revincludes: [],
  };
  for (const [name, value] of parameters) {
    const isAllowed = name === '_format' || allowed.includes(name);
    if (!isAllowed || value === 'count' || !readControl(query, name, value))
      throw new SearchRefused(name, 'unknown parameter here');
  }
  return query;
}
