import type { TraceLine } from '../../../contracts/trace.ts';
import { formatDate } from '../../words/format.ts';
import { isWordId, words } from '../../words/words.ts';

/** Why something did not succeed, in words; the code itself where no sentence knows it. */
export function describeOutcome(outcome: string): string {
  const id = `trace.outcome.${outcome}`;
  return isWordId(id) ? words(id) : outcome;
}

/** What an entry is about, in words and with the document's date; what no sentence knows stands as the trace has it. */
export function describeObject({ object, dated }: Pick<TraceLine, 'object' | 'dated'>): string {
  const what = describe(object);
  return dated === null ? what : words('trace.what.dated', { what, date: formatDate(dated) });
}

function describe(object: string): string {
  if (/^Patient\/[^\s#]+#laboratory$/.test(object)) return words('trace.what.laboratory');
  const [named = ''] = object.split(/[#?\s]/);
  const route = read(named);
  if (route !== null) return route;
  if (/^(studies\/)?[0-9.]{5,64}(\/|$)/.test(named) || named.startsWith('QIDO-RS')) return words('trace.what.images');
  if (named.endsWith('/manifest')) return words('trace.what.manifest');
  if (named.endsWith('/marks')) return words('trace.what.marks');
  if (named.endsWith('$everything')) return words('trace.what.everything');
  const type = read(named.split('/')[0] ?? '');
  if (type === null) return object;
  return named.includes('/_history') ? words('trace.what.versions', { what: type }) : type;
}

function read(name: string): string | null {
  const id = `trace.what.${name}`;
  return isWordId(id) && name !== 'dated' && name !== 'versions' ? words(id) : null;
}
