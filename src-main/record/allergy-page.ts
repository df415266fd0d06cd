import type { DocumentPart } from '../../contracts/record.ts';
import { type Line, toCodeWord, toConcepts, toNotes, toRows } from './facts.ts';
import { code, concept, type Json, parts, text, texts } from './fhir-json.ts';
import { toWrittenMoment } from './written-moment.ts';
import { type PatientRecord, toActorName, toMoment } from './patient-record.ts';
import { toListParts } from './record-list.ts';

const toState = (allergy: Json): string | null => toCodeWord('allergy-state', code(allergy['clinicalStatus']));
const toCertainty = (allergy: Json): string | null => toCodeWord('verification', code(allergy['verificationStatus']));

/** What may kill comes first, what is over or was never true comes last. */
function toRank(allergy: Json): number {
  const isOver = ['inactive', 'resolved'].includes(code(allergy['clinicalStatus']) ?? '');
  if (isOver || code(allergy['verificationStatus']) === 'refuted') return 3;
  return ['high', 'unable-to-assess', 'low'].indexOf(text(allergy, 'criticality') ?? 'unable-to-assess');
}

function toReactionLines(reaction: Json): Line[] {
  return [
    ['reaction', [toConcepts(reaction, 'manifestation'), text(reaction, 'description')].filter(Boolean).join(' – ')],
    ['severity', toCodeWord('severity', text(reaction, 'severity'))],
    ['exposure', [concept(reaction['substance']), concept(reaction['exposureRoute'])].filter(Boolean).join(', ')],
    ['reaction-date', toWrittenMoment(toMoment(reaction, 'onset'))],
  ];
}

function toLines(record: PatientRecord, allergy: Json): Line[] {
  const moment = (...names: string[]): string | null => toWrittenMoment(toMoment(allergy, ...names));
  return [
    ['substance', concept(allergy['code'])],
    ['allergy-type', toCodeWord('allergy-type', text(allergy, 'type'))],
    [
      'category',
      texts(allergy, 'category')
        .map((one) => toCodeWord('category', one))
        .join(', '),
    ],
    ['criticality', toCodeWord('criticality', text(allergy, 'criticality'))],
    ['state', toState(allergy)],
    ['certainty', toCertainty(allergy)],
    ...parts(allergy, 'reaction').flatMap(toReactionLines),
    ['since', moment('onsetDateTime', 'onsetPeriod')],
    ['last-occurrence', moment('lastOccurrence')],
    ['recorded', moment('recordedDate')],
    ['recorder', toActorName(record, allergy, allergy['recorder'] ?? allergy['asserter'])],
    ...toNotes(allergy),
  ];
}

/** An allergy, then all of them in one list: nobody should decide from one alone. */
export function toAllergyPage(record: PatientRecord, allergy: Json): DocumentPart[] {
  return [
    { show: 'facts', rows: toRows(toLines(record, allergy)) },
    ...toListParts(record, {
      types: ['AllergyIntolerance'],
      title: 'list.allergy',
      head: ['substance', 'reaction', 'criticality', 'state', 'certainty'],
      has: () => true,
      toRank,
      toCells: (one) => [
        concept(one['code']),
        parts(one, 'reaction')
          .flatMap((reaction) => toConcepts(reaction, 'manifestation') ?? text(reaction, 'description') ?? [])
          .join('\n'),
        toCodeWord('criticality', text(one, 'criticality')),
        toState(one),
        toCertainty(one),
      ],
    }),
  ];
}
