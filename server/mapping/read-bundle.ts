import { createHash } from 'node:crypto';
import { ssinSystem } from '../../contracts/identifiers.ts';
import { readExactJson } from './exact-json.ts';
import { findReferences, type MutableJson } from './references.ts';
import { isJson, type Json, readIdentifier, readPath } from './search-index.ts';
import { resourceRules } from './search-parameters.ts';
import { type EntryFault, isFlatEnough, readTransaction, type TransactionEntry } from './transaction.ts';

/** A bundle as a transaction: its entries, or everything that is wrong with it; and what of it is not kept. */
export interface ReadBundle {
  readonly entries: readonly TransactionEntry[];
  readonly faults: readonly EntryFault[];
  readonly dropped: readonly EntryFault[];
}

/** An entry as a transaction has it. */
interface Place {
  readonly type: string;
  readonly resource: MutableJson;
  readonly fullUrl: string;
  readonly request: MutableJson;
}

/**
 * Reads a transaction, or a document or collection as laboratories send it (hl7-be/lab). There an entry has no request: a Patient,
 * Practitioner or Organization is found by its number or made; everything else has an id that follows from the report's own
 * number and the patient's, so that the same report sent twice is the same, and a corrected one its next version.
 */
export function readBundle(text: string): ReadBundle {
  const bundle = isFlatEnough(text) ? parse(text) : null;
  const type = isJson(bundle) && bundle['resourceType'] === 'Bundle' ? bundle['type'] : null;
  if (!isJson(bundle) || (type !== 'document' && type !== 'collection') || !Array.isArray(bundle['entry']))
    return { ...readTransaction(text), dropped: [] };
  const exact = (readExactJson(text) as { entry: { fullUrl?: unknown; resource?: MutableJson }[] }).entry;
  const dropped: EntryFault[] = [];
  const kept: { readonly resource: MutableJson; readonly fullUrl: string; readonly at: string }[] = [];
  const faults: EntryFault[] = [];
  for (const [index, { fullUrl, resource }] of exact.entries()) {
    const at = `Bundle.entry[${index}]`;
    const name = isJson(resource) ? String(resource['resourceType']) : '';
    if (resource === undefined || name === '') faults.push({ text: 'The entry has no resource.', at });
    else if (name === 'Bundle')
      faults.push({ text: 'A Bundle inside a Bundle is not taken: send each by itself.', at });
    else if (resourceRules[name]?.written !== true) dropped.push({ text: `${name} is not kept here.`, at });
    else kept.push({ resource, fullUrl: typeof fullUrl === 'string' ? fullUrl : '', at });
  }
  const patients = kept.filter(({ resource }) => resource['resourceType'] === 'Patient');
  const number = patients.length === 1 ? readNumber(patients[0]?.resource ?? {}, ssinSystem) : null;
  if (faults.length > 0) return { entries: [], faults, dropped };
  if (patients.length !== 1) faults.push({ text: 'The bundle must hold exactly one Patient.', at: 'Bundle.entry' });
  else if (number === null)
    faults.push({ text: 'The Patient has no identifier (system and value).', at: patients[0]?.at ?? 'Bundle.entry' });
  if (faults.length > 0 || number === null) return { entries: [], faults, dropped };
  const key = `${number} ${toBundleKey(bundle, text)}`;
  const places = toPlaces(kept, key);
  const entry = [...new Set(places)];
  const { entries, faults: more } = readTransaction(
    JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  );
  // Faults are told by where the sender put it.
  const ats = new Map(entry.map((place, index) => [`Bundle.entry[${index}]`, kept[places.indexOf(place)]?.at ?? '']));
  const toOwn = <T extends { readonly at: string }>(one: T): T => ({ ...one, at: ats.get(one.at) ?? one.at });
  return { entries: entries.map(toOwn), faults: more.map(toOwn), dropped };
}

/** The report's own number; else the bundle's; else its very text. */
function toBundleKey(bundle: Json, text: string): string {
  const resources = readPath(bundle, 'entry.resource').filter(isJson);
  const report = resources.find((resource) => resource['resourceType'] === 'DiagnosticReport');
  const own = readIdentifier(report === undefined ? undefined : readPath(report, 'identifier')[0]);
  const whole = readIdentifier(bundle['identifier']);
  const found = own ?? whole;
  return found === null ? createHash('sha256').update(text).digest('hex') : `${found.system}|${found.value}`;
}

/** Where each resource goes; two copies of one Practitioner go to one place. References follow. */
function toPlaces(kept: readonly { readonly resource: MutableJson; readonly fullUrl: string }[], key: string): Place[] {
  const byNumber = new Map<string, Place>();
  const byName = new Map<string, string>();
  const places = kept.map(({ resource, fullUrl }) => {
    const place = toPlace({ resource, fullUrl }, key);
    const number = place.request['ifNoneExist'];
    const same = typeof number === 'string' ? byNumber.get(`${place.type} ${number}`) : undefined;
    if (typeof number === 'string' && same === undefined) byNumber.set(`${place.type} ${number}`, place);
    const own = same ?? place;
    byName.set(`${place.type}/${String(resource['id'])}`, own.fullUrl);
    if (fullUrl !== '') byName.set(fullUrl, own.fullUrl);
    return own;
  });
  for (const { resource } of places)
    for (const { text, replace } of findReferences(resource)) {
      const place = byName.get(text);
      if (place !== undefined) replace(place);
    }
  return places;
}

function toPlace(
  { resource, fullUrl }: { readonly resource: MutableJson; readonly fullUrl: string },
  key: string,
): Place {
  const type = String(resource['resourceType']);
  const rule = resourceRules[type]?.patient;
  const number = rule === 'self' || rule === 'directory' ? readNumber(resource, ssinSystem) : null;
  const id = toStableId(`${key} ${type} ${fullUrl === '' ? String(resource['id']) : fullUrl}`);
  const { id: _own, ...rest } = resource;
  const request =
    number === null
      ? { method: 'PUT', url: `${type}/${id}` }
      : { method: 'POST', url: type, ifNoneExist: new URLSearchParams({ identifier: number }).toString() };
  return { type, resource: number === null ? { ...rest, id } : rest, fullUrl: `urn:uuid:${id}`, request };
}

/** `system|value` of the identifier that tells most: of `first`, else any that has a system. */
function readNumber(resource: MutableJson, first: string): string | null {
  const numbers = readPath(resource, 'identifier').flatMap((value) => readIdentifier(value) ?? []);
  const found = numbers.find(({ system }) => system === first) ?? numbers.find(({ system }) => system !== '');
  return found === undefined ? null : `${found.system}|${found.value}`;
}

/** A UUID (version 8, RFC 9562) that follows from `name`. */
function toStableId(name: string): string {
  const hash = createHash('sha256').update(`passerelle/bundle ${name}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
