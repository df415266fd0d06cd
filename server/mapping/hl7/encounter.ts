import type { Encounter, EncounterParticipant, Identifier, Location } from '@medplum/fhirtypes';
import type { FilingResource, NumberSystems } from '../../hl7/filing.ts';
import { aConcept } from './coded.ts';
import { toContactPoint, toPractitioner } from './human.ts';
import type { Segment, Value } from './message.ts';
import { toCX, toDerivedIdentifier } from './numbers.ts';
import { refuse } from './refuse.ts';
import { findSegment, type Scope, segmentsOf, subject, toKey } from './scope.ts';
import { toDateTime } from './time.ts';

const terminology = 'http://terminology.hl7.org/CodeSystem';

/** PV1-2 (table 0004) as v3-ActCode, with the words that the record shows. */
const CLASSES: ReadonlyMap<string, readonly [code: string, words: string]> = new Map([
  ['I', ['IMP', 'Hospitalisation']],
  ['B', ['IMP', 'Hospitalisation']],
  ['O', ['AMB', 'Consultation']],
  ['R', ['AMB', 'Consultation']],
  ['E', ['EMER', 'Passage aux urgences']],
  ['P', ['PRENC', 'Préadmission']],
]);

/** Events by which somebody comes; without a stay number these alone can begin a stay. */
const COMING: ReadonlySet<string> = new Set(['A01', 'A04', 'A05', 'A06', 'A07']);

/** The number of the stay: PV1-19, else PV1-50, else the account PID-18; null for none. */
export function toStayNumber(pv1: Segment | null, pid: Segment, numbers: NumberSystems): Identifier | null {
  const values = [pv1?.first(19), pv1?.first(50), pid.first(18)];
  return values.flatMap((value) => (value === undefined ? [] : (toCX(value, 'sejour', numbers) ?? [])))[0] ?? null;
}

/** A stay and the key under which it is found again. */
export interface StayKey {
  readonly key: string;
  readonly identifier: Identifier;
}

/** Which stay an event is about. A stay without number is one that begins at its own time; nothing later could find it otherwise. */
export function toStayKey(scope: Scope, pv1: Segment, pid: Segment): StayKey | null {
  const { event, context, patientKey } = scope;
  const identifier = toStayNumber(pv1, pid, context.numbers);
  if (identifier !== null) return { key: toKey(identifier), identifier };
  const start = toStart(scope, pv1);
  if (start === null) {
    if (['A08', 'A28', 'A31'].includes(event)) return null;
    return refuse(pv1.place(19), 101, 'Le numéro de séjour manque : rien ne dit quel séjour est concerné.');
  }
  const key = `${patientKey}|${start}`;
  return { key, identifier: toDerivedIdentifier('sejour', key, context.numbers) };
}

/** When the stay began: PV1-44; for an event by which somebody comes the event's own time. */
function toStart({ message, event }: Scope, pv1: Segment): string | null {
  const admitted = toDateTime(pv1.text(44), pv1.place(44));
  const evn = findSegment(message, 'EVN');
  if (admitted !== null || evn === null || !COMING.has(event)) return admitted;
  return toDateTime(evn.text(6), evn.place(6)) ?? toDateTime(evn.text(2), evn.place(2));
}

function toStatus(event: string, kind: string, ended: boolean): Encounter['status'] {
  if (event === 'A13') return 'in-progress';
  if (event === 'A03' || ended) return 'finished';
  return event === 'A05' || kind === 'P' ? 'planned' : 'in-progress';
}

/** FHIR Encounter of PV1 and PV2; the ward is a contained Location, so that its telephone travels with it. */
export function toEncounter(scope: Scope, pv1: Segment, stay: StayKey, version: string): FilingResource {
  const { message, event, context } = scope;
  const kind = pv1.text(2).toUpperCase();
  const [code, words] = CLASSES.get(kind) ?? [];
  const evn = findSegment(message, 'EVN');
  const left =
    toDateTime(pv1.text(45), pv1.place(45)) ??
    (event === 'A03' && evn !== null
      ? (toDateTime(evn.text(6), evn.place(6)) ?? toDateTime(evn.text(2), evn.place(2)))
      : null);
  const end = event === 'A13' ? null : left;
  const start = toStart(scope, pv1);
  const pv2 = findSegment(message, 'PV2');
  const reason = pv2 === null ? '' : pv2.first(3).part(2) || pv2.first(3).part(1) || pv2.text(12);
  const status = toStatus(event, kind, end !== null);
  const ward = toWard(scope, pv1.first(3));
  const participant = toParticipants(pv1, context.numbers);
  const discharge = pv1.first(36).part(2) || pv1.text(36);
  const resource: Encounter = {
    resourceType: 'Encounter',
    ...(ward && { contained: [ward] }),
    identifier: [stay.identifier],
    status,
    class:
      code !== undefined && words !== undefined
        ? { system: `${terminology}/v3-ActCode`, code, display: words }
        : { system: `${terminology}/v2-0004`, code: kind === '' ? 'U' : kind.replace(/\s+/g, '-') },
    type: [{ text: words ?? 'Séjour' }],
    subject,
    ...(participant.length > 0 && { participant }),
    ...((start !== null || end !== null) && {
      period: { ...(start !== null && { start }), ...(end !== null && { end }) },
    }),
    ...(reason !== '' && { reasonCode: [{ text: reason }] }),
    ...(discharge !== '' &&
      event !== 'A13' &&
      end !== null && { hospitalization: { dischargeDisposition: { text: discharge } } }),
    ...(ward && {
      location: [
        {
          location: { reference: '#ward', display: toPlaceName(pv1.first(3)) },
          status: status === 'finished' ? 'completed' : status === 'planned' ? 'planned' : 'active',
        },
      ],
    }),
  };
  // What this event does not say stays as it was: the beginning at a discharge, the reason of the admission, the ward.
  const keeps = [
    ...(start === null && event !== 'A13' ? ['period'] : []),
    ...(reason === '' ? ['reasonCode'] : []),
    ...(participant.length === 0 ? ['participant'] : []),
    ...(ward === null ? ['contained', 'location'] : []),
  ];
  return { resource, key: stay.key, version, keeps };
}

/** Ward of a PL: its description, else the point of care; the room is for the nurses. */
const toWardName = (place: Value): string => place.part(9) || place.part(1);
const toSiteName = (place: Value): string => place.part(4, 1) || place.part(7);

/** `Site du Parc, Cardiologie B2`: a place (PL) as a reader names it; '' for none. */
export function toPlaceName(place: Value): string {
  return [toSiteName(place), toWardName(place)].filter((name) => name !== '').join(', ');
}

function toWard({ message }: Scope, place: Value): Location | null {
  if (toPlaceName(place) === '') return null;
  const [ward, site] = [toWardName(place), toSiteName(place)];
  const role = segmentsOf(message, 'ROL').find((segment) => ['AT', 'AD'].includes(segment.text(3)));
  const phone = role === undefined ? null : toContactPoint(role.first(12), 'work');
  return {
    resourceType: 'Location',
    id: 'ward',
    name: ward === '' ? site : ward,
    ...(phone && { telecom: [phone] }),
    ...(site !== '' && { partOf: { display: site } }),
  };
}

const ROLES: readonly (readonly [field: number, code: string])[] = [
  [7, 'ATND'],
  [8, 'REF'],
  [9, 'CON'],
  [17, 'ADM'],
];

function toParticipants(pv1: Segment, numbers: NumberSystems): EncounterParticipant[] {
  return ROLES.flatMap(([field, code]) =>
    pv1.all(field).flatMap((value): EncounterParticipant[] => {
      const individual = toPractitioner(value, numbers);
      return individual === null ? [] : [{ type: [aConcept(`${terminology}/v3-ParticipationType`, code)], individual }];
    }),
  );
}
