import type { Organization, Practitioner } from '@medplum/fhirtypes';
import { nihdiSystem } from '../../contracts/identifiers.ts';
import type { HospitalFacts } from '../../contracts/person.ts';
import { demoId } from './identity.ts';
import { helpdeskOpening, itOpening } from './opening.ts';

/** What the demonstration hospital says of itself. Town, numbers and people do not exist. */
export const hospital: HospitalFacts = {
  name: 'Centre hospitalier de Saint-Exemple',
  address: ['Site du Parc', 'Avenue des Tilleuls 100', '7999 Saint-Exemple'],
  director: 'Dr Bernard Wéry',
  helpdesk: {
    name: 'Helpdesk Passerelle',
    phone: '065 00 00 99',
    hours: 'tous les jours, 8 h – 20 h ; jours fériés, 10 h – 16 h',
    opening: helpdeskOpening,
  },
  itDepartment: {
    name: 'Service informatique',
    phone: '065 00 00 33',
    hours: 'jours ouvrables, 8 h – 17 h',
    opening: itOpening,
  },
};

/** FHIR system of the hospital's own patient number; the same number is the DICOM Patient ID. */
export const hospitalNumberSystem = 'https://saint-exemple.example/identifiant/patient';
/** FHIR system of the hospital's numbers of reports and requests. */
export const reportNumberSystem = 'https://saint-exemple.example/identifiant/rapport';
/** FHIR system of the hospital's stay numbers. */
export const stayNumberSystem = 'https://saint-exemple.example/identifiant/sejour';

/** A physician of the hospital, or the patients' own general practitioner. */
export interface Doctor {
  readonly family: string;
  readonly given: string;
  readonly gender: 'female' | 'male';
  readonly nihdi: string;
  /** As a letter's signature says it, with its capital. */
  readonly specialty: string;
  readonly phone: string;
}

const doctor = (
  number: number,
  family: string,
  given: string,
  gender: Doctor['gender'],
  specialty: string,
): Doctor => ({
  family,
  given,
  gender,
  nihdi: `199900${String(number).padStart(2, '0')}000`,
  specialty,
  phone: `065 00 02 ${String(number).padStart(2, '0')}`,
});

/** Everyone who signs in the record. */
export const doctors = {
  lambert: { ...doctor(1, 'Lambert', 'Claire', 'female', 'Médecin généraliste'), phone: '065 00 70 10' },
  wery: doctor(2, 'Wéry', 'Bernard', 'male', 'Médecin-directeur'),
  collin: doctor(10, 'Collin', 'Étienne', 'male', 'Cardiologie'),
  marchal: doctor(11, 'Marchal', 'Sophie', 'female', 'Pneumologie'),
  janssens: doctor(12, 'Janssens', 'Bénédicte', 'female', 'Imagerie médicale'),
  haddad: doctor(13, 'Haddad', 'Karim', 'male', 'Imagerie médicale'),
  wauters: doctor(14, 'Wauters', 'Luc', 'male', 'Biologie clinique'),
  stassart: doctor(15, 'Stassart', 'Hélène', 'female', 'Neurologie'),
  piron: doctor(16, 'Piron', 'Valérie', 'female', 'Endocrinologie et diabétologie'),
  gerard: doctor(17, 'Gérard', 'Olivier', 'male', 'Néphrologie'),
  lacroix: doctor(18, 'Lacroix', 'Monique', 'female', 'Gériatrie'),
  renard: doctor(19, 'Renard', 'Philippe', 'male', 'Chirurgie orthopédique'),
  thonon: doctor(20, 'Thonon', 'Amélie', 'female', 'Pédiatrie'),
  urbain: doctor(21, 'Urbain', 'Nathalie', 'female', 'Oncologie médicale'),
  mertens: doctor(22, 'Mertens', 'Caroline', 'female', 'Gynécologie-obstétrique'),
  baudoux: doctor(23, 'Baudoux', 'Quentin', 'male', 'Gastro-entérologie'),
  delvigne: doctor(24, 'Delvigne', 'Jean-Marc', 'male', 'Urologie'),
  lejeune: doctor(25, 'Lejeune', 'Simon', 'male', 'Médecine d’urgence'),
  noel: doctor(26, 'Noël', 'Françoise', 'female', 'Anatomie pathologique'),
} as const satisfies Record<string, Doctor>;
/** Short name of a doctor of the record. */
export type DoctorKey = keyof typeof doctors;

/** `Dr Claire Lambert`. */
export function toDoctorName(key: DoctorKey): string {
  return `Dr ${doctors[key].given} ${doctors[key].family}`;
}

/** FHIR reference to a doctor, with the name for whoever cannot follow it. */
export function toDoctorReference(key: DoctorKey): { reference: string; display: string } {
  return { reference: `Practitioner/${demoId(`practitioner/${key}`)}`, display: toDoctorName(key) };
}

const organizationId = demoId('organization/hospital');
const laboratoryId = demoId('organization/laboratory');
/** FHIR reference to the hospital. */
export const hospitalReference = { reference: `Organization/${organizationId}`, display: hospital.name };
/** FHIR reference to the hospital's laboratory. */
export const laboratoryReference = {
  reference: `Organization/${laboratoryId}`,
  display: `Biologie clinique, ${hospital.name}`,
};

/** The hospital, its laboratory and everyone who signs, as FHIR resources. */
export function toHospitalResources(): (Organization | Practitioner)[] {
  const address = [{ line: hospital.address.slice(0, 2), postalCode: '7999', city: 'Saint-Exemple', country: 'BE' }];
  const practitioners = (Object.keys(doctors) as DoctorKey[]).map((key): Practitioner => {
    const { family, given, gender, nihdi, specialty, phone } = doctors[key];
    return {
      resourceType: 'Practitioner',
      id: demoId(`practitioner/${key}`),
      identifier: [{ system: nihdiSystem, value: nihdi }],
      active: true,
      name: [{ use: 'official', family, given: [given], prefix: ['Dr'], text: toDoctorName(key) }],
      gender,
      telecom: [{ system: 'phone', value: phone, use: 'work' }],
      qualification: [{ code: { text: specialty } }],
    };
  });
  return [
    {
      resourceType: 'Organization',
      id: organizationId,
      active: true,
      name: hospital.name,
      telecom: [{ system: 'phone', value: '065 00 00 00' }],
      address,
    },
    {
      resourceType: 'Organization',
      id: laboratoryId,
      active: true,
      name: `Biologie clinique, ${hospital.name}`,
      partOf: hospitalReference,
      address,
    },
    ...practitioners,
  ];
}
