import { expect } from 'vitest';
import { openValidator } from '../../../../server/fhir/validate.ts';
import type { FilingContext } from '../../../../server/hl7/filing.ts';
import { HL7Refusal } from '../../../../server/hl7/refusal.ts';
import { toFiling } from '../../../../server/mapping/hl7/to-filing.ts';

/** A hospital of which every sender of the samples is a part. */
const context: FilingContext = {
  numbers: {
    base: 'https://saint-exemple.example/identifiant',
    own: ['AZTEST', 'ADT1', 'test1', '1', 'BCBS', 'IA PHIMS Stage'],
  },
  received: new Date('2026-03-02T12:00:00.000Z'),
};

/** What becomes of a message in one line, `mention: 6 Observation, DiagnosticReport` or `AE 204 PID-3`; all that is filed is valid FHIR R4. */
export function toOutcome(bytes: Uint8Array): string {
  try {
    const { patient, resources, removed, merge } = toFiling(new Uint8Array(bytes), context);
    const made = resources.map(({ resource }) => resource);
    for (const resource of patient.resource === null ? made : [...made, patient.resource]) {
      const plain: unknown = JSON.parse(JSON.stringify(resource));
      expect(openValidator()(plain, resource.resourceType)).toEqual([]);
    }
    const counts = new Map<string, number>();
    for (const { resourceType } of made) counts.set(resourceType, (counts.get(resourceType) ?? 0) + 1);
    const parts = [
      ...[...counts].map(([type, count]) => (count === 1 ? type : `${count} ${type}`)),
      ...removed.map(({ type, set }) => `${type} ${String(set['status'])}`),
      ...(merge === null ? [] : ['merge']),
    ];
    return `${patient.purpose}: ${parts.length === 0 ? 'Patient' : parts.join(', ')}`;
  } catch (error) {
    if (!(error instanceof HL7Refusal)) throw error;
    const { code, condition, segment, occurrence, field } = error.facts;
    const place =
      segment === null
        ? ''
        : ` ${segment}${occurrence > 1 ? `[${occurrence}]` : ''}${field === null ? '' : `-${field}`}`;
    return `${code} ${condition}${place}`;
  }
}
