import type { z } from 'zod';
import type { RecordIndex } from '../../contracts/record.ts';
import { code, concept, parts, text } from './fhir-json.ts';
import { toPhysician, toPlace } from './facts.ts';
import type { History } from './laboratory.ts';
import { ofType, type PatientRecord, toMoment } from './patient-record.ts';
import { toTimeline, toTitle } from './timeline.ts';

type Index = z.infer<typeof RecordIndex>;

function toInHospital(record: PatientRecord): Index['inHospital'] {
  const stay = ofType(record, 'Encounter').find(
    ([, encounter]) =>
      ['in-progress', 'onleave', 'arrived', 'triaged'].includes(text(encounter, 'status') ?? '') &&
      text(encounter['class'], 'code') !== 'AMB',
  )?.[1];
  if (stay === undefined) return null;
  const { site, ward, phone } = toPlace(record, stay);
  return { site: site ?? '', ward, since: text(stay['period'], 'start'), physician: toPhysician(record, stay), phone };
}

function toNextAppointment(record: PatientRecord, now: Date): Index['nextAppointment'] {
  const coming = ofType(record, 'Appointment')
    .filter(([, appointment]) =>
      ['booked', 'pending', 'proposed', 'arrived', 'checked-in'].includes(text(appointment, 'status') ?? ''),
    )
    .flatMap(([ref, appointment]) => {
      const at = toMoment(appointment, 'start');
      return at !== null && Date.parse(at) >= now.getTime() ? [{ at, title: toTitle(ref, appointment) }] : [];
    })
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return coming[0] ?? null;
}

/** Allergies that stand: neither resolved nor refuted nor entered in error. Null when one may be missing: unknown is not none. */
function toAllergies(record: PatientRecord): string[] | null {
  const isAllergy = (ref: string): boolean => ref.startsWith('AllergyIntolerance/');
  if (record.items.length === 0 || [...record.missing, ...record.broken].some(isAllergy)) return null;
  return ofType(record, 'AllergyIntolerance').flatMap(([, allergy]) => {
    const clinical = code(allergy['clinicalStatus']);
    const verified = code(allergy['verificationStatus']);
    if (clinical === 'inactive' || clinical === 'resolved' || verified === 'refuted' || verified === 'entered-in-error')
      return [];
    const reaction = concept(parts(parts(allergy, 'reaction')[0], 'manifestation')[0]);
    const substance = concept(allergy['code']);
    return substance === null ? [] : [reaction === null ? substance : `${substance} (${reaction})`];
  });
}

/** The index of a record as the window opens it. */
export function toRecordIndex(
  record: PatientRecord,
  history: History,
  now: Date,
  copy: Pick<Index, 'link' | 'asOf' | 'leaseUntil' | 'sync'>,
): Index {
  return {
    ...copy,
    inHospital: toInHospital(record),
    nextAppointment: toNextAppointment(record, now),
    allergies: toAllergies(record),
    entries: toTimeline(record, history),
  };
}
