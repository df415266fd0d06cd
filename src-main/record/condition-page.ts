import type { DocumentPart } from '../../contracts/record.ts';
import { type Line, toCodeWord, toConcepts, toNotes, toRows } from './facts.ts';
import { code, concept, type Json, parts, text } from './fhir-json.ts';
import { toWrittenMoment } from './written-moment.ts';
import { type PatientRecord, toActorName, toMoment } from './patient-record.ts';
import { toListParts } from './record-list.ts';

/** Names of the code systems of diagnoses, as colleagues say them. */
const SYSTEMS: Readonly<Record<string, string>> = {
  'http://hl7.org/fhir/sid/icd-10': 'CIM-10',
  'http://hl7.org/fhir/sid/icd-10-be': 'CIM-10-BE',
  'http://hl7.org/fhir/sid/icpc-2': 'CISP-2',
  'http://snomed.info/sct': 'SNOMED CT',
};

const startOf = (condition: Json): string | null =>
  toWrittenMoment(toMoment(condition, 'onsetDateTime', 'onsetPeriod') ?? text(condition, 'onsetString'));
const endOf = (condition: Json): string | null =>
  toWrittenMoment(toMoment(condition, 'abatementDateTime', 'abatementPeriod') ?? text(condition, 'abatementString'));
const toState = (condition: Json): string | null => toCodeWord('condition-state', code(condition['clinicalStatus']));

function toCodes(condition: Json): string {
  return parts(condition['code'], 'coding')
    .flatMap((coding) => {
      const value = text(coding, 'code');
      return value === null ? [] : [[SYSTEMS[text(coding, 'system') ?? ''], value].filter(Boolean).join(' ')];
    })
    .join(', ');
}

function toLines(record: PatientRecord, condition: Json): Line[] {
  return [
    ['diagnosis', concept(condition['code'])],
    ['code', toCodes(condition)],
    ['state', toState(condition)],
    ['certainty', toCodeWord('verification', code(condition['verificationStatus']))],
    ['severity', concept(condition['severity'])],
    ['body-site', toConcepts(condition, 'bodySite')],
    ['since', startOf(condition)],
    ['until', endOf(condition)],
    ['recorded', toWrittenMoment(toMoment(condition, 'recordedDate'))],
    ['recorder', toActorName(record, condition, condition['recorder'] ?? condition['asserter'])],
    ...toNotes(condition),
  ];
}

/** A diagnosis, then the list of problems it belongs to. */
export function toConditionPage(record: PatientRecord, condition: Json): DocumentPart[] {
  return [
    { show: 'facts', rows: toRows(toLines(record, condition)) },
    ...toListParts(record, {
      types: ['Condition'],
      title: 'list.condition',
      head: ['diagnosis', 'code', 'since', 'until', 'state'],
      has: () => true,
      toRank: (one) => (['resolved', 'inactive', 'remission'].includes(code(one['clinicalStatus']) ?? '') ? 1 : 0),
      toCells: (one) => [concept(one['code']), toCodes(one), startOf(one), endOf(one), toState(one)],
    }),
  ];
}
