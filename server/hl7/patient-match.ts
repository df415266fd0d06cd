import type { Identifier, Patient } from '@medplum/fhirtypes';
import { ssinSystem } from '../../contracts/identifiers.ts';
import { readExactJson } from '../mapping/exact-json.ts';
import type { MutableJson } from '../mapping/references.ts';
import type { FilingPatient, NumberSystems } from './filing.ts';
import type { Known } from './lookup.ts';
import { HL7Refusal } from './refusal.ts';

/** Whom a message is about: a patient of the hospital with the stored text, or one to be created. */
export type MatchedPatient =
  | { readonly known: true; readonly id: string; readonly stored: MutableJson }
  | { readonly known: false };

/** A refusal that ends by itself when one of the numbers becomes known. */
export class PatientAwaited extends HL7Refusal {
  override readonly name = 'PatientAwaited';
}

/** The hospital's own patient number, in FHIR. */
export const toPatientSystem = ({ base }: NumberSystems): string => `${base}/patient`;

/**
 * The patient a message is about, never a guess: the hospital's number and the NISS lead to the same one, and what both sides tell of
 * birth date and sex agrees. Throws `PatientAwaited` when nobody, or more than one, is meant.
 */
export function matchPatient(
  patient: FilingPatient,
  hits: readonly { readonly identifier: Identifier; readonly known: readonly Known[] }[],
  numbers: NumberSystems,
): MatchedPatient {
  if (hits.length === 0) throw refuse(101, 'Aucun numéro de patient de cet hôpital ni numéro national.');
  const found = new Map(hits.flatMap(({ known }) => known).map((known) => [known.id, known]));
  if (found.size > 1)
    throw toAwaited(
      'Le numéro d’hôpital et le numéro national désignent deux patients différents : à réunir (A40) ou à corriger.',
    );
  const [hit] = found.values();
  if (hit === undefined) {
    if (patient.purpose === 'record' && patient.resource !== null) return { known: false };
    throw toAwaited('Patient encore inconnu : le message sera classé dès que son identité (ADT) arrive.');
  }
  // Only what will be written again must keep the digits of its numbers.
  const content = hit.content ?? '{}';
  const stored = (patient.purpose === 'record' ? readExactJson(content) : JSON.parse(content)) as MutableJson;
  assertSamePerson(patient, hits, stored as unknown as Patient, numbers);
  return { known: true, id: hit.id, stored };
}

function assertSamePerson(
  { purpose, resource }: FilingPatient,
  hits: readonly { readonly identifier: Identifier; readonly known: readonly Known[] }[],
  stored: Patient,
  numbers: NumberSystems,
): void {
  const own = toPatientSystem(numbers);
  const current = (system: string): readonly string[] =>
    (stored.identifier ?? [])
      .filter((one) => one.system === system && one.use !== 'old')
      .flatMap(({ value }) => value ?? []);
  const strangers = (system: string): boolean =>
    hits.some(({ identifier, known }) => identifier.system === system && known.length === 0) &&
    current(system).length > 0;
  const isFound = (system: string): boolean =>
    hits.some(({ identifier, known }) => identifier.system === system && known.length > 0);
  if (!isFound(own) && strangers(own))
    throw toAwaited(
      'Le numéro national désigne un patient qui a un autre numéro d’hôpital : à réunir (A40) ou à corriger.',
    );
  // Whoever was given a national number after a bis number is sent with both.
  const otherNiss = !isFound(ssinSystem) && strangers(ssinSystem);
  const otherBirth = isOtherBirth(resource?.birthDate, stored.birthDate);
  const sexes = [resource?.gender, stored.gender];
  const otherSex = sexes.every((sex) => sex === 'male' || sex === 'female') && sexes[0] !== sexes[1];
  if (purpose === 'record') {
    // A number corrected by who keeps the identities is one thing; another number and another birth date are another person.
    if (otherNiss && otherBirth)
      throw refuse(
        204,
        'Le numéro d’hôpital désigne une autre personne : numéro national et date de naissance diffèrent.',
      );
    return;
  }
  if (otherNiss) throw refuse(204, 'Le numéro national n’est pas celui du patient qui a ce numéro d’hôpital.');
  if (otherBirth || otherSex)
    throw refuse(
      204,
      'La date de naissance ou le sexe n’est pas celui du patient qui a ce numéro.',
      otherBirth ? 7 : 8,
    );
}

/** True for two birth dates that cannot be one person's; of one that is known in part (`1940`) that part counts. */
export function isOtherBirth(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) !== other.slice(0, known);
}

/**
 * What the hospital keeps of a patient after this message: elements it names are replaced, those it empties go, the others stay.
 * Numbers stay too, but for the NISS, of which there is one.
 */
export function toUpdatedPatient(stored: MutableJson, { resource, emptied }: FilingPatient): MutableJson {
  const {
    id: _id,
    meta: _meta,
    identifier = [],
    ...said
  } = (resource ?? {}) as unknown as MutableJson & {
    identifier?: readonly Identifier[];
  };
  const updated: MutableJson = { ...stored, ...said };
  for (const name of emptied) if (!['identifier', 'id', 'resourceType'].includes(name)) delete updated[name];
  updated['identifier'] = joinIdentifiers(readIdentifiers(stored), identifier);
  return updated;
}

/** The two Patients of a merge: the surviving one has the obsolete one's numbers as old ones, the other has none and points there. */
export function toMergedPatients(
  surviving: { readonly id: string; readonly resource: MutableJson },
  obsolete: {
    readonly id: string | null;
    readonly stored: MutableJson | null;
    readonly identifiers: readonly Identifier[];
  },
): { readonly surviving: MutableJson; readonly obsolete: MutableJson | null } {
  const own = readIdentifiers(surviving.resource);
  const former = [...(obsolete.stored === null ? [] : readIdentifiers(obsolete.stored)), ...obsolete.identifiers];
  const isFormer = (one: Identifier): boolean => obsolete.identifiers.some((other) => isSame(one, other));
  const isOwn = (one: Identifier): boolean => own.some((other) => isSame(one, other));
  // Of two NISS the surviving identity's counts; the other still finds him.
  const kept = joinIdentifiers(
    [],
    former.filter((one) => !isOwn(one)),
  ).map((one) => ({ ...one, use: 'old' as const }));
  const links = (resource: MutableJson): readonly unknown[] =>
    (resource['link'] as readonly unknown[] | undefined) ?? [];
  const toLink = (id: string, type: string): object => ({ other: { reference: `Patient/${id}` }, type });
  const current = own.map((one) => (isFormer(one) ? { ...one, use: 'old' as const } : one));
  const joined: MutableJson = { ...surviving.resource, identifier: [...current, ...kept] };
  if (obsolete.id === null || obsolete.stored === null) return { surviving: joined, obsolete: null };
  const { identifier: _identifier, ...rest } = obsolete.stored;
  return {
    surviving: { ...joined, link: [...links(joined), toLink(obsolete.id, 'replaces')] },
    obsolete: { ...rest, active: false, link: [...links(rest), toLink(surviving.id, 'replaced-by')] },
  };
}

const readIdentifiers = (resource: MutableJson): readonly Identifier[] =>
  (resource['identifier'] as readonly Identifier[] | undefined) ?? [];

const isSame = (one: Identifier, other: Identifier): boolean =>
  one.system === other.system && one.value === other.value;

function joinIdentifiers(stored: readonly Identifier[], said: readonly Identifier[]): readonly Identifier[] {
  const saysNiss = said.some(({ system, value }) => system === ssinSystem && value !== undefined);
  const kept = stored.filter(
    (one) => !said.some((other) => isSame(one, other)) && !(saysNiss && one.system === ssinSystem && one.use !== 'old'),
  );
  // A number that a merge made an old one stays that, whoever still uses it.
  const named = said
    .filter((one, index) => said.findIndex((other) => isSame(one, other)) === index)
    .map((one) => stored.find((other) => other.use === 'old' && isSame(one, other)) ?? one);
  return [...named, ...kept];
}

const toFacts = (condition: 101 | 204, reason: string, field: number) =>
  ({ code: 'AE', condition, segment: 'PID', occurrence: 1, field, reason }) as const;
const refuse = (condition: 101 | 204, reason: string, field = 3): HL7Refusal =>
  new HL7Refusal(toFacts(condition, reason, field));
const toAwaited = (reason: string): PatientAwaited => new PatientAwaited(toFacts(204, reason, 3));
