import type { AllergyIntolerance, Appointment, Condition, Encounter, MedicationStatement } from '@medplum/fhirtypes';
import { toDateTime } from './calendar.ts';
import { type DoctorKey, hospitalReference, stayNumberSystem, toDoctorReference } from './hospital.ts';
import { demoId } from './identity.ts';
import { type PersonKey, toPatientReference } from './people.ts';

const terminology = 'http://terminology.hl7.org/CodeSystem';
const coded = (system: string, code: string) => ({ coding: [{ system: `${terminology}/${system}`, code }] });

/** A stay or a visit; without `to` it lasts still. */
export interface StayWish {
  readonly name: string;
  readonly kind: 'inpatient' | 'emergency' | 'day';
  readonly from: string;
  readonly fromTime?: string;
  readonly to?: string;
  readonly toTime?: string;
  readonly ward: string;
  readonly phone: string;
  readonly doctor: DoctorKey;
  readonly reason: string;
  readonly discharge?: string;
}

const stayClass = {
  inpatient: ['IMP', 'Hospitalisation'],
  emergency: ['EMER', 'Passage aux urgences'],
  day: ['SS', 'Hospitalisation de jour'],
} as const;

/** FHIR Encounter; the ward is a contained Location, so that its telephone travels with it. */
export function toStay(key: PersonKey, wish: StayWish): Encounter {
  const [code, label] = stayClass[wish.kind];
  const start = toDateTime(wish.from, wish.fromTime ?? '10:20');
  const end = wish.to === undefined ? undefined : toDateTime(wish.to, wish.toTime ?? '14:00');
  const id = demoId(`${key}/stay/${wish.name}`);
  return {
    resourceType: 'Encounter',
    id,
    contained: [
      {
        resourceType: 'Location',
        id: 'ward',
        name: wish.ward,
        telecom: [{ system: 'phone', value: wish.phone }],
        partOf: { display: 'Site du Parc' },
      },
    ],
    identifier: [{ system: stayNumberSystem, value: `S-${id.slice(0, 8).toUpperCase()}` }],
    status: end === undefined ? 'in-progress' : 'finished',
    class: { system: `${terminology}/v3-ActCode`, code, display: label },
    type: [{ text: label }],
    subject: toPatientReference(key),
    participant: [{ type: [coded('v3-ParticipationType', 'ATND')], individual: toDoctorReference(wish.doctor) }],
    period: { start, ...(end !== undefined && { end }) },
    reasonCode: [{ text: wish.reason }],
    ...(wish.discharge !== undefined && { hospitalization: { dischargeDisposition: { text: wish.discharge } } }),
    location: [
      {
        location: { reference: '#ward', display: `Site du Parc, ${wish.ward}` },
        status: end === undefined ? 'active' : 'completed',
      },
    ],
    serviceProvider: hospitalReference,
  };
}

/** An appointment, past or to come. */
export interface AppointmentWish {
  readonly name: string;
  readonly day: string;
  readonly time: string;
  readonly minutes?: number;
  readonly title: string;
  readonly doctor: DoctorKey;
  readonly place: string;
  readonly status?: 'booked' | 'fulfilled' | 'cancelled' | 'noshow';
  readonly instruction?: string;
}

/** FHIR Appointment. */
export function toAppointment(key: PersonKey, wish: AppointmentWish): Appointment {
  const start = toDateTime(wish.day, wish.time);
  const [hour, minute] = wish.time.split(':').map(Number) as [number, number];
  const end = hour * 60 + minute + (wish.minutes ?? 20);
  return {
    resourceType: 'Appointment',
    id: demoId(`${key}/appointment/${wish.name}`),
    status: wish.status ?? 'booked',
    serviceType: [{ text: wish.title }],
    description: wish.title,
    start,
    end: toDateTime(wish.day, `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`),
    ...(wish.instruction !== undefined && { patientInstruction: wish.instruction }),
    participant: [
      { actor: toPatientReference(key), status: 'accepted' },
      { actor: toDoctorReference(wish.doctor), status: 'accepted' },
      { actor: { display: `Site du Parc, ${wish.place}` }, status: 'accepted' },
    ],
  };
}

/** An allergy or intolerance. */
export interface AllergyWish {
  readonly name: string;
  readonly substance: string;
  readonly kind: 'medication' | 'food' | 'environment';
  readonly type?: 'allergy' | 'intolerance';
  readonly criticality: 'high' | 'low';
  readonly reaction: string;
  readonly severity: 'mild' | 'moderate' | 'severe';
  readonly recorded: string;
}

/** FHIR AllergyIntolerance. */
export function toAllergy(key: PersonKey, wish: AllergyWish): AllergyIntolerance {
  return {
    resourceType: 'AllergyIntolerance',
    id: demoId(`${key}/allergy/${wish.name}`),
    clinicalStatus: coded('allergyintolerance-clinical', 'active'),
    verificationStatus: coded('allergyintolerance-verification', 'confirmed'),
    type: wish.type ?? 'allergy',
    category: [wish.kind],
    criticality: wish.criticality,
    code: { text: wish.substance },
    patient: toPatientReference(key),
    recordedDate: wish.recorded,
    reaction: [{ manifestation: [{ text: wish.reaction }], severity: wish.severity }],
  };
}

/** One line of the medication list. */
export interface MedicationWish {
  readonly name: string;
  /** Substance and strength, as prescribed. */
  readonly text: string;
  readonly atc: string;
  readonly dosage: string;
  readonly from: string;
  /** Stopped on this day. */
  readonly to?: string;
  readonly reason?: string;
}

/** FHIR MedicationStatement. */
export function toMedication(key: PersonKey, wish: MedicationWish): MedicationStatement {
  return {
    resourceType: 'MedicationStatement',
    id: demoId(`${key}/medication/${wish.name}`),
    status: wish.to === undefined ? 'active' : 'stopped',
    medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: wish.atc }], text: wish.text },
    subject: toPatientReference(key),
    effectivePeriod: { start: wish.from, ...(wish.to !== undefined && { end: wish.to }) },
    dateAsserted: wish.to ?? wish.from,
    ...(wish.reason !== undefined && { reasonCode: [{ text: wish.reason }] }),
    dosage: [{ text: wish.dosage }],
  };
}

/** A diagnosis of the problem list. */
export interface ConditionWish {
  readonly name: string;
  readonly text: string;
  readonly icd10: string;
  readonly since: string;
  readonly resolved?: string;
}

/** FHIR Condition, coded in ICD-10. */
export function toCondition(key: PersonKey, wish: ConditionWish): Condition {
  return {
    resourceType: 'Condition',
    id: demoId(`${key}/condition/${wish.name}`),
    clinicalStatus: coded('condition-clinical', wish.resolved === undefined ? 'active' : 'resolved'),
    verificationStatus: coded('condition-ver-status', 'confirmed'),
    category: [coded('condition-category', 'problem-list-item')],
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: wish.icd10 }], text: wish.text },
    subject: toPatientReference(key),
    onsetDateTime: wish.since,
    ...(wish.resolved !== undefined && { abatementDateTime: wish.resolved }),
    recordedDate: wish.since.length === 4 ? `${wish.since}-06-01` : wish.since,
  };
}
