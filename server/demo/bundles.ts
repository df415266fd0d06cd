import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { type Calendar, toCalendar } from './calendar.ts';
import { type Entry, toRecord } from './chart.ts';
import { toHospitalResources } from './hospital.ts';
import { type StudyKey, studies, toImagingStudy } from './imaging.ts';
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

/** One patient's whole record, images' descriptions included. */
export function toPatientRecord(key: PersonKey, calendar: Calendar): Entry[] {
  const told = stories[key];
  const record = toRecord(key, calendar, told?.usual ?? {}, told?.story ?? (() => undefined));
  const imaging = (Object.keys(studies) as StudyKey[])
    .filter((study) => studies[study].patient === key)
    .map((study) => toImagingStudy(study, calendar));
  return [...record, ...imaging.map((study): Entry => ({ ...study, id: study.id ?? '' }))];
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
