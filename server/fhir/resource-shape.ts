import { readExactJson } from '../mapping/exact-json.ts';
import type { MutableJson } from '../mapping/references.ts';
import { SearchRefused } from './search-refused.ts';
import { readSummaryElements } from './summary-elements.ts';

/** Which part of a resource is asked for: `_summary` or `_elements` (FHIR R4, search, 3.1.1.5.8). */
export type Shape =
  | { readonly part: 'true' | 'text' | 'data' }
  | {
      readonly part: 'elements';
      readonly of: Readonly<Record<string, readonly string[]>>;
      readonly every: readonly string[];
    };

/** Reads `_summary` (null for `false`) or `_elements`; both at once are refused. */
export function readShapeParameter(before: Shape | null, name: string, value: string): Shape | null {
  if (before !== null) throw new SearchRefused(name, '_summary and _elements do not stand together');
  if (name === '_summary') {
    if (value === 'false') return null;
    if (value !== 'true' && value !== 'text' && value !== 'data')
      throw new SearchRefused(name, 'true, text, data, count or false');
    return { part: value };
  }
  const names = value.split(',');
  if (!names.every((one) => /^([A-Z][A-Za-z]{1,40}\.)?[a-z][A-Za-z0-9]{0,60}$/.test(one)))
    throw new SearchRefused(name, 'names of elements, of the first level');
  const of: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [type, element] of names
    .filter((one) => one.includes('.'))
    .map((one) => one.split('.') as [string, string]))
    (of[type] ??= []).push(element);
  return { part: 'elements', of, every: names.filter((one) => !one.includes('.')) };
}

/** The text of a resource in that shape, marked SUBSETTED; numbers keep their digits. */
export function toShaped(text: string, shape: Shape | null): string {
  if (shape === null) return text;
  const resource = readExactJson(text) as MutableJson;
  const type = String(resource['resourceType']);
  const { summary, mandatory, choices } = readSummaryElements(type);
  const isKept = (written: string): boolean => {
    // `_birthDate` carries what belongs to `birthDate`; `valueQuantity` is one of `value[x]`.
    const name = written.replace(/^_/, '');
    const choice = choices.find(
      (one) => name.startsWith(one.slice(0, -3)) && /^[A-Z]/.test(name.slice(one.length - 3)),
    );
    const element = choice ?? name;
    if (mandatory.includes(element)) return true;
    switch (shape.part) {
      case 'true':
        return summary.includes(element);
      case 'text':
        return element === 'text';
      case 'data':
        return element !== 'text';
      case 'elements':
        return [...shape.every, ...(shape.of[type] ?? [])].some((one) => one === name || `${one}[x]` === choice);
    }
  };
  const meta = (resource['meta'] ?? {}) as MutableJson;
  const tag = [
    ...((meta['tag'] as unknown[] | undefined) ?? []),
    { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' },
  ];
  const kept = Object.entries(resource).filter(
    ([name]) => name !== 'meta' && (name === 'resourceType' || name === 'id' || isKept(name)),
  );
  return JSON.stringify({
    ...Object.fromEntries(kept.slice(0, 2)),
    meta: { ...meta, tag },
    ...Object.fromEntries(kept.slice(2)),
  });
}
