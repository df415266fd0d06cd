import { type PatientRecord, toPatientRecord } from '../../../src-main/record/patient-record.ts';

/** A record of these resources, each as the exact text that the hospital would have sent. */
export function aRecord(
  patient: string,
  ...resources: readonly (object & { resourceType: string; id: string })[]
): PatientRecord {
  const documents = resources.map((resource) => ({
    ref: `${resource.resourceType}/${resource.id}`,
    bytes: Buffer.from(JSON.stringify(resource)),
  }));
  return toPatientRecord(patient, documents, [], [], []);
}
