import type { DocumentPart } from '../../contracts/record.ts';
import { type Line, toCodeWord, toConcepts, toNotes, toRows } from './facts.ts';
import { concept, type Json, parts, text } from './fhir-json.ts';
import { toWrittenMoment, toWrittenTime } from './written-moment.ts';
import { label } from './labels.ts';
import { type PatientRecord, toActorName, toMoment } from './patient-record.ts';

/** `12 mars 2026 à 10:20 – 10:40`. */
function toWhen(appointment: Json): string | null {
  const [start, end] = [toWrittenMoment(toMoment(appointment, 'start')), toWrittenTime(text(appointment, 'end'))];
  return start === null || end === null ? start : `${start} – ${end}`;
}

function toLines(record: PatientRecord, appointment: Json): Line[] {
  // The patient is named above; a participant without a resource, or a Location, is the place.
  const others = parts(appointment, 'participant')
    .map((one) => one['actor'])
    .filter((actor) => !(text(actor, 'reference') ?? '').includes('Patient/'))
    .map((actor) => ({
      isPlace: !/(?:Practitioner|PractitionerRole|Organization|RelatedPerson|#)/.test(text(actor, 'reference') ?? ''),
      name: toActorName(record, appointment, actor),
    }));
  return [
    ['at', toWhen(appointment)],
    ['state', toCodeWord('appointment-status', text(appointment, 'status'))],
    ['what', text(appointment, 'description') ?? toConcepts(appointment, 'serviceType')],
    ...others.filter(({ isPlace }) => !isPlace).map(({ name }) => ['participant', name] as const),
    ...others.filter(({ isPlace }) => isPlace).map(({ name }) => ['place', name] as const),
    ['reason', toConcepts(appointment, 'reasonCode')],
    ['instruction', text(appointment, 'patientInstruction')],
    ['note', text(appointment, 'comment')],
    ['cancelled-for', concept(appointment['cancelationReason'])],
    ...toNotes(appointment),
  ];
}

/** An appointment: when, with whom, where, and what the patient was told to bring or do. */
export function toAppointmentPage(record: PatientRecord, appointment: Json): DocumentPart[] {
  const rows = toRows(toLines(record, appointment));
  return [{ show: 'facts', rows: rows.length > 0 ? rows : [{ label: label('state'), value: label('unreadable') }] }];
}
