import { randomUUID } from 'node:crypto';
import type { Filing, NumberSystems } from './filing.ts';
import type { Lookup } from './lookup.ts';
import { toHits, toPatientKeys, toStandingVersion } from './patient-hits.ts';
import { matchPatient, toUpdatedPatient } from './patient-match.ts';
import { type FiledKey, placeResources } from './place-resources.ts';
import { type PatientPlan, planMerge, toPlacedPatient } from './plan-merge.ts';
import { type PlannedRow, type RowTools, toPlannedRow } from './planned-row.ts';

/** What filing one message means, given what is known. */
export interface FilingPlan {
  readonly patient: string | null;
  readonly rows: readonly PlannedRow[];
  readonly filed: readonly FiledKey[];
  /** True when everything it says is older than what stands. */
  readonly superseded: boolean;
  readonly merge: { readonly surviving: string; readonly obsolete: string } | null;
}

/** What a plan is made with. */
export interface PlanTools extends RowTools {
  readonly numbers: NumberSystems;
}

/** Decides what a message becomes; throws `HL7Refusal` where that would be a guess. */
export function planFiling(filing: Filing, lookup: Lookup, tools: PlanTools): FilingPlan {
  const secret = tools.hashKey;
  const target = planPatient(filing, lookup, tools);
  const placed = placeResources(filing, target.id, lookup, secret);
  const resources = [...target.resources, ...placed.resources];
  const inside = new Set(resources.map(({ type, id }) => `${type}/${id}`));
  const rows = resources.map((resource) => toPlannedRow(resource, inside, tools));
  return {
    patient: target.id,
    rows,
    filed: [...target.filed, ...placed.filed],
    superseded: rows.length === 0 && (target.asked || placed.asked),
    merge: target.merge,
  };
}

function planPatient(filing: Filing, lookup: Lookup, { hashKey: secret, numbers }: PlanTools): PatientPlan {
  const { patient, merge } = filing;
  const hits = toHits(patient.identifiers, lookup, secret);
  const stands = toStandingVersion(hits, lookup, secret);
  if (merge !== null)
    return planMerge(patient, hits, toHits(merge.obsolete, lookup, secret), { numbers, stands, secret });

  const matched = matchPatient(patient, hits, numbers);
  const id = matched.known ? matched.id : randomUUID();
  const nothing = { id, resources: [], filed: [], merge: null };
  if (patient.purpose === 'mention' || patient.resource === null) return { ...nothing, asked: false };
  if (stands > patient.version) return { ...nothing, asked: true };
  const stored = matched.known ? matched.stored : { resourceType: 'Patient' };
  return {
    id,
    resources: [toPlacedPatient(id, toUpdatedPatient(stored, patient), !matched.known)],
    filed: toPatientKeys(hits, id, patient.version, secret),
    asked: true,
    merge: null,
  };
}
