import type { Patient } from '@medplum/fhirtypes';
import { ssinSystem } from '../../contracts/identifiers.ts';
import { hospitalNumberSystem, hospitalReference, toDoctorReference } from './hospital.ts';
import { demoId, toDemoNiss } from './identity.ts';

/** A fictitious person of the demonstration. */
export interface DemoPerson {
  readonly family: string;
  readonly given: readonly string[];
  readonly gender: 'female' | 'male';
  /** FHIR birthDate: a bare year where the register knows no more. */
  readonly birthDate: string;
  /** YYYYMMDD as the register number prints it: month 00 when unknown, month + 40 for a bis number. */
  readonly registered: string;
  readonly counter: number;
  /** Hospital number, also the DICOM Patient ID. */
  readonly number: string;
  readonly street: string;
  readonly city: readonly [postalCode: string, city: string];
  readonly language: 'fr' | 'uk' | 'ar' | 'it' | 'vi';
}

const person = (
  number: number,
  family: string,
  given: readonly string[],
  gender: DemoPerson['gender'],
  birthDate: string,
  counter: number,
  street: string,
  city: DemoPerson['city'],
  language: DemoPerson['language'] = 'fr',
): DemoPerson => ({
  family,
  given,
  gender,
  birthDate,
  registered: birthDate.replaceAll('-', ''),
  counter,
  number: `SE-${10_000 + number}`,
  street,
  city,
  language,
});

const saintExemple = ['7999', 'Saint-Exemple'] as const;
const valModele = ['7998', 'Val-Modèle'] as const;

/** The demonstration's patients. None exists; the numbers are valid, the two homonyms intended. */
export const people = {
  dubois: person(412, 'Dubois', ['Marie', 'Louise'], 'female', '1955-03-12', 482, 'Rue des Sorbiers 14', saintExemple),
  muller: person(977, 'Müller-Noël', ['Thomas'], 'male', '1984-07-30', 371, 'Rue du Moulin 3', valModele),
  delacroix: person(
    158,
    'de la Croix',
    ['Jean-Baptiste', 'Marie'],
    'male',
    '1948-11-02',
    533,
    'Chemin de l’Étang 27',
    saintExemple,
  ),
  nguyen: person(1203, "N'Guyen", ['Linh'], 'female', '1991-09-18', 624, 'Rue de la Gare 88', saintExemple, 'vi'),
  vandenbroucke: person(
    1344,
    'Vandenbroucke',
    ['Léa', 'Élodie', 'Anne'],
    'female',
    '2004-02-29',
    416,
    'Place du Jeu de Balle 5',
    valModele,
  ),
  petit: person(1518, 'Petit', ['Noah'], 'male', '2016-05-07', 289, 'Rue des Écoles 41', saintExemple),
  elamrani: {
    ...person(733, 'El Amrani', ['Fatima'], 'female', '1962', 318, 'Rue Haute 120', saintExemple, 'ar'),
    registered: '19620000',
  },
  kovalenko: {
    ...person(1602, 'Kovalenko', ['Oleksandr'], 'male', '1979-05-14', 127, 'Rue du Canal 9', valModele, 'uk'),
    registered: '19794514',
  },
  vanderstraeten: person(
    64,
    'van der Straeten',
    ['Marie-Louise', 'Joséphine'],
    'female',
    '1936-08-23',
    258,
    'Résidence Les Glycines, Rue du Parc 2',
    saintExemple,
  ),
  dibartolomeo: person(
    291,
    'Di Bartolomeo',
    ['Giuseppe'],
    'male',
    '1957-01-19',
    645,
    'Rue du Charbonnage 76',
    valModele,
    'it',
  ),
  lefebvre: person(
    845,
    "Lefèbvre-D'Hondt",
    ['Chantal'],
    'female',
    '1968-12-05',
    552,
    'Drève du Château 1',
    saintExemple,
  ),
  benali: person(1087, 'Benali', ['Ahmed'], 'male', '1973-06-11', 749, 'Rue de l’Industrie 33', saintExemple, 'ar'),
  homonym: person(1290, 'Dubois', ['Marie'], 'female', '1988-03-12', 606, 'Clos des Lilas 8', valModele),
} as const satisfies Record<string, DemoPerson>;
/** Short name of a patient of the demonstration. */
export type PersonKey = keyof typeof people;

/** Eleven digits, without punctuation. */
export function toNiss(key: PersonKey): string {
  return toDemoNiss(people[key].registered, people[key].counter);
}

/** FHIR reference to a patient; it never carries a name. */
export function toPatientReference(key: PersonKey): { reference: string } {
  return { reference: `Patient/${demoId(`patient/${key}`)}` };
}

/** The patient as be-core describes one. */
export function toPatient(key: PersonKey): Patient {
  const { family, given, gender, birthDate, number, street, city, language }: DemoPerson = people[key];
  const digits = number.replace(/\D/g, '').padStart(6, '0');
  return {
    resourceType: 'Patient',
    id: demoId(`patient/${key}`),
    identifier: [
      { use: 'official', system: ssinSystem, value: toNiss(key) },
      {
        use: 'usual',
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
        system: hospitalNumberSystem,
        value: number,
        assigner: hospitalReference,
      },
    ],
    active: true,
    name: [{ use: 'official', family, given: [...given] }],
    telecom: [
      { system: 'phone', value: `0400 ${digits.slice(0, 2)} ${digits.slice(2, 4)} ${digits.slice(4)}`, use: 'mobile' },
    ],
    gender,
    birthDate,
    address: [{ use: 'home', line: [street], postalCode: city[0], city: city[1], country: 'BE' }],
    communication: [
      {
        language: { coding: [{ system: 'urn:ietf:bcp:47', code: language === 'fr' ? 'fr-BE' : language }] },
        preferred: true,
      },
    ],
    generalPractitioner: [toDoctorReference('lambert')],
    managingOrganization: hospitalReference,
  };
}
