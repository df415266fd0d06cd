import { readNiss } from '../../contracts/niss.ts';
import { SearchRefused } from './search-refused.ts';

/** Parameters in the order they were written. */
export type Parameters = readonly (readonly [string, string])[];

/**
 * The parameters of an address. A national number is refused there whatever it is asked as: addresses end in histories and
 * logs. Elsewhere (POST `_search`) it is welcome.
 */
export function readAddress(url: string): Parameters {
  const at = url.indexOf('?');
  const parameters = at < 0 ? [] : [...new URLSearchParams(url.slice(at + 1))];
  for (const [name, value] of parameters) {
    if ([name, ...value.split(/[|,/]/)].some(isNationalNumber))
      throw new SearchRefused('address', 'a national number is sent by POST _search, never in an address');
  }
  return parameters;
}

/** Names alone, for the trace: what was searched for may be about a person, and no parameter's name has a digit. */
export function toNames(parameters: Parameters): string {
  return [...new Set(parameters.map(([name]) => name.replace(/[^A-Za-z_:.-]/g, '').slice(0, 40)))]
    .slice(0, 12)
    .join('&');
}

/** Query of a `self` link: what was followed. Of a POST nothing is repeated. */
export function toSelfQuery(parameters: Parameters, ignored: readonly string[], posted: boolean): string {
  const followed = posted ? [] : parameters.filter(([name]) => !ignored.includes(name));
  const query = new URLSearchParams();
  for (const [name, value] of followed) query.append(name, value);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** Eleven digits alone, with or without their usual marks: part of an id or a UID is none. */
function isNationalNumber(text: string): boolean {
  return /^\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[. ]?\d{2}$/.test(text) && readNiss(text).ok;
}
