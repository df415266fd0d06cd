import type { DocumentPart } from '../../contracts/record.ts';
import { type Line, toCodeWord, toConcepts, toNotes, toRows } from './facts.ts';
import { code, concept, decimal, type Json, part, parts, text } from './fhir-json.ts';
import { toWrittenMoment } from './written-moment.ts';
import { follow, type PatientRecord, toActorName, toMoment } from './patient-record.ts';
import { toListParts } from './record-list.ts';

const TYPES = ['MedicationStatement', 'MedicationRequest'] as const;
/** What the patient takes or is about to: everything else is past. */
const CURRENT: ReadonlySet<string> = new Set(['active', 'intended', 'on-hold', 'unknown', 'draft']);

/** True for what the patient takes, or is about to. */
export function isCurrentMedication(resource: Json): boolean {
  return CURRENT.has(text(resource, 'status') ?? 'unknown');
}

/** What the medicine is called, of a code or of a resource of its own. */
export function toMedicationName(record: PatientRecord, resource: Json): string | null {
  const medication = follow(record, resource, resource['medicationReference']);
  return (
    concept(resource['medicationCodeableConcept']) ??
    concept(medication?.['code']) ??
    text(resource['medicationReference'], 'display')
  );
}

function toQuantity(quantity: Json | null): string | null {
  const value = decimal(quantity, 'value');
  return value === null
    ? null
    : [value.text, text(quantity, 'unit') ?? text(quantity, 'code')].filter(Boolean).join(' ');
}

/** A dosage as its author wrote it; where he wrote none, its dose and how often. */
function toDosage(dosage: Json): string | null {
  const written = text(dosage, 'text') ?? text(dosage, 'patientInstruction');
  if (written !== null) return written;
  const dose = toQuantity(part(parts(dosage, 'doseAndRate')[0], 'doseQuantity'));
  const timing = part(dosage, 'timing');
  const repeat = part(timing, 'repeat');
  const [times, period, unit] = [decimal(repeat, 'frequency'), decimal(repeat, 'period'), text(repeat, 'periodUnit')];
  const often =
    times === null || period === null || unit === null
      ? concept(timing?.['code'])
      : `${times.text} × / ${period.text === '1' ? '' : `${period.text} `}${toCodeWord('period', unit) ?? unit}`;
  const whole = [dose, often, dosage['asNeededBoolean'] === true ? toCodeWord('dosage', 'as-needed') : null];
  return whole.some((one) => one !== null) ? whole.filter((one) => one !== null).join(', ') : null;
}

const dosagesOf = (resource: Json): Json[] => [...parts(resource, 'dosage'), ...parts(resource, 'dosageInstruction')];
const startOf = (resource: Json): string | null =>
  toWrittenMoment(toMoment(resource, 'effectiveDateTime', 'effectivePeriod', 'authoredOn'));
const endOf = (resource: Json): string | null => toWrittenMoment(text(resource['effectivePeriod'], 'end'));

function toLines(record: PatientRecord, resource: Json): Line[] {
  const dosages = dosagesOf(resource);
  const routes = dosages.flatMap((dosage) => concept(dosage['route']) ?? []);
  return [
    ['medication', toMedicationName(record, resource)],
    ['state', toCodeWord('medication-status', text(resource, 'status'))],
    ...dosages.map((dosage) => ['dosage', toDosage(dosage)] as const),
    ['route', [...new Set(routes)].join(', ')],
    ['since', startOf(resource)],
    ['until', endOf(resource)],
    ['reason', toConcepts(resource, 'reasonCode')],
    ['stop-reason', toConcepts(resource, 'statusReason') ?? concept(resource['statusReason'])],
    ['prescriber', toActorName(record, resource, resource['requester'] ?? resource['informationSource'])],
    ['atc', code(resource['medicationCodeableConcept'], 'http://www.whocc.no/atc')],
    ...toNotes(resource),
  ];
}

/** How it is taken, a line for each dosage; null when nobody wrote it. */
export function toMedicationDosage(resource: Json): string | null {
  const dosages = dosagesOf(resource).flatMap((dosage) => toDosage(dosage) ?? []);
  return dosages.length === 0 ? null : dosages.join('\n');
}

/** A medicine, then all of them as a physician reads them: what the patient takes now, and what was stopped. */
export function toMedicationPage(record: PatientRecord, resource: Json): DocumentPart[] {
  return [
    { show: 'facts', rows: toRows(toLines(record, resource)) },
    ...toListParts(record, {
      types: TYPES,
      title: 'list.medication',
      head: ['medication', 'dosage', 'since', 'reason'],
      has: isCurrentMedication,
      toRank: () => 0,
      toCells: (one) => [
        toMedicationName(record, one),
        toMedicationDosage(one),
        startOf(one),
        toConcepts(one, 'reasonCode'),
      ],
    }),
    ...toListParts(record, {
      types: TYPES,
      title: 'list.medication-past',
      head: ['medication', 'dosage', 'since', 'until', 'reason'],
      has: (one) => !isCurrentMedication(one),
      toRank: () => 0,
      toCells: (one) => [
        toMedicationName(record, one),
        toMedicationDosage(one),
        startOf(one),
        endOf(one),
        toConcepts(one, 'reasonCode'),
      ],
    }),
  ];
}
