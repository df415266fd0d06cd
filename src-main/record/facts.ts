import { code, concept, type Json, part, parts, text, texts } from './fhir-json.ts';
import { label, type LabelName } from './labels.ts';
import { follow, type PatientRecord, toActorName, toMoment } from './patient-record.ts';

/** One line of a document that is made of facts: what it is and what the source says. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

type Line = readonly [LabelName, string | null | undefined];

const numberForm = new Intl.DateTimeFormat('fr-BE', {
  timeZone: 'Europe/Brussels',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const timeForm = new Intl.DateTimeFormat('fr-BE', { timeZone: 'Europe/Brussels', hour: '2-digit', minute: '2-digit' });
const monthForm = new Intl.DateTimeFormat('fr-BE', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** A FHIR date in French, never more precise than it is: `2019`, `mars 2019`, `12 mars 2019`, `12 mars 2019 à 10:20`. */
export function toFrenchMoment(moment: string | null): string | null {
  if (moment === null || moment.length === 4) return moment;
  if (moment.length === 7) return monthForm.format(new Date(`${moment}-01T00:00:00Z`));
  const date = new Date(moment.length === 10 ? `${moment}T12:00:00Z` : moment);
  if (Number.isNaN(date.getTime())) return moment;
  return moment.length === 10 ? numberForm.format(date) : `${numberForm.format(date)} à ${timeForm.format(date)}`;
}

function toEnd(resource: Json, name: string): string | null {
  return text(resource[name], 'end');
}

function toCodeWord(group: string, value: string | null): string | null {
  return value === null ? null : label(`${group}.${value}`);
}

const notes = (resource: Json): Line[] => parts(resource, 'note').map((note) => ['note', text(note, 'text')] as const);

/** Where a stay is: ward, site and telephone as the hospital keeps them. */
export function toPlace(
  record: PatientRecord,
  stay: Json,
): { site: string | null; ward: string | null; phone: string | null } {
  const places = parts(stay, 'location');
  const place = places.find((one) => text(one, 'status') === 'active') ?? places.at(-1);
  const reference = part(place, 'location');
  const location = reference === null ? null : follow(record, stay, reference);
  const display = text(reference, 'display');
  return {
    site: text(part(location, 'partOf'), 'display') ?? toActorName(record, stay, stay['serviceProvider']),
    ward: text(location, 'name') ?? display,
    phone: text(
      parts(location, 'telecom').find((one) => text(one, 'system') === 'phone'),
      'value',
    ),
  };
}

/** The attending physician of a stay, else whoever takes part. */
export function toPhysician(record: PatientRecord, stay: Json): string | null {
  const participants = parts(stay, 'participant');
  const attending =
    participants.find((one) => parts(one, 'type').some((type) => code(type) === 'ATND')) ?? participants[0];
  return attending === undefined ? null : toActorName(record, stay, attending['individual'] ?? attending['actor']);
}

function toLines(record: PatientRecord, resource: Json): Line[] {
  const french = (...names: string[]): string | null => toFrenchMoment(toMoment(resource, ...names));
  switch (resource['resourceType']) {
    case 'Encounter': {
      const { site, ward, phone } = toPlace(record, resource);
      return [
        ['from', toFrenchMoment(text(resource['period'], 'start'))],
        ['to', toFrenchMoment(toEnd(resource, 'period'))],
        ['reason', concept(parts(resource, 'reasonCode')[0])],
        ['place', site],
        ['ward', ward],
        ['phone', phone],
        ['physician', toPhysician(record, resource)],
        ['discharge', concept(part(resource, 'hospitalization')?.['dischargeDisposition'])],
      ];
    }
    case 'Appointment':
      return [
        ['at', french('start')],
        ...parts(resource, 'participant')
          .filter((one) => !(text(one['actor'], 'reference') ?? '').includes('Patient/'))
          .map((one) => ['participant', toActorName(record, resource, one['actor'])] as const),
        ['reason', concept(parts(resource, 'reasonCode')[0])],
        ['instruction', text(resource, 'patientInstruction') ?? text(resource, 'comment')],
      ];
    case 'AllergyIntolerance':
      return [
        ['substance', concept(resource['code'])],
        [
          'category',
          texts(resource, 'category')
            .map((one) => toCodeWord('category', one))
            .join(', '),
        ],
        ['criticality', toCodeWord('criticality', text(resource, 'criticality'))],
        ...parts(resource, 'reaction').flatMap((reaction): Line[] => [
          [
            'reaction',
            parts(reaction, 'manifestation')
              .map(concept)
              .filter((one) => one !== null)
              .join(', '),
          ],
          ['severity', toCodeWord('severity', text(reaction, 'severity'))],
        ]),
        ['recorded', french('recordedDate')],
        ...notes(resource),
      ];
    case 'MedicationStatement':
    case 'MedicationRequest':
      return [
        [
          'medication',
          concept(resource['medicationCodeableConcept']) ?? text(resource['medicationReference'], 'display'),
        ],
        ...[...parts(resource, 'dosage'), ...parts(resource, 'dosageInstruction')].map(
          (one) => ['dosage', text(one, 'text')] as const,
        ),
        ['since', french('effectiveDateTime', 'effectivePeriod', 'authoredOn')],
        ['until', toFrenchMoment(toEnd(resource, 'effectivePeriod'))],
        ['reason', concept(parts(resource, 'reasonCode')[0])],
        ...notes(resource),
      ];
    case 'Condition':
      return [
        ['diagnosis', concept(resource['code'])],
        ['code', code(resource['code'])],
        ['since', french('onsetDateTime', 'onsetPeriod', 'recordedDate')],
        ['until', french('abatementDateTime', 'abatementPeriod')],
        ...notes(resource),
      ];
    default:
      return [];
  }
}

/** The facts of a resource, in reading order; what the source does not say is left out. */
export function toFacts(record: PatientRecord, resource: Json): Fact[] {
  return toLines(record, resource).flatMap(([name, value]) => (value ? [{ label: label(name), value }] : []));
}
