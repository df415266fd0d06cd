import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { analytes } from './analytes.ts';
import { type Calendar, toCalendar } from './calendar.ts';
import { type Entry, toRecord } from './chart.ts';
import { toHospitalResources } from './hospital.ts';
import type { PersonKey } from './people.ts';
import { stories } from './stories/index.ts';

/** A transaction with the patient it concerns; null for the hospital itself, which comes first. */
export interface DemoBundle {
  readonly patient: PersonKey | null;
  readonly bundle: Bundle;
}

const toEntry = (resource: Resource): BundleEntry => ({
  fullUrl: `urn:uuid:${resource.id}`,
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
});

/** One patient's whole record; the images' own ImagingStudy is made by the hospital when it stores them. */
export function toPatientRecord(key: PersonKey, calendar: Calendar): Entry[] {
  const { usual, story } = stories[key];
  return toRecord(key, calendar, usual, story);
}

/**
 * The hospital as transaction bundles: itself, then one a patient. Every entry is a PUT to a fixed id and every reference is literal,
 * so that feeding twice changes nothing. `today` is YYYY-MM-DD.
 */
export function toHospitalBundles(today: string): DemoBundle[] {
  const calendar = toCalendar(today);
  const toBundle = (resources: readonly Resource[]): Bundle => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map(toEntry),
  });
  return [
    { patient: null, bundle: toBundle(toHospitalResources()) },
    ...(Object.keys(stories) as PersonKey[]).map((patient) => ({
      patient,
      bundle: toBundle(toPatientRecord(patient, calendar)),
    })),
  ];
}

const decimals = new Map<string, number>(Object.values(analytes).map(({ loinc, decimals: digits }) => [loinc, digits]));

/** `JSON.rawJSON` of ES2026, which Node 24 has and the compiler's library has not. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** The bundle as JSON text in which each laboratory value keeps the digits its laboratory gives: `5.0`, never `5`. */
export function toBundleText(bundle: Bundle): string {
  const digits = new Map<unknown, number>();
  for (const { resource } of bundle.entry ?? []) {
    if (resource?.resourceType !== 'Observation') continue;
    const kept = decimals.get(resource.code.coding?.[0]?.code ?? '');
    if (kept === undefined) continue;
    const [range] = resource.referenceRange ?? [];
    for (const quantity of [resource.valueQuantity, range?.low, range?.high]) digits.set(quantity, kept);
  }
  return JSON.stringify(bundle, function (this: unknown, key, value: unknown) {
    const kept = key === 'value' && typeof value === 'number' ? digits.get(this) : undefined;
    return kept === undefined ? value : rawJSON((value as number).toFixed(kept));
  });
}
