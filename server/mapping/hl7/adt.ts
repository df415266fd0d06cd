import type { AllergyIntolerance, Condition } from '@medplum/fhirtypes';
import type { Filing, FilingPatient, FilingRemoval, FilingResource } from '../../hl7/filing.ts';
import { aConcept, toConcept } from './coded.ts';
import { toEncounter, toStayKey, type StayKey } from './encounter.ts';
import type { Segment } from './message.ts';
import { isFindingNumber, toDerivedIdentifier, toPatientNumber } from './numbers.ts';
import { refuse } from './refuse.ts';
import { findSegment, requireSegment, type Scope, segmentsOf, subject, toReference } from './scope.ts';
import { toDateTime, toMoment } from './time.ts';

const terminology = 'http://terminology.hl7.org/CodeSystem';

/** Events of persons alone: what their PV1 says is of no stay (table 0004 calls it « not applicable »). */
const PERSON: ReadonlySet<string> = new Set(['A28', 'A31', 'A40']);

/** ADT A01 to A08, A11, A13, A28, A31 and A40: who the patient is, and his stay, allergies and diagnoses. */
export function toAdmission(scope: Scope, patient: FilingPatient, pid: Segment): Filing {
  const { message, event } = scope;
  const version = patient.version;
  const pv1 = PERSON.has(event) ? null : findSegment(message, 'PV1');
  const needed = !PERSON.has(event) && event !== 'A08';
  const stay = pv1 === null ? null : toStayKey(scope, pv1, pid);
  if (needed && pv1 === null) requireSegment(message, 'PV1');
  if (event === 'A11')
    return { patient, resources: [], removed: stay === null ? [] : [toCancelled(stay, version)], merge: null };
  const diagnoses = segmentsOf(message, 'DG1').map((dg1) => toCondition(scope, dg1, stay, version));
  return {
    patient,
    resources: [
      ...(pv1 !== null && stay !== null && isSnapshot(event, pv1) ? [toEncounter(scope, pv1, stay, version)] : []),
      ...segmentsOf(message, 'AL1').map((al1) => toAllergy(scope, al1, version)),
      ...diagnoses.filter((one): one is FilingResource => 'resource' in one),
    ],
    removed: diagnoses.filter((one): one is FilingRemoval => 'type' in one),
    merge: event === 'A40' ? toMerge(scope, patient) : null,
  };
}

/** When the event was written down (EVN-2), then when the message was: late copies of old events change nothing. */
export function toEventVersion(scope: Pick<Scope, 'message' | 'sent'>): string {
  const evn = findSegment(scope.message, 'EVN');
  const recorded = evn === null ? '' : toMoment(toDateTime(evn.text(2), evn.place(2)));
  return `${recorded === '' ? scope.sent : recorded} ${scope.sent}`;
}

/** A08 that does not say when the stay began does not say either whether it has ended: it leaves the stay as it is. */
function isSnapshot(event: string, pv1: Segment): boolean {
  return event !== 'A08' || pv1.text(44) !== '' || pv1.text(45) !== '';
}

const toCancelled = ({ key }: StayKey, version: string): FilingRemoval => ({
  type: 'Encounter',
  key,
  version,
  set: { status: 'cancelled' },
});

/** A40: the numbers of MRG-1 were the surviving patient's all along. */
function toMerge({ message, context }: Scope, patient: FilingPatient): NonNullable<Filing['merge']> {
  const mrg = requireSegment(message, 'MRG');
  const another = segmentsOf(message, 'MRG')[1];
  if (another !== undefined)
    return refuse(
      another.place(1),
      205,
      'Le message réunit plusieurs identités : il faut un message par identité à réunir.',
    );
  const obsolete = mrg
    .all(1)
    .flatMap((value) => toPatientNumber(value, 1, mrg, context.numbers) ?? [])
    .filter((identifier) => isFindingNumber(identifier, context.numbers))
    .map(({ system = '', value = '' }) => ({ system, value }));
  if (obsolete.length === 0)
    return refuse(mrg.place(1), 101, 'Le numéro à fusionner manque, ou n’est pas un numéro de cet hôpital.');
  if (
    obsolete.every((one) =>
      patient.identifiers.some(({ system, value }) => one.system === system && one.value === value),
    )
  )
    return refuse(mrg.place(1), 204, 'Le numéro à fusionner est celui du patient qui demeure.');
  return { surviving: patient.identifiers, obsolete };
}

const KINDS: ReadonlyMap<string, NonNullable<AllergyIntolerance['category']>> = new Map([
  ['DA', ['medication']],
  ['FA', ['food']],
  ['EA', ['environment']],
  ['PA', ['environment']],
  ['AA', ['environment']],
]);
const SEVERITIES: ReadonlyMap<string, 'mild' | 'moderate' | 'severe'> = new Map([
  ['MI', 'mild'],
  ['MO', 'moderate'],
  ['SV', 'severe'],
]);

/** FHIR AllergyIntolerance of AL1: one for each substance of a patient. */
function toAllergy({ context, patientKey }: Scope, al1: Segment, version: string): FilingResource {
  const code = toConcept(al1.first(3));
  if (code === null) return refuse(al1.place(3), 101, 'Une allergie est annoncée sans dire à quoi.');
  const category = KINDS.get(al1.text(2).toUpperCase());
  const severity = SEVERITIES.get(al1.text(4).toUpperCase());
  const recorded = toDateTime(al1.text(6), al1.place(6));
  const manifestation = al1.all(5).flatMap((value) => (value.part(1) === '' ? [] : [{ text: value.whole(1) }]));
  const key = `${patientKey}|${code.coding?.[0]?.code ?? code.text?.toLowerCase() ?? ''}`;
  const resource: AllergyIntolerance = {
    resourceType: 'AllergyIntolerance',
    identifier: [toDerivedIdentifier('allergie', key, context.numbers)],
    clinicalStatus: aConcept(`${terminology}/allergyintolerance-clinical`, 'active'),
    verificationStatus: aConcept(`${terminology}/allergyintolerance-verification`, 'confirmed'),
    ...(category && { category: [...category] }),
    ...(severity === 'severe' && { criticality: 'high' as const }),
    code,
    patient: subject,
    ...(recorded !== null && { recordedDate: recorded }),
    ...(manifestation.length > 0 && { reaction: [{ manifestation, ...(severity && { severity }) }] }),
  };
  return { resource, key, version, keeps: [] };
}

/** FHIR Condition of DG1, a diagnosis of the stay; DG1-21 `D` takes it back. */
function toCondition(
  { context, patientKey }: Scope,
  dg1: Segment,
  stay: StayKey | null,
  version: string,
): FilingResource | FilingRemoval {
  const coded = toConcept(dg1.first(3));
  const description = dg1.text(4);
  if (coded === null && description === '')
    return refuse(dg1.place(3), 101, 'Un diagnostic est annoncé sans dire lequel.');
  const name = coded?.coding?.[0]?.code ?? coded?.text ?? description.toLowerCase();
  const number = dg1.text(20);
  const key = number === '' ? `${stay?.key ?? patientKey}|${name}` : `${patientKey}|DG1-20|${number}`;
  const status = (code: string) => aConcept(`${terminology}/condition-ver-status`, code);
  if (dg1.text(21).toUpperCase() === 'D')
    // Entered-in-error would forbid the clinical status (con-5) that the filed resource has and must have.
    return {
      type: 'Condition',
      key,
      version,
      set: {
        clinicalStatus: aConcept(`${terminology}/condition-clinical`, 'inactive'),
        verificationStatus: status('refuted'),
      },
    };
  const onset = toDateTime(dg1.text(5), dg1.place(5));
  const isFinal = dg1.text(6).toUpperCase() === 'F';
  const resource: Condition = {
    resourceType: 'Condition',
    identifier: [toDerivedIdentifier('diagnostic', key, context.numbers)],
    clinicalStatus: aConcept(`${terminology}/condition-clinical`, 'active'),
    verificationStatus: status(isFinal ? 'confirmed' : 'provisional'),
    category: [aConcept(`${terminology}/condition-category`, 'encounter-diagnosis')],
    code: {
      ...coded,
      text:
        description !== '' && (coded?.coding?.[0]?.display ?? '') === '' ? description : (coded?.text ?? description),
    },
    subject,
    ...(stay && { encounter: toReference('Encounter', stay.key, stay.identifier) }),
    ...(onset !== null && { onsetDateTime: onset }),
  };
  return { resource, key, version, keeps: [] };
}
