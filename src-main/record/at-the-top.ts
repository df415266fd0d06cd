import type { AtTheTop } from '../../contracts/at-the-top.ts';
import { toPhysician, toPlace } from './facts.ts';
import { code, concept, type Json, parts, text, toRef } from './fhir-json.ts';
import { isCurrentMedication, toMedicationDosage, toMedicationName } from './medication-page.ts';
import { ofType, type PatientRecord, toMoment } from './patient-record.ts';
import { toTitle } from './timeline.ts';

const MOST_APPOINTMENTS = 5;

function toInHospital(record: PatientRecord): AtTheTop['inHospital'] {
  const since = (stay: Json): string | null => text(stay['period'], 'start');
  const time = (stay: Json): number => Date.parse(since(stay) ?? '') || Number.NEGATIVE_INFINITY;
  // Of a stay that nobody closed and the one that runs, the patient is where he went last.
  const [found] = ofType(record, 'Encounter')
    .filter(
      ([, encounter]) =>
        ['in-progress', 'onleave', 'arrived', 'triaged'].includes(text(encounter, 'status') ?? '') &&
        text(encounter['class'], 'code') !== 'AMB',
    )
    .toSorted(([, one], [, other]) => time(other) - time(one) || 0);
  if (found === undefined) return null;
  const [document, stay] = found;
  const { site, ward, phone } = toPlace(record, stay);
  const physician = toPhysician(record, stay);
  return { document, site: site ?? '', ward, since: since(stay), physician, phone };
}

function toAppointments(record: PatientRecord, now: Date): AtTheTop['appointments'] {
  return ofType(record, 'Appointment')
    .filter(([, appointment]) =>
      ['booked', 'pending', 'proposed', 'arrived', 'checked-in'].includes(text(appointment, 'status') ?? ''),
    )
    .flatMap(([document, appointment]) => {
      const at = toMoment(appointment, 'start');
      const isComing = at !== null && Date.parse(at) >= now.getTime();
      return isComing ? [{ document, at, title: toTitle(document, appointment) }] : [];
    })
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .slice(0, MOST_APPOINTMENTS);
}

/** True when everything of these types was compared, copied and read: else one may be missing, and nobody may say how many there are. */
function isWhole(record: PatientRecord, ...types: readonly string[]): boolean {
  const isOne = (ref: string): boolean => types.some((type) => ref.startsWith(`${type}/`));
  return record.items.length > 0 && ![...record.missing, ...record.broken].some(isOne);
}

/** Codes that say that there is no allergy: FHIR's own, and those of SNOMED CT. */
const NONE: ReadonlySet<string> = new Set(['no-known-allergies', '716186003', '409137002', '428607008', '429625007']);

/** What of an allergy is said without a click; one that names no substance is still one. `severe`: it was, or the source fears that it will be. */
function toAllergy(allergy: Json): NonNullable<AtTheTop['allergies']>[number] {
  const reactions = parts(allergy, 'reaction');
  return {
    substance: concept(allergy['code']) ?? concept(reactions[0]?.['substance']),
    reaction: concept(parts(reactions[0], 'manifestation')[0]),
    severe:
      text(allergy, 'criticality') === 'high' || reactions.some((reaction) => text(reaction, 'severity') === 'severe'),
  };
}

/** Allergies that stand: neither resolved nor refuted nor entered in error; apart from them, what says that there is none. */
function toAllergies(record: PatientRecord): Pick<AtTheTop, 'allergies' | 'noAllergy'> {
  if (!isWhole(record, 'AllergyIntolerance')) return { allergies: null, noAllergy: null };
  const standing = ofType(record, 'AllergyIntolerance').flatMap(([, allergy]) => {
    const clinical = code(allergy['clinicalStatus']) ?? '';
    const verified = code(allergy['verificationStatus']) ?? '';
    const isOver = ['inactive', 'resolved'].includes(clinical) || ['refuted', 'entered-in-error'].includes(verified);
    return isOver ? [] : [allergy];
  });
  const isNone = (allergy: Json): boolean =>
    parts(allergy['code'], 'coding').some((coding) => NONE.has(text(coding, 'code') ?? ''));
  const allergies = standing
    .filter((allergy) => !isNone(allergy))
    .map(toAllergy)
    .toSorted((one, other) => Number(other.severe) - Number(one.severe));
  // Whoever says « none » beside an allergy has not looked at the list.
  const none = allergies.length > 0 ? undefined : standing.find(isNone);
  return { allergies, noAllergy: none === undefined ? null : concept(none['code']) };
}

const isForDischarge = (medication: Json): boolean =>
  parts(medication, 'category').some((category) => code(category) === 'discharge');

/** The end of the last stay, its day and reference; null when the patient never left one. */
function toLastStay(record: PatientRecord): { readonly ref: string; readonly day: string } | null {
  const stays = ofType(record, 'Encounter').flatMap(([ref, stay]) => {
    const end = text(stay['period'], 'end');
    const isStay = text(stay, 'status') === 'finished' && text(stay['class'], 'code') !== 'AMB';
    return isStay && end !== null ? [{ ref, day: end.slice(0, 10) }] : [];
  });
  return stays.toSorted((one, other) => other.day.localeCompare(one.day))[0] ?? null;
}

/** True for what was prescribed to go home with at the end of this stay: of its own encounter, or written when it ended. */
function isOfLeaving(medication: Json, stay: { readonly ref: string; readonly day: string } | null): boolean {
  if (stay === null || !isForDischarge(medication)) return false;
  const written = toMoment(medication, 'authoredOn', 'dateAsserted')?.slice(0, 10) ?? '';
  return written >= stay.day || [medication['encounter'], medication['context']].map(toRef).includes(stay.ref);
}

function toMedication(record: PatientRecord): AtTheTop['medication'] {
  if (!isWhole(record, 'MedicationStatement', 'MedicationRequest', 'Medication')) return null;
  const current = ['MedicationStatement', 'MedicationRequest']
    .flatMap((type) => ofType(record, type))
    .filter(([, medication]) => isCurrentMedication(medication));
  const stay = toLastStay(record);
  const leaving = current.filter(([, medication]) => isOfLeaving(medication, stay));
  const lines = (leaving.length > 0 ? leaving : current)
    .map(([document, medication]) => ({
      document,
      name: toMedicationName(record, medication) ?? toTitle(document, medication),
      dosage: toMedicationDosage(medication),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'fr'));
  return leaving.length > 0 ? { of: 'discharge', at: stay?.day ?? null, lines } : { of: 'current', at: null, lines };
}

/** What stands at the top of a record: where the patient is now, what comes next, allergies, medicines [X18]. */
export function toTop(record: PatientRecord, now: Date): AtTheTop {
  return {
    inHospital: toInHospital(record),
    appointments: toAppointments(record, now),
    ...toAllergies(record),
    medication: toMedication(record),
  };
}
