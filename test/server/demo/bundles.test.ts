import type { DiagnosticReport, Observation, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { toHospitalBundles } from '../../../server/demo/bundles.ts';
import { type StudyKey, studies, toStudyLink } from '../../../server/demo/imaging.ts';
import { openValidator } from '../../../server/fhir/validate.ts';

const today = '2026-11-22';
const bundles = toHospitalBundles(today);
const resources = bundles.flatMap(
  ({ bundle }) => bundle.entry?.flatMap((entry) => (entry.resource ? [entry.resource] : [])) ?? [],
);
const named = new Set(resources.map((resource) => `${resource.resourceType}/${resource.id}`));
const ofType = <T extends Resource>(type: T['resourceType']): T[] =>
  resources.filter((resource): resource is T => resource.resourceType === type);

/** Every literal reference and Binary address in a resource. */
function listReferences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listReferences);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return listReferences(inner);
    return key === 'reference' || (key === 'url' && inner.startsWith('Binary/')) ? [inner] : [];
  });
}

describe('the demonstration hospital as bundles', () => {
  it('is valid R4 for both of the hospital’s validators', () => {
    const validate = openValidator();
    const faults = resources.flatMap((resource) => validate(resource, `${resource.resourceType}/${resource.id}`));
    expect(faults).toEqual([]);
  });

  it('puts each resource at an id of its own', () => {
    const urls = bundles.flatMap(
      ({ bundle }) => bundle.entry?.map(({ request }) => `${request?.method} ${request?.url}`) ?? [],
    );
    expect(new Set(urls).size).toBe(urls.length);
    expect(urls.every((url) => /^PUT [A-Za-z]+\/[0-9a-f-]{36}$/.test(url))).toBe(true);
  });

  it('refers to nothing that it does not bring, images included', () => {
    const images = (Object.keys(studies) as StudyKey[]).map((key) => `ImagingStudy/${toStudyLink(key).id}`);
    expect(resources.flatMap(listReferences)).toEqual(expect.arrayContaining(images));
    const brought = new Set([...named, ...images]);
    const dangling = resources
      .flatMap(listReferences)
      .filter((reference) => !reference.startsWith('#') && !brought.has(reference));
    expect(dangling).toEqual([]);
  });

  it('is the same, byte for byte, when made again for the same day', () => {
    expect(JSON.stringify(toHospitalBundles(today))).toBe(JSON.stringify(bundles));
  });

  it('gives every laboratory value its unit, reference range, flag, method and specimen', () => {
    const results = ofType<Observation>('Observation').filter((observation) => observation.hasMember === undefined);
    expect(results.length).toBeGreaterThan(500);
    for (const result of results) {
      expect(result.code.text, result.id).toBeTruthy();
      expect(result.method?.text, result.id).toBeTruthy();
      expect(result.specimen?.display, result.id).toBeTruthy();
      if (result.status === 'registered') {
        expect(result.dataAbsentReason?.text, result.id).toBeTruthy();
        continue;
      }
      expect(result.referenceRange?.[0]?.text, result.id).toBeTruthy();
      expect(result.valueQuantity?.unit, result.id).toBeTruthy();
      expect(result.interpretation?.[0]?.coding?.[0]?.code, result.id).toMatch(/^(LL|L|N|H|HH)$/);
    }
  });

  it('holds one corrected, one partial report, critical and low and high results', () => {
    const statuses = new Set(ofType<DiagnosticReport>('DiagnosticReport').map((report) => report.status));
    const flags = new Set(
      ofType<Observation>('Observation').map((result) => result.interpretation?.[0]?.coding?.[0]?.code),
    );
    expect([...statuses]).toEqual(expect.arrayContaining(['final', 'partial', 'corrected']));
    expect([...flags]).toEqual(expect.arrayContaining(['N', 'L', 'H', 'HH']));
  });

  it('brings nothing that happened after today', () => {
    const late = ofType<DiagnosticReport>('DiagnosticReport').filter(
      (report) => (report.effectiveDateTime ?? '').slice(0, 10) > today,
    );
    expect(late.map((report) => report.id)).toEqual([]);
  });
});
