import type { Patient } from '@medplum/fhirtypes';
import type { Secrets } from '../deps.ts';
import { toPatientIndex } from '../domain/patient-identity.ts';
import type { HashKey } from '../mapping/identifier-hash.ts';
import type { MutableJson } from '../mapping/references.ts';
import { type ResourceRow, toBinaryText, toIndexPart, toText } from '../mapping/resource-row.ts';
import type { Json } from '../mapping/search-index.ts';
import { toRefs } from '../mapping/transaction.ts';
import type { PlacedResource } from './place-resources.ts';
import { HL7Refusal } from './refusal.ts';

/** A row ready but for the bytes of a Binary, which are stored first. */
export interface PlannedRow {
  readonly row: ResourceRow;
  /** Text of a Binary; null for every other type. */
  readonly binary: string | null;
}

/** What a row is made with. */
export interface RowTools {
  readonly secrets: Pick<Secrets, 'nissIndexKey' | 'nissCipherKey'>;
  /** The first of them, as keyed hashes are made with it. */
  readonly hashKey: HashKey;
  /** Faults of a resource against FHIR R4, as places in it. */
  readonly validate: (
    resource: unknown,
    at: string,
  ) => readonly { readonly text: string; readonly expression: string }[];
}

/** PostgreSQL holds neither U+0000 nor half a surrogate pair, which JSON writes as an escape. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

/** The row of a placed resource; refuses what is no FHIR R4, as the transaction door does. `inside`: `Type/id` of the same message. */
export function toPlannedRow(
  { type, id, patient, create, resource }: PlacedResource,
  inside: ReadonlySet<string>,
  { secrets, hashKey, validate }: RowTools,
): PlannedRow {
  const exact: MutableJson = { ...resource, resourceType: type, id };
  const refs = toRefs(exact);
  const halves = type === 'Binary' ? null : toText(type, id, exact);
  const text = halves === null ? toBinaryText(id, exact) : `${halves.head}1${halves.tail}`;
  if (text.includes('\\u') && UNSTORABLE.test(text))
    throw refuse(102, 'Le message contient un caractère qu’aucun texte ne peut contenir.');
  const plain = JSON.parse(text) as Json;
  const [fault] = validate(plain, type);
  if (fault !== undefined)
    throw refuse(102, `Le contenu ne forme pas une ressource FHIR valable : ${toPlace(fault.expression)}.`);
  const row = {
    type,
    id,
    patient,
    create,
    ifMatch: null,
    ifNoneExist: [],
    ...toIndexPart(exact, hashKey),
    refs,
    // Patients that were made one name each other; nothing else may name another patient's.
    outward: refs.filter((ref) => !inside.has(ref) && !(type === 'Patient' && ref.startsWith('Patient/'))),
    ...(type === 'Patient' ? { index: toPatientIndex(plain as unknown as Patient, secrets) } : {}),
  };
  return halves === null ? { row, binary: text } : { row: { ...row, ...halves }, binary: null };
}

/** The path of an element, without anything that a value could have put into it. */
const toPlace = (expression: string): string => expression.replace(/[^A-Za-z0-9.[\]]/g, '').slice(0, 80);

const refuse = (condition: 102, reason: string): HL7Refusal =>
  new HL7Refusal({ code: 'AE', condition, segment: null, occurrence: 1, field: null, reason });
