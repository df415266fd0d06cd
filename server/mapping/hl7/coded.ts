import type { CodeableConcept, Coding } from '@medplum/fhirtypes';
import type { Value } from './message.ts';

/** HL7 table 0396 (and what senders write for it) as FHIR systems. */
const SYSTEMS: ReadonlyMap<string, string> = new Map([
  ['LN', 'http://loinc.org'],
  ['LOINC', 'http://loinc.org'],
  ['SCT', 'http://snomed.info/sct'],
  ['SNOMED', 'http://snomed.info/sct'],
  ['SNM3', 'http://snomed.info/sct'],
  ['UCUM', 'http://unitsofmeasure.org'],
  ['I9', 'http://hl7.org/fhir/sid/icd-9-cm'],
  ['I9C', 'http://hl7.org/fhir/sid/icd-9-cm'],
  ['I10', 'http://hl7.org/fhir/sid/icd-10'],
  ['ICD10', 'http://hl7.org/fhir/sid/icd-10'],
  ['I10BE', 'http://hl7.org/fhir/sid/icd-10'],
  ['ICD10BE', 'http://hl7.org/fhir/sid/icd-10'],
  ['I10C', 'http://hl7.org/fhir/sid/icd-10-cm'],
  ['ATC', 'http://www.whocc.no/atc'],
  ['NDC', 'http://hl7.org/fhir/sid/ndc'],
  ['CVX', 'http://hl7.org/fhir/sid/cvx'],
]);

/** The FHIR system of a coding system's name; undefined for a sender's own, which would be nobody's promise. */
export function toCodeSystem(name: string): string | undefined {
  const known = SYSTEMS.get(name.toUpperCase().replace(/[\s_-]/g, ''));
  if (known !== undefined) return known;
  const [, table] = /^HL7(\d{4})$/.exec(name.toUpperCase()) ?? [];
  return table === undefined ? undefined : `http://terminology.hl7.org/CodeSystem/v2-${table}`;
}

/** A FHIR `code`: no white space at its ends, single spaces inside. */
export function toCode(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A coded value (CE, CWE, CNE, CF); null for an empty one. Its words are the original text, else the first or second display, else the code. */
export function toConcept(value: Value): CodeableConcept | null {
  const coding = [0, 3].flatMap((at): Coding[] => {
    const code = toCode(value.part(at + 1));
    const display = value.part(at + 2);
    const system = toCodeSystem(value.part(at + 3));
    if (code === '') return [];
    return [{ ...(system !== undefined && { system }), code, ...(display !== '' && { display }) }];
  });
  const text = [value.part(9), value.part(2), value.part(5), value.part(1), value.part(4)].find((one) => one !== '');
  if (text === undefined) return null;
  // What stands alone in the first component without any system is a text, not a code.
  const bare = value.size === 1;
  return { ...(coding.length > 0 && !bare && { coding }), text };
}

/** A single coding as a concept, `text` for the reader. */
export function aConcept(system: string, code: string, text?: string): CodeableConcept {
  return { coding: [{ system, code }], ...(text !== undefined && { text }) };
}
