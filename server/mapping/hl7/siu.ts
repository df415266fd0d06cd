import type { Appointment, AppointmentParticipant } from '@medplum/fhirtypes';
import type { Filing, FilingPatient } from '../../hl7/filing.ts';
import { toConcept } from './coded.ts';
import { toPlaceName } from './encounter.ts';
import { toPractitioner } from './human.ts';
import type { Segment } from './message.ts';
import { toNote } from './notes.ts';
import { toEntity } from './numbers.ts';
import { refuse } from './refuse.ts';
import { requireSegment, type Scope, segmentsOf, subject, toKey } from './scope.ts';
import { toInstant, toMoment } from './time.ts';

const STATUS: ReadonlyMap<string, Appointment['status']> = new Map([
  ['S15', 'cancelled'],
  ['S16', 'cancelled'],
  ['S26', 'noshow'],
]);
/** SCH-25 (table 0278) of an appointment that is not simply booked. */
const FILLER_STATUS: ReadonlyMap<string, Appointment['status']> = new Map([
  ['PENDING', 'pending'],
  ['WAITLIST', 'waitlist'],
  ['COMPLETE', 'fulfilled'],
  ['CANCELLED', 'cancelled'],
  ['DC', 'cancelled'],
  ['NOSHOW', 'noshow'],
  ['STARTED', 'arrived'],
  ['BLOCKED', 'booked'],
]);
const MINUTES: ReadonlyMap<string, number> = new Map([
  ['S', 1 / 60],
  ['SEC', 1 / 60],
  ['MIN', 1],
  ['M', 1],
  ['H', 60],
  ['HR', 60],
]);
const LONGEST_MINUTES = 60 * 24 * 31;

/** SIU S12 to S17 and S26: an appointment. The agenda's own number (SCH-2) finds it again, else the one it was asked under (SCH-1). */
export function toAppointmentFiling(scope: Scope, patient: FilingPatient): Filing {
  const { message, event, context, sent } = scope;
  const sch = requireSegment(message, 'SCH');
  const identifier =
    toEntity(sch.first(2), 'rendez-vous', context.numbers) ?? toEntity(sch.first(1), 'rendez-vous', context.numbers);
  if (identifier === null)
    return refuse(sch.place(2), 101, 'Le rendez-vous n’a pas de numéro (SCH-2 ou SCH-1) : rien ne le retrouverait.');
  const [key, version] = [toKey(identifier), `${sent} ${event}`];
  const status = STATUS.get(event) ?? FILLER_STATUS.get(sch.text(25).toUpperCase()) ?? 'booked';
  const times = toTimes(scope, sch);
  if (event === 'S17')
    return {
      patient,
      resources: [],
      removed: [{ type: 'Appointment', key, version, set: { status: 'entered-in-error' } }],
      merge: null,
    };
  if (times === null) {
    if (status !== 'cancelled' && status !== 'noshow')
      return refuse(sch.place(11), 101, 'Le rendez-vous ne dit pas quand il a lieu (TQ1-7, SCH-11 ou AIS-4).');
    return { patient, resources: [], removed: [{ type: 'Appointment', key, version, set: { status } }], merge: null };
  }
  const services = segmentsOf(message, 'AIS').flatMap((ais) => toConcept(ais.first(3)) ?? []);
  const named = [...new Set(services.flatMap(({ text }) => text ?? []))];
  const reason = toConcept(sch.first(7));
  const words = named.length > 0 ? named.join(', ') : (reason?.text ?? toConcept(sch.first(8))?.text ?? 'Rendez-vous');
  const comment = toNote(toOwnNotes(scope));
  const resource: Appointment = {
    resourceType: 'Appointment',
    identifier: [identifier],
    status,
    ...(services.length > 0 && { serviceType: services }),
    ...(reason !== null && reason.text !== words && { reasonCode: [reason] }),
    description: words,
    ...times,
    ...(comment !== '' && { comment }),
    participant: [{ actor: subject, status: 'accepted' }, ...toParticipants(scope)],
  };
  return { patient, resources: [{ resource, key, version, keeps: [] }], removed: [], merge: null };
}

/** Start and end; without an end or a duration an appointment ends as it begins, since FHIR wants both. */
function toTimes({ message }: Scope, sch: Segment): { readonly start: string; readonly end: string } | null {
  const [tq1] = segmentsOf(message, 'TQ1');
  const [ais] = segmentsOf(message, 'AIS');
  const at = (segment: Segment | undefined, field: number, component = 1): string | null =>
    segment === undefined ? null : toInstant(segment.first(field).part(component), segment.place(field));
  const start = at(tq1, 7) ?? at(sch, 11, 4) ?? at(ais, 4);
  const said = at(tq1, 8) ?? at(sch, 11, 5);
  if (start === null) return null;
  if (said !== null && toMoment(said) >= toMoment(start)) return { start, end: said };
  const minutes = toMinutes(sch, 9) ?? (ais === undefined ? null : toMinutes(ais, 7)) ?? 0;
  const end = new Date(Date.parse(start) + Math.min(minutes, LONGEST_MINUTES) * 60_000);
  return { start, end: minutes === 0 ? start : end.toISOString() };
}

/** A duration and the field behind it, its unit. */
function toMinutes(segment: Segment, field: number): number | null {
  const amount = Number(segment.text(field).replace(',', '.'));
  const unit = MINUTES.get((segment.text(field + 1) || 'MIN').toUpperCase());
  return segment.text(field) === '' || !Number.isFinite(amount) || amount < 0 || unit === undefined
    ? null
    : amount * unit;
}

/** NTE right below SCH: for the patient, where those of the resources are for their staff. */
function toOwnNotes({ message: { segments } }: Scope): Segment[] {
  const from = segments.findIndex(({ name }) => name === 'SCH') + 1;
  const end = segments.findIndex(({ name }, index) => index >= from && name !== 'NTE' && name !== 'TQ1');
  return segments.slice(from, end < 0 ? undefined : end).filter(({ name }) => name === 'NTE');
}

function toParticipants({ message, context }: Scope): AppointmentParticipant[] {
  const people = segmentsOf(message, 'AIP').flatMap((aip) => toPractitioner(aip.first(3), context.numbers) ?? []);
  const places = segmentsOf(message, 'AIL')
    .map((ail) => toPlaceName(ail.first(3)))
    .filter((name) => name !== '')
    .map((display) => ({ display }));
  const seen = new Set<string>();
  return [...people, ...places]
    .filter(({ display = '' }) => !seen.has(display) && seen.add(display))
    .map((actor) => ({ actor, status: 'accepted' }));
}
