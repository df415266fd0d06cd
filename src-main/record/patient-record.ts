import type { MirrorItem } from '../../contracts/mirror.ts';
import { type Json, parts, readFhir, text, toRef } from './fhir-json.ts';

/** Everything of one patient that is on the screen's side of the gate, parsed once. */
export interface PatientRecord {
  readonly patient: string;
  readonly resources: ReadonlyMap<string, Json>;
  /** Documents whose bytes are there but are no FHIR resource, or failed their authentication. */
  readonly broken: ReadonlySet<string>;
  /** Everything the hospital shows, of which `missing` is not copied yet; subjects as in the vault (`Type/id`, `instance/…`). */
  readonly items: readonly MirrorItem[];
  readonly missing: ReadonlySet<string>;
  /** What files hold that may be the same twice, by `Binary/id`: a hash of their content; absent where none was read. */
  readonly contents?: ReadonlyMap<string, string>;
}

function toSubject(item: MirrorItem): string {
  return item.kind === 'resource' ? item.ref : `instance/${item.study}/${item.instance}`;
}

/** One document of the vault as JSON; null for what is not the FHIR resource that its name says. */
export function readDocument(ref: string, bytes: Uint8Array): Json | null {
  const resource = readFhir(bytes);
  return resource !== null && resource['resourceType'] === ref.split('/')[0] ? resource : null;
}

/** Parses what the vault gave; a resource that is not what its name says is broken and loses nothing else. */
export function toPatientRecord(
  patient: string,
  documents: readonly { readonly ref: string; readonly bytes: Uint8Array }[],
  damaged: readonly string[],
  items: readonly MirrorItem[],
  missing: readonly MirrorItem[],
): PatientRecord {
  const read = new Map(documents.map(({ ref, bytes }) => [ref, readDocument(ref, bytes)]));
  return toRecordOf(patient, read, damaged, items, missing);
}

/** The record of documents that are parsed already; null stands for one that could not be. */
export function toRecordOf(
  patient: string,
  documents: ReadonlyMap<string, Json | null>,
  damaged: readonly string[],
  items: readonly MirrorItem[],
  missing: readonly MirrorItem[],
): PatientRecord {
  const resources = new Map<string, Json>();
  const broken = new Set(damaged);
  for (const [ref, resource] of documents) {
    if (resource === null) broken.add(ref);
    else resources.set(ref, resource);
  }
  return { patient, resources, broken, items, missing: new Set(missing.map(toSubject)) };
}

/** The resources of one type with their references. */
export function ofType(record: PatientRecord, type: string): (readonly [string, Json])[] {
  return [...record.resources].filter(([ref]) => ref.startsWith(`${type}/`));
}

/** What a reference leads to in this record: a resource of its own, or one contained in `holder`. */
export function follow(record: PatientRecord, holder: Json, reference: unknown): Json | null {
  const literal = text(reference, 'reference');
  if (literal?.startsWith('#'))
    return parts(holder, 'contained').find((inner) => text(inner, 'id') === literal.slice(1)) ?? null;
  const ref = toRef(reference);
  return ref === null ? null : (record.resources.get(ref) ?? null);
}

/** Name of a human: `Dr Anne Collin`, as the source orders it. */
export function toHumanName(node: Json | null): string | null {
  const names = parts(node, 'name');
  const [name] = [...names.filter((one) => text(one, 'use') === 'official'), ...names];
  if (name === undefined) return null;
  const written = text(name, 'text');
  if (written !== null) return written;
  const list = (field: string): string[] => {
    const value = name[field];
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  };
  const whole = [...list('prefix'), list('given')[0], text(name, 'family')].filter((one) => one != null).join(' ');
  return whole === '' ? null : whole;
}

/** What a reference to a person, service or place is called. */
export function toActorName(record: PatientRecord, holder: Json, reference: unknown): string | null {
  const actor = follow(record, holder, reference);
  if (actor === null) return text(reference, 'display');
  return typeof actor['name'] === 'string' ? actor['name'] : (toHumanName(actor) ?? text(reference, 'display'));
}

/** When it happened, exactly as precise as the source says: the first of these that is there, or a period's start. */
export function toMoment(resource: Json, ...names: readonly string[]): string | null {
  for (const name of names) {
    const plain = text(resource, name);
    const value = plain ?? text(resource[name], 'start') ?? text(resource[name], 'end');
    if (value !== null && /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/.test(value))
      return value;
  }
  return null;
}
