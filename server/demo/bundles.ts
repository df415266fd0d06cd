import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
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
