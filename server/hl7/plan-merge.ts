import { randomUUID } from 'node:crypto';
import { ssinSystem } from '../../contracts/identifiers.ts';
import type { Patient } from '@medplum/fhirtypes';
import type { HashKey } from '../mapping/identifier-hash.ts';
import { readExactJson } from '../mapping/exact-json.ts';
import type { MutableJson } from '../mapping/references.ts';
import type { FilingPatient, NumberSystems } from './filing.ts';
import { type PatientHit, toPatientKeys } from './patient-hits.ts';
import { isOtherBirth, matchPatient, toMergedPatients, toUpdatedPatient } from './patient-match.ts';
import type { FiledKey, PlacedResource } from './place-resources.ts';
import { HL7Refusal } from './refusal.ts';

/** Whose record a message goes to, and what it changes of the patient himself. */
export interface PatientPlan {
  readonly id: string;
  readonly resources: readonly PlacedResource[];
  readonly filed: readonly FiledKey[];
  /** True when the message had something to say of the patient himself. */
  readonly asked: boolean;
  readonly merge: { readonly surviving: string; readonly obsolete: string } | null;
}

/** A Patient with its id, ready to be written. */
export function toPlacedPatient(id: string, resource: MutableJson, create: boolean): PlacedResource {
  return { type: 'Patient', id, patient: id, create, resource: { ...resource, id } };
}

/**
 * A40. Two identities known here become one. When only one of them is, it goes on under the surviving number, the other number being
 * an old one: nothing is moved. Two persons of different birth dates who share no NISS are not made one, whatever the message says.
 */
export function planMerge(
  patient: FilingPatient,
  hits: readonly PatientHit[],
  gone: readonly PatientHit[],
  { numbers, stands, secret }: { readonly numbers: NumberSystems; readonly stands: string; readonly secret: HashKey },
): PatientPlan {
  if (gone.length === 0) throw refuse(101, 'Le numéro à réunir manque ou n’est pas de cet hôpital.');
  const toIds = (found: readonly PatientHit[]): Set<string> =>
    new Set(found.flatMap(({ known }) => known.map(({ id }) => id)));
  const obsolete = toIds(gone);
  if (obsolete.size > 1) throw refuse(204, 'Les numéros à réunir désignent plusieurs patients.');
  // A number that the obsolete identity has already (the NISS, as a rule) says nothing of who survives.
  const telling = hits.map((hit) => ({ ...hit, known: hit.known.filter(({ id }) => !obsolete.has(id)) }));
  const [other = null] = obsolete;
  const renamed = toIds(telling).size === 0 ? other : null;
  const kept = renamed === null ? null : readStored(gone, renamed);
  // Under a new number the record goes on with all who may read it: it must be the same person's.
  if (kept !== null) assertOnePerson(patient.resource ?? { resourceType: 'Patient' }, kept as unknown as Patient);
  const matched =
    renamed === null || kept === null
      ? matchPatient(patient, telling, numbers)
      : ({ known: true, id: renamed, stored: kept } as const);
  const id = matched.known ? matched.id : randomUUID();
  const stored: MutableJson = matched.known ? matched.stored : { resourceType: 'Patient' };
  const updated = stands > patient.version ? stored : toUpdatedPatient(stored, patient);
  const merged = other === null || other === id ? null : readStored(gone, other);
  if (merged !== null) assertOnePerson(updated as unknown as Patient, merged as unknown as Patient);
  const both = toMergedPatients(
    { id, resource: updated },
    { id: merged === null ? null : other, stored: merged, identifiers: gone.map(({ identifier }) => identifier) },
  );
  return {
    id,
    resources: [
      toPlacedPatient(id, both.surviving, !matched.known),
      ...(both.obsolete === null || other === null ? [] : [toPlacedPatient(other, both.obsolete, false)]),
    ],
    filed: stands > patient.version ? [] : toPatientKeys([...hits, ...gone], id, patient.version, secret),
    asked: true,
    merge: merged === null || other === null ? null : { surviving: id, obsolete: other },
  };
}

function readStored(hits: readonly PatientHit[], id: string): MutableJson {
  const content = hits.flatMap(({ known }) => known).find((one) => one.id === id)?.content;
  return readExactJson(content ?? '{}') as MutableJson;
}

function assertOnePerson(one: Patient, other: Patient): void {
  const niss = ({ identifier }: Patient): string | undefined =>
    identifier?.find(({ system, use }) => system === ssinSystem && use !== 'old')?.value;
  const [mine, theirs] = [niss(one), niss(other)];
  if ((mine === undefined || mine !== theirs) && isOtherBirth(one.birthDate, other.birthDate))
    throw refuse(
      204,
      'Les deux identités sont deux personnes : la date de naissance diffère, et aucun numéro national ne les réunit.',
    );
}

const refuse = (condition: 101 | 204, reason: string): HL7Refusal =>
  new HL7Refusal({ code: 'AE', condition, segment: 'MRG', occurrence: 1, field: 1, reason });
