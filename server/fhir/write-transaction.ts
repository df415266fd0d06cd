import { STATUS_CODES } from 'node:http';
import type { Patient } from '@medplum/fhirtypes';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { toPatientIndex } from '../domain/patient-identity.ts';
import { toIdentifierHash } from '../mapping/identifier-hash.ts';
import { findReferences } from '../mapping/references.ts';
import { type ResourceRow, toBinaryText, toIndexPart, toText } from '../mapping/resource-row.ts';
import {
  readCondition,
  readPatient,
  resolveReferences,
  toRefs,
  type TransactionEntry,
} from '../mapping/transaction.ts';
import { readBundle } from '../mapping/read-bundle.ts';
import { noteIntake } from '../store/intake-store.ts';
import { findByIdentifier, writeResources } from '../store/record-store.ts';
import { checkEntries, checkFoundPatients } from './check-entries.ts';
import { toIssuesOutcome } from './outcome-resource.ts';
import type { Issue } from './validate.ts';

/** Either the transaction-response Bundle and the patients it touched, or every reason why nothing was written. */
export type TransactionResult =
  | {
      readonly ok: true;
      readonly bundle: object;
      readonly patients: readonly string[];
      /** What was taken though it is not valid FHIR. */
      readonly faults: readonly { readonly type: string | null; readonly issue: Issue }[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

type Services = Pick<Deps, 'database' | 'blobs' | 'secrets'>;

const ATTEMPTS = 3;

/**
 * Takes a transaction of the hospital's own system: all of it, or nothing and the reasons. What is not valid FHIR but harms nobody
 * is taken as it is, marked, and noted for the helpdesk; so is what was refused.
 */
export async function writeTransaction(deps: Services, caller: Caller, text: string): Promise<TransactionResult> {
  const result = await repeatTransaction(deps, caller, text);
  const noted = result.ok ? result.faults : result.issues.map((issue) => ({ type: null, issue }));
  const faults = noted.map(({ type, issue: { expression, code } }) => ({ type, place: expression, code }));
  if (faults.length > 0) await noteIntake(deps.database, caller, result.ok ? 'taken' : 'refused', faults);
  return result;
}

async function repeatTransaction(deps: Services, caller: Caller, text: string): Promise<TransactionResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryTransaction(deps, caller, text);
    // Somebody created in between what a condition did not find: now it does.
    if (attempt === ATTEMPTS || result.ok || !result.issues.every(({ code }) => code === 'conflict')) return result;
  }
}

async function tryTransaction(deps: Services, caller: Caller, text: string): Promise<TransactionResult> {
  const read = readBundle(text);
  if (read.faults.length > 0) return refuse(read.faults.map((fault) => toIssue('structure', fault)));
  const { entries, dropped } = read;
  const { refusals, faults } = checkEntries(entries);
  if (refusals.length > 0) return refuse(refusals);
  const conditional = await resolveConditions(deps, caller, entries);
  if (Array.isArray(conditional)) return refuse(conditional);
  const strangers = await checkFoundPatients(deps.database, caller, entries);
  if (strangers.length > 0) return refuse(strangers);
  const dangling = resolveReferences(entries, conditional);
  if (dangling.length > 0) return refuse(dangling.map((fault) => toIssue('not-found', fault)));
  const patients = assignPatients(entries);
  if (Array.isArray(patients)) return refuse(patients);

  const written = entries.filter(({ found }) => !found);
  const rows: ResourceRow[] = [];
  const inside = new Set(written.map(({ type, id }) => `${type}/${id}`));
  for (const entry of written)
    rows.push(await toRow(deps, entry, patients.get(entry) ?? null, inside, faults.has(entry)));
  const outcomes = await writeResources(deps.database, caller, rows);
  const refused = outcomes.filter(({ version }) => version === null);
  if (refused.length > 0)
    return refuse(refused.map(({ ordinal, outcome }) => toRefusal(outcome, written[ordinal - 1]?.at ?? 'Bundle')));
  const byEntry = new Map(written.map((entry, index) => [entry, outcomes[index]]));
  return {
    ok: true,
    patients: [...new Set(rows.flatMap(({ patient }) => patient ?? []))],
    faults: [
      ...dropped.map((fault) => ({ type: null, issue: toIssue('not-supported', fault) })),
      ...[...faults].flatMap(([{ type }, issues]) => issues.map((issue) => ({ type, issue }))),
    ],
    bundle: {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: entries.map((entry, index) => {
        const outcome = byEntry.get(entry);
        const warnings = [
          ...(index === 0 ? dropped.map((fault) => toIssue('not-supported', fault)) : []),
          ...(faults.get(entry) ?? []),
        ];
        const status = outcome?.outcome === 'created' ? 201 : 200;
        return {
          response: {
            status: `${status} ${STATUS_CODES[status]}`,
            location: `${entry.type}/${entry.id}${outcome?.version ? `/_history/${outcome.version}` : ''}`,
            ...(outcome?.version
              ? { etag: `W/"${outcome.version}"`, lastModified: outcome.updated?.toISOString() }
              : {}),
            ...(warnings.length === 0 ? {} : { outcome: toIssuesOutcome('resource-invalid', warnings, 'warning') }),
          },
        };
      }),
    },
  };
}

const refuse = (issues: readonly Issue[]): TransactionResult => ({ ok: false, issues });
const toIssue = (code: Issue['code'], { text, at }: { text: string; at: string }): Issue => ({
  code,
  text,
  expression: at,
});

/** Finds what `ifNoneExist` and conditional references mean; marks the entries that exist already. */
async function resolveConditions(
  { database, secrets }: Services,
  caller: Caller,
  entries: readonly TransactionEntry[],
): Promise<Map<string, string> | Issue[]> {
  const asked: { type: string; hash: string; entry: TransactionEntry | null; reference: string | null; at: string }[] =
    [];
  const ask = (
    type: string,
    { system, value }: { system: string; value: string },
    at: string,
    entry: TransactionEntry | null,
    reference: string | null,
  ): void =>
    void asked.push({ type, hash: toIdentifierHash(secrets.nissIndexKey, system, value), entry, reference, at });
  const issues: Issue[] = [];
  for (const entry of entries) {
    if (entry.condition !== null) ask(entry.type, entry.condition, entry.at, entry, null);
    for (const { text } of findReferences(entry.resource)) {
      const [, type = '', query = ''] = /^([A-Z][A-Za-z]+)\?(.+)$/.exec(text) ?? [];
      const condition = type === '' ? null : readCondition(query);
      if (condition !== null) ask(type, condition, entry.at, null, text);
    }
  }
  if (asked.length === 0) return new Map();
  const found = await findByIdentifier(
    database,
    caller,
    asked.map(({ type }) => type),
    asked.map(({ hash }) => hash),
  );
  const places = new Map<string, string>();
  for (const [index, { type, entry, reference, at }] of asked.entries()) {
    const hits = found.filter(({ ordinal }) => ordinal === index + 1);
    if (hits.length > 1)
      issues.push(toIssue('multiple-matches', { text: 'The condition finds several resources.', at }));
    const [hit] = hits;
    if (hit === undefined) continue;
    if (entry !== null) [entry.id, entry.found] = [hit.id, true];
    if (reference !== null) places.set(reference, `${type}/${hit.id}`);
  }
  return issues.length > 0 ? issues : places;
}

/**
 * The compartment of each entry. A Binary, or a sample that names no patient (hl7-be/lab leaves it out), follows what refers to it
 * in this transaction.
 */
function assignPatients(entries: readonly TransactionEntry[]): Map<TransactionEntry, string | null> | Issue[] {
  const issues: Issue[] = [];
  const patients = new Map<TransactionEntry, string | null>();
  const places = new Map(entries.map((entry) => [`${entry.type}/${entry.id}`, entry]));
  for (const entry of entries) {
    const read = readPatient(entry.type, entry.id, entry.resource);
    if ('fault' in read && namesNobody(entry)) continue;
    if ('fault' in read) issues.push(toIssue('business-rule', { text: read.fault, at: entry.at }));
    else patients.set(entry, read.patient);
  }
  const refs = new Map(entries.map((entry) => [entry, toRefs(entry.resource)]));
  for (const entry of entries.filter((one) => one.type === 'Binary' || !patients.has(one))) {
    const holders = entries.filter((other) => refs.get(other)?.includes(`${entry.type}/${entry.id}`));
    const owners = new Set(holders.map((holder) => patients.get(holder)));
    if (entry.type !== 'Binary' && owners.size === 0)
      issues.push(toIssue('business-rule', { text: 'Nothing tells which Patient it belongs to.', at: entry.at }));
    if (owners.size > 1)
      issues.push(
        toIssue('business-rule', { text: `Documents of several patients refer to this ${entry.type}.`, at: entry.at }),
      );
    else patients.set(entry, [...owners][0] ?? null);
  }
  for (const entry of entries) {
    for (const ref of refs.get(entry) ?? []) {
      const target = places.get(ref);
      const patient = target === undefined ? null : (patients.get(target) ?? null);
      if (patient !== null && patient !== patients.get(entry))
        issues.push(toIssue('business-rule', { text: `${ref} belongs to another patient.`, at: entry.at }));
    }
  }
  return issues.length > 0 ? issues : patients;
}

const HELD = new Set(['Specimen', 'Media']);

function namesNobody({ type, plain }: TransactionEntry): boolean {
  return HELD.has(type) && plain['subject'] === undefined;
}

async function toRow(
  { blobs, secrets }: Services,
  entry: TransactionEntry,
  patient: string | null,
  inside: ReadonlySet<string>,
  isFaulty: boolean,
): Promise<ResourceRow> {
  const { type, id, condition, ifMatch, resource, method } = entry;
  const refs = toRefs(resource);
  const key = secrets.nissIndexKey;
  // References are resolved in the exact tree; the index reads no number, so it may read that one.
  const row = {
    type,
    id,
    patient,
    create: method === 'POST',
    ifMatch,
    ifNoneExist: condition === null ? [] : [toIdentifierHash(key, condition.system, condition.value)],
    ...toIndexPart(resource, key),
    refs,
    outward: refs.filter((ref) => !inside.has(ref)),
    ...(type === 'Patient' ? { index: toPatientIndex(entry.plain as unknown as Patient, secrets) } : {}),
  };
  if (type !== 'Binary') return { ...row, ...toText(type, id, resource, isFaulty) };
  const { sha256, bytes } = await blobs.put(Buffer.from(toBinaryText(id, resource), 'utf8'));
  return { ...row, sha256, bytes };
}

function toRefusal(outcome: string, at: string): Issue {
  const [word = '', ref = ''] = outcome.split(' ');
  switch (word) {
    case 'patient-changed':
      return toIssue('business-rule', { text: 'The resource belongs to another patient; that never changes.', at });
    case 'patient-merged':
      return toIssue('business-rule', { text: `The Patient was merged: send it about ${ref}.`, at });
    case 'binary-without-document':
      return toIssue('business-rule', { text: 'No document of the transaction refers to this Binary.', at });
    case 'exists-already':
      return toIssue('duplicate', { text: 'The id is taken.', at });
    case 'version-conflict':
      return toIssue('conflict', { text: 'The resource has another version.', at });
    case 'condition-changed':
      return toIssue('conflict', {
        text: 'Another system has just created this resource: send the transaction again.',
        at,
      });
    case 'identifier-taken':
      return toIssue('duplicate', { text: 'Another Patient has one of these identifiers.', at });
    case 'reference-missing':
      return toIssue('not-found', { text: `${ref} does not exist.`, at });
    default:
      return toIssue('business-rule', { text: `${ref} belongs to another patient.`, at });
  }
}
