import type { DocumentPart } from '../../contracts/record.ts';
import { type Line, toCodeWord, toConcepts, toNotes, toPhysician, toPlace, toRows } from './facts.ts';
import { code, concept, type Json, part, parts, text, toRef } from './fhir-json.ts';
import { countNights, toWrittenMoment } from './written-moment.ts';
import { label } from './labels.ts';
import type { History } from './laboratory.ts';
import { follow, type PatientRecord, toActorName } from './patient-record.ts';
import { toTimeline } from './timeline.ts';

function toLength(stay: Json): string | null {
  const nights = countNights(text(stay['period'], 'start'), text(stay['period'], 'end'));
  if (nights === null) return null;
  return nights === 0
    ? label('length.day')
    : nights === 1
      ? label('length.night')
      : `${nights} ${label('length.nights')}`;
}

function toDiagnoses(record: PatientRecord, stay: Json): string {
  return parts(stay, 'diagnosis')
    .flatMap((one) => {
      const name = concept(follow(record, stay, one['condition'])?.['code']) ?? text(one['condition'], 'display');
      return name === null ? [] : [[name, concept(one['use'])].filter(Boolean).join(' – ')];
    })
    .join('\n');
}

function toLines(record: PatientRecord, stay: Json): Line[] {
  const { site, ward, phone } = toPlace(record, stay);
  const hospitalization = part(stay, 'hospitalization');
  const end = text(stay['period'], 'end');
  const physician = toPhysician(record, stay);
  const others = parts(stay, 'participant').flatMap((one) => toActorName(record, stay, one['individual']) ?? []);
  return [
    ['stay-kind', toConcepts(stay, 'type') ?? text(stay['class'], 'display')],
    ['state', toCodeWord('stay-status', text(stay, 'status'))],
    ['from', toWrittenMoment(text(stay['period'], 'start'))],
    ['to', toWrittenMoment(end) ?? (text(stay, 'status') === 'in-progress' ? label('still-there') : null)],
    ['length', toLength(stay)],
    ['reason', toConcepts(stay, 'reasonCode')],
    ['diagnosis', toDiagnoses(record, stay)],
    ['place', site],
    ['ward', ward],
    ['phone', phone],
    ['physician', physician],
    ['participant', [...new Set(others.filter((name) => name !== physician))].join(', ')],
    ['admission', concept(hospitalization?.['admitSource'])],
    ['discharge', concept(hospitalization?.['dischargeDisposition'])],
    ['stay-number', text(parts(stay, 'identifier')[0], 'value')],
    ...toNotes(stay),
  ];
}

/** Wards in their order, when the patient was in more than one. */
function toMoves(record: PatientRecord, stay: Json): DocumentPart[] {
  const places = parts(stay, 'location');
  if (places.length < 2) return [];
  const rows = places.map((place) => {
    const location = follow(record, stay, place['location']);
    const period = place['period'];
    return [
      text(location, 'name') ?? text(place['location'], 'display') ?? '',
      toWrittenMoment(text(period, 'start')) ?? '',
      toWrittenMoment(text(period, 'end')) ?? '',
    ];
  });
  return [{ show: 'table', title: label('list.moves'), head: [label('ward'), label('from'), label('to')], rows }];
}

function isOfStay(resource: Json | undefined, ref: string): boolean {
  const named = [
    resource?.['encounter'],
    resource?.['context'],
    ...parts(resource?.['context'], 'encounter'),
    ...parts(resource, 'encounter'),
  ];
  return named.some((reference) => toRef(reference) === ref);
}

/** A stay or a visit: when, where, why, with whom; then what was written and measured during it, one click away. */
export function toStayPage(record: PatientRecord, ref: string, stay: Json, history: History): DocumentPart[] {
  const entries = toTimeline(record, history)
    .filter(({ document }) => isOfStay(record.resources.get(document), ref))
    .map(({ document, kind, title, at }) => ({ document, kind, title, at }));
  return [
    { show: 'facts', rows: toRows(toLines(record, stay)) },
    ...toMoves(record, stay),
    ...(entries.length === 0
      ? []
      : [
          {
            show: 'related',
            title: label(code(stay['class']) === 'AMB' ? 'list.visit' : 'list.stay'),
            entries,
          } as const,
        ]),
  ];
}
