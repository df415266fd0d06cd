import { randomUUID } from 'node:crypto';
import { readExactJson } from './exact-json.ts';
import { findReferences, type MutableJson, toLocal } from './references.ts';
import { isJson, type Json, readPath } from './search-index.ts';
import { resourceRules } from './search-parameters.ts';

/** One entry of a transaction, read but not yet resolved. */
export interface TransactionEntry {
  readonly at: string;
  readonly fullUrl: string | null;
  readonly method: 'PUT' | 'POST';
  readonly type: string;
  /** Given by the sender (PUT) or made here (POST); replaced when a condition finds the resource. */
  id: string;
  /** `ifNoneExist` of a conditional create, `system|value` of its identifier; null without one. */
  readonly condition: { readonly system: string; readonly value: string } | null;
  /** True when the condition found a resource, which then stays as it is. */
  found: boolean;
  readonly ifMatch: number | null;
  /** With exact numbers, and references that may be written over. */
  readonly resource: MutableJson;
  /** The same with ordinary numbers, for validation. */
  readonly plain: Json;
}

/** A fault of the bundle itself. */
export interface EntryFault {
  readonly text: string;
  readonly at: string;
}

const MOST_ENTRIES = 5000;
const DEEPEST = 100;
const ID = /^[A-Za-z0-9.-]{1,64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Reads a transaction Bundle; either its entries or everything that is wrong with it. */
export function readTransaction(text: string): { entries: TransactionEntry[]; faults: EntryFault[] } {
  const faults: EntryFault[] = [];
  const plain = isFlatEnough(text) ? parse(text) : null;
  if (!isJson(plain))
    return { entries: [], faults: [{ text: 'The body is not a JSON object, or nested too deep.', at: 'Bundle' }] };
  if (plain['resourceType'] !== 'Bundle' || plain['type'] !== 'transaction' || !Array.isArray(plain['entry']))
    return {
      entries: [],
      faults: [{ text: 'Only a Bundle of type transaction, document or collection is taken here.', at: 'Bundle.type' }],
    };
  const rough = plain['entry'] as unknown[];
  if (rough.length > MOST_ENTRIES)
    return {
      entries: [],
      faults: [{ text: `A transaction holds at most ${MOST_ENTRIES} entries.`, at: 'Bundle.entry' }],
    };
  const exact = (readExactJson(text) as { entry: { resource?: MutableJson }[] }).entry;
  const entries: TransactionEntry[] = [];
  for (const [index, value] of rough.entries()) {
    const at = `Bundle.entry[${index}]`;
    const entry = readEntry(value, exact[index]?.resource, at);
    if (typeof entry === 'string') faults.push({ text: entry, at });
    else entries.push(entry);
  }
  const seen = new Set<string>();
  for (const { type, id, fullUrl, at } of entries) {
    if (seen.has(`${type}/${id}`)) faults.push({ text: 'The same resource stands twice in the transaction.', at });
    if (fullUrl !== null && seen.has(fullUrl))
      faults.push({ text: 'The same fullUrl stands twice in the transaction.', at });
    seen.add(`${type}/${id}`);
    if (fullUrl !== null) seen.add(fullUrl);
  }
  return { entries, faults };
}

/** Points every reference inside the bundle at the ids its resources really have. Conditions must be resolved before. */
export function resolveReferences(
  entries: readonly TransactionEntry[],
  conditional: ReadonlyMap<string, string>,
): EntryFault[] {
  const faults: EntryFault[] = [];
  const places = new Map(conditional);
  for (const { fullUrl, type, id, plain } of entries) {
    if (fullUrl !== null) places.set(fullUrl, `${type}/${id}`);
    // A relative reference means the entry that came under that id, though it was given another here.
    if (typeof plain['id'] === 'string') places.set(`${type}/${plain['id']}`, `${type}/${id}`);
  }
  for (const { resource, at } of entries) {
    for (const reference of findReferences(resource)) {
      const place = places.get(reference.text);
      if (place !== undefined) reference.replace(place);
      else if (reference.text.startsWith('urn:'))
        faults.push({ text: `No entry has the fullUrl ${reference.text}.`, at });
      else if (reference.text.includes('?'))
        faults.push({ text: 'A conditional reference found not exactly one resource.', at });
    }
  }
  return faults;
}

/** Local references `Type/id` of a resource, each once. */
export function toRefs(resource: MutableJson): readonly string[] {
  const local = findReferences(resource).flatMap(({ text }) => toLocal(text) ?? []);
  return [...new Set(local)];
}

/** The patient whose compartment a resource is in: an id, null for none, or what is wrong. Binary: see `toDocumentPatient`. */
export function readPatient(
  type: string,
  id: string,
  resource: MutableJson,
): { patient: string | null } | { fault: string } {
  const rule = resourceRules[type];
  if (rule === undefined) return { fault: 'This hospital keeps no resource of this type.' };
  if (rule.patient === 'self')
    return UUID.test(id) ? { patient: id } : { fault: 'The id of a Patient is a UUID in lower case.' };
  if (rule.patient === 'directory' || rule.patient === 'document') return { patient: null };
  const named = rule.patient
    .flatMap((path) => readPath(resource, path))
    .flatMap((value) =>
      isJson(value) && typeof value['reference'] === 'string' ? (toLocal(value['reference']) ?? []) : [],
    )
    .filter((reference) => reference.startsWith('Patient/'));
  const patients = [...new Set(named)];
  if (patients.length === 0 && type === 'Device') return { patient: null };
  if (patients.length !== 1) return { fault: 'The resource must name exactly one Patient of this hospital.' };
  const patient = (patients[0] ?? '').slice('Patient/'.length);
  // Only the hospital gives ids to patients, and these are UUIDs.
  return UUID.test(patient) ? { patient } : { fault: 'The Patient it names does not exist here.' };
}

/** False when brackets nest deeper than any resource does: whatever walks it later may recurse. */
export function isFlatEnough(text: string): boolean {
  let [depth, inString] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > DEEPEST) return false;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return true;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function readEntry(value: unknown, exact: MutableJson | undefined, at: string): TransactionEntry | string {
  if (!isJson(value) || !isJson(value['request'])) return 'The entry has no request.';
  const { method, url, ifNoneExist, ifMatch } = value['request'];
  const plain = value['resource'];
  if (!isJson(plain) || exact === undefined) return 'The entry has no resource.';
  const type = String(plain['resourceType']);
  const rule = resourceRules[type];
  if (rule === undefined) return `This hospital keeps no ${type}.`;
  if (!rule.written) return `${type} is derived from the stored instances: send those (STOW-RS).`;
  const fullUrl = typeof value['fullUrl'] === 'string' ? value['fullUrl'] : null;
  const common = { at, fullUrl, type, resource: exact, plain, found: false };
  if (method === 'PUT') {
    const id = typeof url === 'string' && url.startsWith(`${type}/`) ? url.slice(type.length + 1) : '';
    if (!ID.test(id)) return 'The url of a PUT is Type/id.';
    if (plain['id'] !== id) return 'The id of the resource is not that of the url.';
    const tag = typeof ifMatch === 'string' ? /^W\/"(\d+)"$/.exec(ifMatch)?.[1] : undefined;
    const version = ifMatch === undefined ? null : Number(tag ?? Number.NaN);
    if (Number.isNaN(version)) return 'ifMatch is a weak entity tag, W/"3".';
    return { ...common, method, id, condition: null, ifMatch: version };
  }
  if (method !== 'POST' || url !== type) return 'The request is a PUT to Type/id or a POST to Type.';
  if (ifNoneExist === undefined) return { ...common, method, id: randomUUID(), condition: null, ifMatch: null };
  const condition = typeof ifNoneExist === 'string' ? readCondition(ifNoneExist) : null;
  if (condition === null) return 'ifNoneExist is identifier=system|value.';
  return { ...common, method, id: randomUUID(), condition, ifMatch: null };
}

/** `identifier=system|value`, the one condition that is taken. */
export function readCondition(query: string): { system: string; value: string } | null {
  const entries = [...new URLSearchParams(query)];
  const [name, value = ''] = entries[0] ?? [];
  const bar = value.indexOf('|');
  if (entries.length !== 1 || name !== 'identifier' || bar < 1 || bar === value.length - 1) return null;
  return { system: value.slice(0, bar), value: value.slice(bar + 1) };
}
