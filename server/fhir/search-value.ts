import { toIdentifierHash } from '../mapping/identifier-hash.ts';
import { toDateRange } from '../mapping/local-date.ts';
import { toQuantityWanted } from '../mapping/quantity.ts';
import { toFolded } from '../mapping/search-index.ts';
import type { SearchParameter } from '../mapping/search-parameters.ts';
import { SearchRefused } from './search-refused.ts';

/** One value of a group; within a group one is enough, every group must be met. The modes are those of medical.matches. */
export interface Wanted {
  readonly group: number;
  readonly mode: 'is' | 'starts' | 'contains' | 'absent' | 'not' | 'quantity';
  readonly value: string;
}

/** A condition on a date parameter; [from, to) is what the value covers, `present` and `absent` compare nothing. */
export interface WantedDate {
  readonly name: string;
  readonly op: string;
  readonly from: string;
  readonly to: string;
}

/** Conditions of one parameter that is no date, the first of them in group `group`. */
export function readWanted(
  group: number,
  name: string,
  modifier: string | null,
  parameter: SearchParameter,
  value: string,
  key: Buffer,
): Wanted[] {
  if (modifier === 'missing') return [{ group, mode: isMissing(name, value) ? 'absent' : 'starts', value: `${name}=` }];
  const values = splitOr(value);
  const refuse = (): never => {
    throw new SearchRefused(`${name}:${modifier}`, 'this modifier is not supported here');
  };
  switch (parameter.kind) {
    case 'string':
      return values.map((one): Wanted => {
        if (modifier === null) return { group, mode: 'starts', value: `${name}=${toFolded(one)}` };
        if (modifier === 'contains') return { group, mode: 'contains', value: `${name}=${toFolded(one)}` };
        return modifier === 'exact' ? { group, mode: 'is', value: `${name}:exact=${one}` } : refuse();
      });
    case 'reference':
      return values.map((one): Wanted => {
        const full = modifier !== null && !one.includes('/') ? `${modifier}/${one}` : one;
        // Without its type an id could be of any: then the whole is compared from its end, which no index entry gives.
        if (!/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(full))
          throw new SearchRefused(name, 'a reference is Type/id');
        return { group, mode: 'is', value: `${name}=${full}` };
      });
    case 'identifier':
      return values.map((one): Wanted => {
        const bar = one.indexOf('|');
        const [system, number] = bar < 0 ? ['*', one] : [one.slice(0, bar), one.slice(bar + 1)];
        return modifier === null
          ? { group, mode: 'is', value: `${name}=${toIdentifierHash(key, system, number)}` }
          : refuse();
      });
    case 'quantity':
      return values.map((one): Wanted => {
        const wanted = toQuantityWanted(one);
        if (wanted === null) throw new SearchRefused(name, 'a quantity is number, number|system|code or number||unit');
        return modifier === null ? { group, mode: 'quantity', value: `${name}=${wanted}` } : refuse();
      });
    default:
      // `:not=a,b` is neither: each a condition of its own.
      return values.map(
        (one, index): Wanted =>
          modifier === 'not'
            ? { group: group + index, mode: 'not', value: `${name}=${one}` }
            : modifier === null
              ? { group, mode: 'is', value: `${name}=${one}` }
              : refuse(),
      );
  }
}

/** A date with its prefix, as precise as it was written. */
export function readDate(name: string, value: string): WantedDate {
  const [, op = 'eq', date = ''] = /^([a-z]{2})?(.*)$/s.exec(value) ?? [];
  if (!['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sa', 'eb'].includes(op))
    throw new SearchRefused(name, `the prefix ${op} is not supported`);
  // In an address the plus of a zone arrives as a space.
  const range = toDateRange(date.replace(' ', '+'));
  if (range === null) throw new SearchRefused(name, 'not a date');
  return { name, op, ...range };
}

/** `:missing` of a date. */
export function readMissingDate(name: string, value: string): WantedDate {
  return { name, op: isMissing(name, value) ? 'absent' : 'present', from: '-infinity', to: 'infinity' };
}

/** Values joined by commas; `\,` is a comma of the value itself (FHIR R4, escaping). */
export function splitOr(value: string): string[] {
  return value.split(/(?<!\\),/).map((one) => one.replace(/\\([,$|\\])/g, '$1'));
}

function isMissing(name: string, value: string): boolean {
  if (value !== 'true' && value !== 'false') throw new SearchRefused(name, ':missing is true or false');
  return value === 'true';
}
