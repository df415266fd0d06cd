/** How a search parameter is compared (FHIR R4, search): `identifier` is a token that only POST `_search` may carry. */
export type SearchKind = 'token' | 'identifier' | 'reference' | 'string' | 'date' | 'quantity';

/** One search parameter: elements from the resource down, arrays looked through. */
export interface SearchParameter {
  readonly kind: SearchKind;
  readonly paths: readonly string[];
}

/** What the hospital keeps of a type: how its patient is found, what can be searched, which dates order it. */
export interface ResourceRule {
  /** `self`: a Patient; element names of the patient's reference; `directory`: belongs to nobody; `document`: a Binary, whose patient is its document's. */
  readonly patient: 'self' | 'directory' | 'document' | readonly string[];
  readonly search: Readonly<Record<string, SearchParameter>>;
  /** Date parameters by which it is ordered, the first present counts. */
  readonly order: readonly string[];
  /** False for what the server derives itself. */
  readonly written: boolean;
}

const token = (...paths: string[]): SearchParameter => ({ kind: 'token', paths });
const reference = (...paths: string[]): SearchParameter => ({ kind: 'reference', paths });
const text = (...paths: string[]): SearchParameter => ({ kind: 'string', paths });
const date = (...paths: string[]): SearchParameter => ({ kind: 'date', paths });
const identifier: SearchParameter = { kind: 'identifier', paths: ['identifier'] };
const status = token('status');
const code = token('code');
const category = token('category');
const encounter = reference('encounter');
const subject = { patient: reference('subject'), subject: reference('subject'), identifier };
const patient = { patient: reference('patient'), identifier };
const name = text('name.family', 'name.given', 'name.text', 'name.prefix');
const family = text('name.family');
const given = text('name.given');

/** A table that is asked for names from the wire: `constructor` is none of its own. */
const withoutPrototype = <T extends object>(table: T): T => Object.assign(Object.create(null), table) as T;

const rule = (
  of: ResourceRule['patient'],
  search: ResourceRule['search'],
  order: readonly string[] = [],
  written = true,
): ResourceRule => ({ patient: of, search: withoutPrototype(search), order, written });

/** Every type the hospital keeps; the CapabilityStatement, the strict check of a search and the index are made from it. */
export const resourceRules: Readonly<Record<string, ResourceRule>> = withoutPrototype({
  AllergyIntolerance: rule(
    ['patient'],
    {
      ...patient,
      'clinical-status': token('clinicalStatus'),
      'verification-status': token('verificationStatus'),
      category,
      code,
      criticality: token('criticality'),
      date: date('recordedDate'),
    },
    ['date'],
  ),
  Appointment: rule(
    ['participant.actor'],
    {
      patient: reference('participant.actor'),
      actor: reference('participant.actor'),
      identifier,
      date: date('start'),
      status,
      'service-type': token('serviceType'),
    },
    ['date'],
  ),
  Binary: rule('document', {}),
  Condition: rule(
    ['subject'],
    {
      ...subject,
      category,
      'clinical-status': token('clinicalStatus'),
      'verification-status': token('verificationStatus'),
      code,
      encounter,
      'onset-date': date('onsetDateTime', 'onsetPeriod'),
      'recorded-date': date('recordedDate'),
    },
    ['onset-date', 'recorded-date'],
  ),
  Device: rule(['patient'], { ...patient, type: token('type') }),
  DiagnosticReport: rule(
    ['subject'],
    {
      ...subject,
      category,
      code,
      status,
      encounter,
      date: date('effectiveDateTime', 'effectivePeriod'),
      issued: date('issued'),
      result: reference('result'),
      performer: reference('performer'),
      'based-on': reference('basedOn'),
    },
    ['date', 'issued'],
  ),
  DocumentReference: rule(
    ['subject'],
    {
      ...subject,
      category,
      type: token('type'),
      status,
      date: date('date'),
      period: date('context.period'),
      encounter: reference('context.encounter'),
      author: reference('author'),
      related: reference('context.related'),
      relatesto: reference('relatesTo.target'),
      contenttype: token('content.attachment.contentType'),
    },
    ['date', 'period'],
  ),
  Encounter: rule(
    ['subject'],
    {
      ...subject,
      date: date('period'),
      status,
      class: token('class'),
      type: token('type'),
      participant: reference('participant.individual'),
      location: reference('location.location'),
      'service-provider': reference('serviceProvider'),
    },
    ['date'],
  ),
  ImagingStudy: rule(
    ['subject'],
    { ...subject, status, modality: token('modality'), started: date('started') },
    ['started'],
    false,
  ),
  Immunization: rule(
    ['patient'],
    { ...patient, date: date('occurrenceDateTime'), status, 'vaccine-code': token('vaccineCode') },
    ['date'],
  ),
  Location: rule('directory', {
    identifier,
    name: text('name', 'alias'),
    organization: reference('managingOrganization'),
  }),
  Media: rule(
    ['subject'],
    { ...subject, status, type: token('type'), created: date('createdDateTime', 'createdPeriod') },
    ['created'],
  ),
  Medication: rule('directory', { identifier, code }),
  MedicationRequest: rule(
    ['subject'],
    {
      ...subject,
      status,
      intent: token('intent'),
      authoredon: date('authoredOn'),
      code: token('medicationCodeableConcept'),
      medication: reference('medicationReference'),
      encounter,
    },
    ['authoredon'],
  ),
  MedicationStatement: rule(
    ['subject'],
    {
      ...subject,
      status,
      category,
      effective: date('effectiveDateTime', 'effectivePeriod'),
      code: token('medicationCodeableConcept'),
      medication: reference('medicationReference'),
    },
    ['effective'],
  ),
  Observation: rule(
    ['subject'],
    {
      ...subject,
      category,
      code,
      status,
      encounter,
      date: date('effectiveDateTime', 'effectivePeriod', 'effectiveInstant'),
      performer: reference('performer'),
      'has-member': reference('hasMember'),
      'derived-from': reference('derivedFrom'),
      specimen: reference('specimen'),
      'value-concept': token('valueCodeableConcept'),
      'value-quantity': { kind: 'quantity', paths: ['valueQuantity'] },
    },
    ['date'],
  ),
  Organization: rule('directory', { identifier, name: text('name', 'alias'), partof: reference('partOf') }),
  Patient: rule('self', {
    identifier,
    name,
    family,
    given,
    birthdate: date('birthDate'),
    gender: token('gender'),
    'general-practitioner': reference('generalPractitioner'),
    organization: reference('managingOrganization'),
  }),
  Practitioner: rule('directory', { identifier, name, family, given }),
  PractitionerRole: rule('directory', {
    identifier,
    practitioner: reference('practitioner'),
    organization: reference('organization'),
    specialty: token('specialty'),
  }),
  Procedure: rule(
    ['subject'],
    { ...subject, code, status, category, encounter, date: date('performedDateTime', 'performedPeriod') },
    ['date'],
  ),
  ServiceRequest: rule(
    ['subject'],
    { ...subject, code, status, category, encounter, authored: date('authoredOn'), requester: reference('requester') },
    ['authored'],
  ),
  Specimen: rule(
    ['subject'],
    { ...subject, type: token('type'), collected: date('collection.collectedDateTime', 'collection.collectedPeriod') },
    ['collected'],
  ),
});
