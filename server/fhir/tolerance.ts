import { resourceRules } from '../mapping/search-parameters.ts';
import { readSummaryElements } from './summary-elements.ts';
import type { Issue } from './validate.ts';

/** Whose a resource is, beside what the type's own rule names. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  Patient: ['identifier', 'name', 'gender', 'birthDate', 'link', 'deceasedBoolean', 'deceasedDateTime'],
};

/**
 * True when the data are taken with this fault, which is noted: real senders leave narratives empty or add elements of their own.
 * False when it touches whose the resource is, what it is, whether it holds (required and modifier elements) or when it
 * happened: a guess there is dangerous.
 */
export function isTolerable(type: string, at: string, { expression, code }: Issue): boolean {
  if (code !== 'structure' || !expression.startsWith(`${at}.`)) return false;
  const element = /^[A-Za-z]+/.exec(expression.slice(at.length + 1))?.[0] ?? '';
  const rule = resourceRules[type];
  if (element === '' || rule === undefined) return false;
  const { mandatory } = readSummaryElements(type);
  const owner = typeof rule.patient === 'string' ? [] : rule.patient.map((path) => path.split('.')[0] ?? '');
  const moments = rule.order.flatMap((name) => rule.search[name]?.paths ?? []).map((path) => path.split('.')[0] ?? '');
  const decisive = [...mandatory, ...owner, ...moments, ...(IDENTITY[type] ?? []), 'id', 'meta', 'contained'];
  return !decisive.some(
    (name) => name === element || (name.endsWith('[x]') && element.startsWith(name.slice(0, -'[x]'.length))),
  );
}
