import type { Identifier, Patient } from '@medplum/fhirtypes';
import { readNiss } from '../../../contracts/niss.ts';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import type { FilingPatient, NumberSystems } from '../../hl7/filing.ts';
import { toAddress, toContactPoint, toHumanName } from './human.ts';
import type { Segment } from './message.ts';
import { isFindingNumber, toPatientNumber } from './numbers.ts';
import { refuse } from './refuse.ts';
import { toBirthDate, toDateTime } from './time.ts';

const GENDER: ReadonlyMap<string, NonNullable<Patient['gender']>> = new Map([
  ['F', 'female'],
  ['M', 'male'],
  ['O', 'other'],
  ['A', 'other'],
  ['U', 'unknown'],
  ['N', 'unknown'],
]);

/** Fields of PID that empty an element of Patient when the sender writes `""`. */
const EMPTIED: readonly (readonly [field: number, element: string])[] = [
  [5, 'name'],
  [7, 'birthDate'],
  [8, 'gender'],
  [11, 'address'],
  [13, 'telecom'],
  [15, 'communication'],
  [29, 'deceasedDateTime'],
  [30, 'deceasedBoolean'],
];

/** Whom PID is about; refuses a PID without a number by which this hospital finds somebody. */
export function toFilingPatient(
  pid: Segment,
  numbers: NumberSystems,
  purpose: FilingPatient['purpose'],
  version: string,
): FilingPatient {
  const identifiers = toPatientIdentifiers(pid, numbers);
  const finding = identifiers.filter((identifier) => isFindingNumber(identifier, numbers));
  if (finding.length === 0)
    return refuse(
      pid.place(3),
      identifiers.length === 0 ? 101 : 204,
      'Le patient n’a ni numéro de cet hôpital ni numéro national : rien ne dit avec certitude qui il est.',
    );
  const resource = toPatient(pid, identifiers);
  const more = Object.keys(resource).length > 2;
  return {
    identifiers: finding.map(({ system = '', value = '' }) => ({ system, value })),
    resource: more || identifiers.length > finding.length ? resource : null,
    purpose,
    emptied: EMPTIED.flatMap(([field, element]) => (pid.emptied(field) && !(element in resource) ? [element] : [])),
    version,
  };
}

/** Every number of PID-3, and of PID-19 where it is a valid NISS (older senders write it there). */
function toPatientIdentifiers(pid: Segment, numbers: NumberSystems): Identifier[] {
  const found = pid.all(3).flatMap((value) => toPatientNumber(value, 3, pid, numbers) ?? []);
  const security = pid.text(19);
  const reading = security === '' || found.some(({ system }) => system === ssinSystem) ? null : readNiss(security);
  if (reading?.ok) found.push({ use: 'official', system: ssinSystem, value: reading.niss.digits });
  const seen = new Set<string>();
  return found.filter(({ system, value }) => !seen.has(`${system}|${value}`) && seen.add(`${system}|${value}`));
}

function toPatient(pid: Segment, identifier: Identifier[]): Patient {
  const names = pid.all(5).flatMap((value, index) => toHumanName(value, index === 0 ? 'official' : undefined) ?? []);
  const aliases = pid.all(9).flatMap((value) => toHumanName(value, 'nickname') ?? []);
  const address = pid.all(11).flatMap((value) => toAddress(value) ?? []);
  const telecom = [
    ...pid.all(13).flatMap((value) => toContactPoint(value, 'home') ?? []),
    ...pid.all(14).flatMap((value) => toContactPoint(value, 'work') ?? []),
    ...pid.all(40).flatMap((value) => toContactPoint(value, 'home') ?? []),
  ];
  const birth = toBirthDate(pid.text(7), pid.place(7));
  const gender = pid.text(8) === '' ? undefined : (GENDER.get(pid.text(8).toUpperCase()) ?? 'unknown');
  const language = pid.text(15);
  const name = [...names, ...aliases];
  return {
    resourceType: 'Patient',
    identifier,
    ...(name.length > 0 && { name }),
    ...(telecom.length > 0 && { telecom }),
    ...(gender && { gender }),
    ...(birth !== null && { birthDate: birth }),
    ...toDeath(pid),
    ...(address.length > 0 && { address }),
    ...(/^[A-Za-z]{2}([-_][A-Za-z]{2})?$/.test(language) && {
      communication: [
        { language: { coding: [{ system: 'urn:ietf:bcp:47', code: toLanguage(language) }] }, preferred: true },
      ],
    }),
  };
}

const toLanguage = (code: string): string => {
  const [language = '', region] = code.split(/[-_]/);
  return region === undefined ? language.toLowerCase() : `${language.toLowerCase()}-${region.toUpperCase()}`;
};

function toDeath(pid: Segment): Pick<Patient, 'deceasedDateTime' | 'deceasedBoolean'> {
  const at = toDateTime(pid.text(29), pid.place(29));
  const said = pid.text(30).toUpperCase();
  if (said === 'N') return { deceasedBoolean: false };
  return at !== null ? { deceasedDateTime: at } : said === 'Y' ? { deceasedBoolean: true } : {};
}
