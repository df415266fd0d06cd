import { hash } from 'node:crypto';
import type { Identifier } from '@medplum/fhirtypes';
import { nihdiSystem, ssinSystem } from '../../../contracts/identifiers.ts';
import { readNiss } from '../../../contracts/niss.ts';
import type { NumberSystems } from '../../hl7/filing.ts';
import type { Segment, Value } from './message.ts';
import { refuse } from './refuse.ts';

/** What the hospital numbers, as its FHIR systems name it. */
export type NumberKind =
  | 'patient'
  | 'numero'
  | 'sejour'
  | 'rapport'
  | 'resultat'
  | 'demande'
  | 'document'
  | 'rendez-vous'
  | 'allergie'
  | 'diagnostic'
  | 'soignant';

/** Namespaces and identifier types (table 0203 with its national suffix) under which the national register number comes. */
const NATIONAL = /^(NISS|INSZ|SSIN|INSS|RRN|RNRN|NRN|NNBEL|NNBE|NN)$/i;
/** Namespaces of a professional's NIHDI number. */
const PROFESSIONAL = /^(NIHDI|NIHII|INAMI|RIZIV|RIZIV-INAMI|INAMI-RIZIV)$/i;

/** The system of a number of this kind given by an authority (HD as namespace and universal id); its own when it is the hospital. */
export function toSystem({ base, own }: NumberSystems, kind: NumberKind, authority: readonly string[]): string {
  const names = authority.filter((name) => name !== '');
  const home = `${base}/${kind}`;
  if (names.length === 0 || names.some((name) => own.includes(name) || name === home)) return home;
  return `${home}/${encodeURIComponent(names[0] ?? '')}`;
}

/** An entity identifier (EI: number^namespace^universal id), or one packed into subcomponents; null for none. */
export function toEntity(value: Value, kind: NumberKind, numbers: NumberSystems): Identifier | null {
  const number = toNumber(value.part(1, 1));
  if (number === '') return null;
  const authority = [value.part(2) || value.part(1, 2), value.part(3) || value.part(1, 3)];
  return { system: toSystem(numbers, kind, authority), value: number };
}

/** A number of a stay, an account and the like (CX); null for none. */
export function toCX(value: Value, kind: NumberKind, numbers: NumberSystems): Identifier | null {
  const number = toNumber(value.part(1));
  if (number === '') return null;
  return { system: toSystem(numbers, kind, [value.part(4, 1), value.part(4, 2)]), value: number };
}

/** FHIR allows no white space at the ends of a value, and none that is invisible inside. */
function toNumber(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A patient's number: the hospital's, a NISS, another house's, or of another kind (passport, account). */
export function toPatientNumber(
  value: Value,
  field: number,
  segment: Segment,
  numbers: NumberSystems,
): Identifier | null {
  const number = toNumber(value.part(1));
  if (number === '') return null;
  const [namespace, universal] = [value.part(4, 1), value.part(4, 2)];
  const type = value.part(5).toUpperCase();
  if (NATIONAL.test(type) || NATIONAL.test(namespace) || universal === ssinSystem)
    return toNationalNumber(number, field, segment);
  const isPatient = ['', 'MR', 'PI', 'PT', 'PN'].includes(type);
  const system = toSystem(numbers, isPatient ? 'patient' : 'numero', [namespace, universal]);
  const own = isPatient && system === `${numbers.base}/patient`;
  return {
    ...(own && { use: 'usual' as const }),
    ...(type !== '' &&
      /^\S+$/.test(type) && {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: type }] },
      }),
    system: isPatient || namespace !== '' || type === '' ? system : `${system}/${encodeURIComponent(type)}`,
    value: number,
  };
}

/** A national number with wrong check digits belongs to nobody, and nobody can say to whom it should. */
function toNationalNumber(number: string, field: number, segment: Segment): Identifier {
  const reading = readNiss(number);
  if (!reading.ok)
    return refuse(
      segment.place(field),
      204,
      'Le numéro national (NISS) n’est pas valide : ses chiffres de contrôle ne concordent pas.',
    );
  return { use: 'official', system: ssinSystem, value: reading.niss.digits };
}

/** The numbers that may find a patient: the hospital's own, and the NISS. */
export function isFindingNumber({ system }: Identifier, { base }: NumberSystems): boolean {
  return system === ssinSystem || system === `${base}/patient`;
}

/** A professional's number: NIHDI, or one of the hospital's. Accepts 8 or 11 digits as NIHDI, since no check rule is documented. */
export function toProfessionalNumber(
  number: string,
  authority: readonly string[],
  numbers: NumberSystems,
): Identifier | null {
  const value = toNumber(number);
  if (value === '') return null;
  const digits = value.replace(/[\s./-]/g, '');
  if (authority.some((name) => PROFESSIONAL.test(name) || name === nihdiSystem) && /^(\d{8}|\d{11})$/.test(digits))
    return { system: nihdiSystem, value: digits };
  return {
    system: toSystem(
      numbers,
      'soignant',
      authority.filter((name) => !PROFESSIONAL.test(name)),
    ),
    value,
  };
}

/** The identifier of what its sender did not number: a digest of its key, so that no patient's number stands in it. */
export function toDerivedIdentifier(kind: NumberKind, key: string, { base }: NumberSystems): Identifier {
  return { system: `${base}/${kind}`, value: hash('sha256', key).slice(0, 32) };
}
