import type { CodeableConcept, Patient } from '@medplum/fhirtypes';
import type { Place } from './refuse.ts';

/** What a Belgian document says of itself, whichever its format. */
export interface ForeignDocument {
  /** Every national number under which it names its patient, as written. */
  readonly nationals: readonly string[];
  /** Where they stand, or should: for the helpdesk. */
  readonly place: Place;
  readonly patient: Omit<Patient, 'resourceType' | 'identifier'>;
  /** The sender's own number of the document; null when it has none. */
  readonly number: { readonly authority: string; readonly value: string } | null;
  readonly title: string;
  readonly type: CodeableConcept;
  /** FHIR instant. */
  readonly date: string | null;
  readonly author: string;
  readonly docStatus: 'preliminary' | 'final';
}
