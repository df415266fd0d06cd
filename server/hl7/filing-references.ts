import type { Identifier } from '@medplum/fhirtypes';
import type { HashKey } from '../mapping/identifier-hash.ts';
import type { MutableJson } from '../mapping/references.ts';
import { isJson } from '../mapping/search-index.ts';
import { resourceRules } from '../mapping/search-parameters.ts';
import { patientReference } from './filing.ts';
import { type AskList, type Known, type Lookup, toHash, toKeyHash } from './lookup.ts';

const FILING = /^urn:filing:([A-Z][A-Za-z]+):(.+)$/;
/** ECMAScript's JSON source text access, which the compiler's library does not name yet. */
const { isRawJSON } = JSON as unknown as { isRawJSON(value: unknown): boolean };

/** What references are resolved with. */
export interface ReferenceTools {
  readonly patient: string;
  /** Resources of the same message by `Type|key`. */
  readonly places: ReadonlyMap<string, { readonly id: string; readonly known: Known | undefined }>;
  /** Those that will be written. */
  readonly written: ReadonlySet<string>;
  readonly lookup: Lookup;
  readonly secret: HashKey;
}

/** Asks for everything that a resource refers to outside of its own message. */
export function askForReferences(asks: AskList, resource: unknown, own: ReadonlySet<string>, secret: HashKey): void {
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value as unknown[]) visit(item);
    else if (isJson(value) && !isRawJSON(value)) {
      const target = readTarget(value);
      if (target !== null && !own.has(`${target.type}|${target.key}`))
        asks.add({ kind: 'key', type: target.type, hash: toKeyHash(secret, target.type, target.key), wanted: false });
      const logical = readLogical(value);
      const hash = logical === null ? null : toHash(secret, logical.identifier);
      if (logical !== null && hash !== null) asks.add({ kind: 'identifier', type: logical.type, hash, wanted: false });
      for (const inner of Object.values(value)) visit(inner);
    }
  };
  visit(resource);
}

/** A copy whose references are those of the hospital; one that leads nowhere goes, and an element that then says nothing with it. */
export function toPlaced(resource: unknown, tools: ReferenceTools): MutableJson {
  return (copy(resource, tools) ?? {}) as MutableJson;
}

function copy(value: unknown, tools: ReferenceTools): unknown {
  if (Array.isArray(value)) {
    const items = (value as unknown[]).map((item) => copy(item, tools)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (!isJson(value) || isRawJSON(value)) return value;
  const result: MutableJson = {};
  for (const [name, inner] of Object.entries(value)) {
    const copied =
      (name === 'reference' || name === 'url') && typeof inner === 'string'
        ? resolve(inner, tools)
        : copy(inner, tools);
    if (copied !== undefined && copied !== null) result[name] = copied;
  }
  const logical = readLogical(value);
  const place = logical === null ? null : resolveLogical(logical, tools);
  if (place !== null) result['reference'] = place;
  return Object.keys(result).length === 0 ? undefined : result;
}

function resolve(text: string, { patient, places, written, lookup, secret }: ReferenceTools): string | undefined {
  if (text === patientReference) return `Patient/${patient}`;
  const [, type = '', encoded = ''] = FILING.exec(text) ?? [];
  if (type === '') return text;
  const key = decodeURIComponent(encoded);
  const own = places.get(`${type}|${key}`);
  if (own !== undefined)
    return written.has(`${type}|${key}`) || own.known?.revision != null ? `${type}/${own.id}` : undefined;
  const [known] = lookup.of({ kind: 'key', type, hash: toKeyHash(secret, type, key) });
  const readable =
    known !== undefined && known.revision !== null && (known.patient === null || known.patient === patient);
  return readable ? `${type}/${known.id}` : undefined;
}

function resolveLogical(
  { type, identifier }: { readonly type: string; readonly identifier: Identifier },
  { patient, lookup, secret }: ReferenceTools,
): string | null {
  const hash = toHash(secret, identifier);
  if (hash === null) return null;
  const [known, second] = lookup.of({ kind: 'identifier', type, hash });
  const usable = known !== undefined && second === undefined && (known.patient === null || known.patient === patient);
  return usable ? `${type}/${known.id}` : null;
}

function readTarget(value: Readonly<Record<string, unknown>>): { type: string; key: string } | null {
  for (const text of [value['reference'], value['url']]) {
    const [, type = '', key = ''] = typeof text === 'string' ? (FILING.exec(text) ?? []) : [];
    if (type !== '') return { type, key: decodeURIComponent(key) };
  }
  return null;
}

/** A Reference that names its target by type and identifier alone. */
function readLogical(value: Readonly<Record<string, unknown>>): { type: string; identifier: Identifier } | null {
  const { type, identifier, reference } = value;
  if (reference !== undefined || typeof type !== 'string' || resourceRules[type] === undefined || !isJson(identifier))
    return null;
  return { type, identifier };
}
