import { randomUUID } from 'node:crypto';
import type { Identifier, Resource } from '@medplum/fhirtypes';
import type { HashKey } from '../mapping/identifier-hash.ts';
import { readExactJson } from '../mapping/exact-json.ts';
import type { MutableJson } from '../mapping/references.ts';
import { isJson } from '../mapping/search-index.ts';
import { resourceRules } from '../mapping/search-parameters.ts';
import type { Filing, FilingAlias, FilingResource } from './filing.ts';
import { toPlaced } from './filing-references.ts';
import { type Known, type Lookup, toHash, toKeyHash } from './lookup.ts';
import { HL7Refusal } from './refusal.ts';

/** A row as `medical.filed` keeps it. */
export interface FiledKey {
  readonly type: string;
  /** Hexadecimal. */
  readonly key: string;
  readonly id: string;
  readonly patient: string | null;
  readonly version: string;
  readonly cancelled: Readonly<Record<string, unknown>> | null;
}

/** A resource with its id and its references as they will be stored. */
export interface PlacedResource {
  readonly type: string;
  readonly id: string;
  readonly patient: string | null;
  /** True when its id must be new. */
  readonly create: boolean;
  readonly resource: MutableJson;
}

/** Resources to write, what is kept of their versions, and whether the message asked for any. */
export interface Placement {
  readonly resources: readonly PlacedResource[];
  readonly filed: readonly FiledKey[];
  readonly asked: boolean;
}

interface Place {
  readonly id: string;
  readonly known: Known | undefined;
  /** Under which it stands instead of its key; null for the key itself. */
  readonly alias: FilingAlias | null;
  /** False for a directory entry that another door keeps: it is referred to and left as it is. */
  readonly ours: boolean;
}

/** Gives each resource of a message its id, and leaves out what is older than what stands. */
export function placeResources(filing: Filing, patient: string, lookup: Lookup, secret: HashKey): Placement {
  const places = new Map<string, Place>();
  for (const one of filing.resources) places.set(toName(one), toPlace(one, patient, lookup, secret));
  const written = new Set<string>();
  const resources: PlacedResource[] = [];
  const filed: FiledKey[] = [];
  const resolve = { patient, places, written, lookup, secret };
  const put = (type: string, resource: MutableJson, owner: string | null, place: Place): void =>
    void resources.push({
      type,
      id: place.id,
      patient: owner,
      create: (place.known?.revision ?? null) === null,
      resource,
    });

  const newer = filing.resources.filter((one) => isNewer(one, places.get(toName(one))));
  for (const one of newer) written.add(toName(one));
  // First version of something that was cancelled before it came, and entries that only an older version names.
  const older = filing.resources.filter((one) => !written.has(toName(one)) && places.get(toName(one))?.ours === true);
  for (const one of older) if ((places.get(toName(one))?.known?.revision ?? null) === null) written.add(toName(one));

  for (const one of newer) {
    const { resourceType: type } = one.resource;
    const place = placeOf(places, one);
    const owner = ownerOf(type, patient);
    const resource = toPlaced(toIdentified(one, place), resolve);
    put(type, joinLists(resource, readStored(place.known), one.keeps), owner, place);
    const key = toKeyHash(secret, type, place.alias?.key ?? one.key);
    filed.push({ type, key, id: place.id, patient: owner, version: one.version, cancelled: null });
  }
  for (const one of older) {
    const { resourceType: type } = one.resource;
    const place = placeOf(places, one);
    const owner = ownerOf(type, patient);
    const resource = toPlaced(toIdentified(one, place), resolve);
    const stored = readStored(place.known);
    if ((place.known?.revision ?? null) === null) put(type, { ...resource, ...place.known?.cancelled }, owner, place);
    else if (stored !== null && one.keeps.length > 0) {
      const joined = joinLists(stored, resource, one.keeps);
      if (JSON.stringify(joined) !== JSON.stringify(stored)) put(type, joined, owner, place);
    }
  }
  for (const removal of filing.removed) {
    const alias = findAlias({ ...removal, alias: removal.alias }, lookup, secret);
    const key = toKeyHash(secret, removal.type, alias?.key ?? removal.key);
    const [known] = lookup.of({ kind: 'key', type: removal.type, hash: key });
    assertSamePatient(known, patient, removal.type);
    if (known?.version !== undefined && known.version !== null && known.version > removal.version) continue;
    const place = { id: known?.id ?? randomUUID(), known, alias, ours: true };
    const stored = readStored(known);
    const owner = ownerOf(removal.type, patient);
    if (stored !== null) put(removal.type, { ...stored, ...removal.set }, owner, place);
    filed.push({
      type: removal.type,
      key,
      id: place.id,
      patient: owner,
      version: removal.version,
      cancelled: removal.set,
    });
  }
  return { resources, filed, asked: filing.resources.length + filing.removed.length > 0 };
}

const toName = ({ resource, key }: FilingResource): string => `${resource.resourceType}|${key}`;

function placeOf(places: ReadonlyMap<string, Place>, one: FilingResource): Place {
  const place = places.get(toName(one));
  if (place === undefined) throw new Error('every resource was given a place');
  return place;
}

/** The alias, if it is known: before the key, since it says more exactly what is meant; one of a moment after it, and at that moment alone. */
function findAlias(
  { type, key, alias }: { readonly type: string; readonly key: string; readonly alias: FilingAlias | undefined },
  lookup: Lookup,
  secret: HashKey,
): FilingAlias | null {
  if (alias === undefined) return null;
  const of = (name: string): readonly Known[] => lookup.of({ kind: 'key', type, hash: toKeyHash(secret, type, name) });
  const [known] = of(alias.key);
  if (known === undefined) return null;
  if (alias.at === undefined) return alias;
  return of(key).length === 0 && readStored(known)?.['effectiveDateTime'] === alias.at ? alias : null;
}

/** A later version of what stands keeps the identifier by which that is found. */
function toIdentified({ resource }: FilingResource, { alias }: Place): Resource | object {
  return alias === null ? resource : { ...resource, identifier: alias.identifier };
}

function toPlace(one: FilingResource, patient: string, lookup: Lookup, secret: HashKey): Place {
  const { resource } = one;
  const type = resource.resourceType;
  const alias = findAlias({ type, key: one.key, alias: one.alias }, lookup, secret);
  const [filed] = lookup.of({ kind: 'key', type, hash: toKeyHash(secret, type, alias?.key ?? one.key) });
  if (filed !== undefined) {
    assertSamePatient(filed, patient, type);
    return { id: filed.id, known: filed, alias, ours: true };
  }
  const found = new Map(
    readBusinessIdentifiers(resource)
      .flatMap((identifier) => toHash(secret, identifier) ?? [])
      .flatMap((hash) => lookup.of({ kind: 'identifier', type, hash }))
      .map((known) => [known.id, known]),
  );
  if (found.size > 1) throw refuse(`Le numéro désigne plusieurs documents déjà classés (${type}).`);
  const [known] = found.values();
  if (known === undefined) return { id: randomUUID(), known: undefined, alias, ours: true };
  assertSamePatient(known, patient, type);
  return { id: known.id, known, alias, ours: resourceRules[type]?.patient !== 'directory' };
}

/** Identifiers with a system: a bare value proves nothing. */
export function readBusinessIdentifiers(resource: Resource): readonly Identifier[] {
  const { identifier } = resource as { identifier?: Identifier | Identifier[] };
  const all = identifier === undefined ? [] : Array.isArray(identifier) ? identifier : [identifier];
  return all.filter(({ system, value }) => system !== undefined && value !== undefined);
}

function isNewer({ version }: FilingResource, place: Place | undefined): boolean {
  return place?.ours === true && (place.known?.version ?? '') <= version;
}

function ownerOf(type: string, patient: string): string | null {
  return resourceRules[type]?.patient === 'directory' ? null : patient;
}

function assertSamePatient(known: Known | undefined, patient: string, type: string): void {
  if (known !== undefined && known.patient !== null && known.patient !== patient)
    throw refuse(`Ce numéro est celui d’un document d’un autre patient (${type}).`);
}

function readStored(known: Known | undefined): MutableJson | null {
  const content = known?.content ?? null;
  return content === null ? null : (readExactJson(content) as MutableJson);
}

/** Adds what `other` has more in these lists, and the parts that only it has of an element that is no list. */
function joinLists(resource: MutableJson, other: MutableJson | null, names: readonly string[]): MutableJson {
  if (other === null) return resource;
  const joined: MutableJson = { ...resource };
  for (const name of names) {
    const [one, stored] = [resource[name], other[name]];
    if (isJson(stored) && (one === undefined || isJson(one))) joined[name] = { ...stored, ...one };
    const [own, more] = [toList(one), toList(stored)];
    const known = new Set(own.map(toSameness));
    const added = more.filter((entry) => !known.has(toSameness(entry)));
    if (added.length > 0) joined[name] = [...own, ...added];
  }
  return joined;
}

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Two references to the same resource are one entry, whatever they display. */
function toSameness(entry: unknown): string {
  return isJson(entry) && typeof entry['reference'] === 'string' ? entry['reference'] : JSON.stringify(entry);
}

const refuse = (reason: string): HL7Refusal =>
  new HL7Refusal({ code: 'AE', condition: 205, segment: null, occurrence: 1, field: null, reason });
