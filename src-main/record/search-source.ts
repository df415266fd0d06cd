import { createHash } from 'node:crypto';
import type { SearchSources } from '../../contracts/search.ts';
import { isJson, type Json, parts, text, toRef } from './fhir-json.ts';
import type { PatientRecord } from './patient-record.ts';
import { toStudyUid } from './studies.ts';
import { listLines } from './timeline.ts';

/** A document with everything its text is made from, and nothing else of the record. */
export interface SearchSource {
  readonly stamp: string;
  /** The document and what it refers to: whoever makes a text of it can see no other. */
  readonly record: PatientRecord;
  /** Its structured reports and documents in DICOM files, as the vault names them; copied ones only. */
  readonly objects: readonly string[];
}

/** Lines of the timeline that can be searched, each with a stamp of its content, and how many lack a text that is not copied yet. */
export type Searchable = Pick<SearchSources, 'awaited'> & { readonly sources: ReadonlyMap<string, SearchSource> };

/** Modalities whose files are read as text. */
const WRITTEN: ReadonlySet<string> = new Set(['SR', 'DOC', 'KO']);
const MOST_OBJECTS = 20;
/** Panels in panels: deeper ones stand in no laboratory's report. */
const DEEPEST = 6;

interface Stored {
  readonly sha256: string;
  readonly bytes: number;
}

interface Storage {
  readonly resources: ReadonlyMap<string, Stored>;
  /** Subjects of the instances of one series. */
  readonly series: ReadonlyMap<string, readonly (readonly [subject: string, stored: Stored])[]>;
}

function toStorage(record: PatientRecord): Storage {
  const resources = new Map<string, Stored>();
  const series = new Map<string, (readonly [string, Stored])[]>();
  for (const item of record.items)
    if (item.kind === 'resource') resources.set(item.ref, item);
    else {
      const known = series.get(item.series) ?? [];
      known.push([`instance/${item.study}/${item.instance}`, item]);
      series.set(item.series, known);
    }
  return { resources, series };
}

/** References and files named anywhere in a resource. */
function listNamed(node: unknown, into: Set<string>): void {
  if (Array.isArray(node)) for (const one of node) listNamed(one, into);
  else if (isJson(node)) {
    const ref = toRef(node);
    if (ref !== null) into.add(ref);
    const file = /Binary\/[A-Za-z0-9\-.]{1,64}$/.exec(text(node, 'url') ?? '')?.[0];
    if (file !== undefined) into.add(file);
    for (const value of Object.values(node)) if (typeof value === 'object') listNamed(value, into);
  }
}

/** The document, what it names, and of results also what they are made of. */
export function listClosure(record: PatientRecord, ref: string): ReadonlySet<string> {
  const closure = new Set([ref]);
  const resource = record.resources.get(ref);
  if (resource === undefined) return closure;
  listNamed(resource, closure);
  let next = [...closure];
  for (let depth = 0; depth < DEEPEST && next.length > 0; depth += 1) {
    const found: string[] = [];
    for (const one of next) {
      if (!one.startsWith('Observation/')) continue;
      const result = record.resources.get(one);
      for (const name of ['hasMember', 'derivedFrom', 'specimen', 'performer'])
        for (const inner of parts(result, name)) {
          const named = toRef(inner);
          if (named === null || closure.has(named)) continue;
          closure.add(named);
          found.push(named);
        }
    }
    next = found;
  }
  return closure;
}

function listObjects(record: PatientRecord, closure: ReadonlySet<string>, { series }: Storage): string[] {
  const studies = [...closure].flatMap((one): Json[] => {
    const resource = one.startsWith('ImagingStudy/') ? record.resources.get(one) : undefined;
    return resource === undefined || toStudyUid(resource) === null ? [] : [resource];
  });
  return studies
    .flatMap((study) => parts(study, 'series'))
    .filter((one) => WRITTEN.has(text(one['modality'], 'code') ?? ''))
    .flatMap((one) => series.get(text(one, 'uid') ?? '') ?? [])
    .map(([subject]) => subject)
    .slice(0, MOST_OBJECTS);
}

function toSource(record: PatientRecord, storage: Storage, ref: string): SearchSource & { isWhole: boolean } {
  const closure = listClosure(record, ref);
  const named = listObjects(record, closure, storage);
  const objects = named.filter((subject) => !record.missing.has(subject));
  const hash = createHash('sha256').update(ref);
  let isWhole = objects.length === named.length;
  for (const one of closure) {
    const stored = storage.resources.get(one);
    if (stored === undefined) continue;
    const awaited = record.missing.has(one);
    isWhole &&= !awaited || !/^(?:Binary|Observation|DiagnosticReport|DocumentReference)\//.test(one);
    hash.update(`\n${one} ${awaited ? '' : stored.sha256} ${record.resources.has(one) || record.broken.has(one)}`);
  }
  for (const subject of objects) hash.update(`\n${subject}`);
  const resources = new Map(
    [...closure].flatMap((one): [string, Json][] => {
      const resource = record.resources.get(one);
      return resource === undefined ? [] : [[one, resource]];
    }),
  );
  const missing = new Set([...closure].filter((one) => record.missing.has(one)));
  const broken = new Set([...closure].filter((one) => record.broken.has(one)));
  return {
    stamp: hash.digest('hex').slice(0, 32),
    record: { patient: record.patient, resources, broken, items: [], missing },
    objects,
    isWhole,
  };
}

const known = new WeakMap<PatientRecord, Searchable>();

/** Documents that are lines of their own: until they are copied nobody knows what stands inside which. */
const LINES =
  /^(?:DiagnosticReport|DocumentReference|Encounter|Appointment|AllergyIntolerance|Condition|Media|Medication(?:Statement|Request))\//;

/** What of a record can be searched. The same record is asked for many documents, and is gone through once. */
export function toSearchable(record: PatientRecord): Searchable {
  const before = known.get(record);
  if (before !== undefined) return before;
  const storage = toStorage(record);
  const sources = new Map<string, SearchSource>();
  let awaited = [...record.missing].filter((subject) => LINES.test(subject)).length;
  for (const [document] of listLines(record)) {
    const { isWhole, ...source } = toSource(record, storage, document);
    if (!isWhole) awaited += 1;
    sources.set(document, source);
  }
  const searchable = { sources, awaited };
  known.set(record, searchable);
  return searchable;
}
