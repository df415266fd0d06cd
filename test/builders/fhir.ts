import { randomUUID } from 'node:crypto';
import type {
  Binary,
  Bundle,
  BundleEntry,
  DiagnosticReport,
  DocumentReference,
  Observation,
  Patient,
  Practitioner,
  Resource,
} from '@medplum/fhirtypes';
import { nihdiSystem, ssinSystem } from '../../contracts/identifiers.ts';
import { toDemoNiss } from '../../server/demo/identity.ts';

/** A resource that has its id, as every builder gives it. */
export type Stored<T extends Resource> = T & { id: string };

/** A fictitious, valid NISS: `birth` YYYY-MM-DD, `counter` odd for a man, even for a woman. */
export function aNiss(birth = '1955-03-12', counter = 214): string {
  return toDemoNiss(birth.replaceAll('-', ''), counter);
}

/** A patient of the demonstration's kind, with NISS and hospital number `HOSP-0001` (system `urn:passerelle:test:patient`). */
export function aPatient(over: Partial<Patient> & { niss?: string; number?: string } = {}): Stored<Patient> {
  const { niss = aNiss(), number = 'HOSP-0001', ...rest } = over;
  return {
    resourceType: 'Patient',
    id: randomUUID(),
    identifier: [
      { system: ssinSystem, value: niss },
      {
        system: 'urn:passerelle:test:patient',
        value: number,
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      },
    ],
    active: true,
    name: [{ use: 'official', family: 'Essai', given: ['Marie', 'Louise'] }],
    gender: 'female',
    birthDate: '1955-03-12',
    ...rest,
  };
}

/** A physician with a fictitious NIHDI number. */
export function aPractitioner(over: Partial<Practitioner> = {}): Stored<Practitioner> {
  return {
    resourceType: 'Practitioner',
    id: randomUUID(),
    identifier: [{ system: nihdiSystem, value: '19999901004' }],
    name: [{ family: 'Essai', given: ['Paul'], prefix: ['Dr'] }],
    ...over,
  };
}

/** A final laboratory result: potassium 5.9 mmol/l, high. */
export function anObservation(patient: Stored<Patient>, over: Partial<Observation> = {}): Stored<Observation> {
  return {
    resourceType: 'Observation',
    id: randomUUID(),
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' },
    subject: { reference: `Patient/${patient.id}` },
    effectiveDateTime: '2026-11-20T08:15:00+01:00',
    valueQuantity: { value: 5.9, unit: 'mmol/l', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    interpretation: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'H' }] },
    ],
    referenceRange: [{ low: { value: 3.5, unit: 'mmol/l' }, high: { value: 5.1, unit: 'mmol/l' } }],
    ...over,
  };
}

/** A final laboratory report of these results. */
export function aReport(
  patient: Stored<Patient>,
  results: readonly Stored<Observation>[] = [],
  over: Partial<DiagnosticReport> = {},
): Stored<DiagnosticReport> {
  return {
    resourceType: 'DiagnosticReport',
    id: randomUUID(),
    status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '11502-2' }], text: 'Laboratoire' },
    subject: { reference: `Patient/${patient.id}` },
    effectiveDateTime: '2026-11-20T08:15:00+01:00',
    issued: '2026-11-20T11:00:00+01:00',
    ...(results.length > 0 && { result: results.map((result) => ({ reference: `Observation/${result.id}` })) }),
    ...over,
  };
}

/** A file of the record. */
export function aBinary(text = 'Cher confrère,', contentType = 'text/plain; charset=utf-8'): Stored<Binary> {
  return { resourceType: 'Binary', id: randomUUID(), contentType, data: Buffer.from(text, 'utf8').toString('base64') };
}

/** A letter whose content is this file. */
export function aLetter(
  patient: Stored<Patient>,
  binary: Stored<Binary>,
  over: Partial<DocumentReference> = {},
): Stored<DocumentReference> {
  return {
    resourceType: 'DocumentReference',
    id: randomUUID(),
    status: 'current',
    docStatus: 'final',
    type: { coding: [{ system: 'http://loinc.org', code: '11488-4' }], text: 'Lettre de consultation' },
    subject: { reference: `Patient/${patient.id}` },
    date: '2026-11-20T09:00:00+01:00',
    content: [
      { attachment: { contentType: binary.contentType, url: `Binary/${binary.id}`, title: 'Lettre de consultation' } },
    ],
    ...over,
  };
}

/** A transaction that puts each resource at its id: the hospital's way in. */
export function aTransaction(...resources: Stored<Resource>[]): Bundle {
  const entry = resources.map(
    (resource): BundleEntry => ({
      fullUrl: `urn:uuid:${resource.id}`,
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    }),
  );
  return { resourceType: 'Bundle', type: 'transaction', entry };
}
