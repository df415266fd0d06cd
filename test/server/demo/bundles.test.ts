import type { Binary, DiagnosticReport, Observation, Resource } from '@medplum/fhirtypes';
import type { getDocument as GetDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { toBundleText, toHospitalBundles } from '../../../server/demo/bundles.ts';
import { type ObjectStudyKey, objectStudies, toObjectLink } from '../../../server/demo/objects/index.ts';
import { type StudyKey, studies, toStudyLink } from '../../../server/demo/imaging.ts';
import { openValidator } from '../../../server/fhir/validate.ts';

const today = '2026-11-22';
const bundles = toHospitalBundles(today);
const resources = bundles.flatMap(
  ({ bundle }) => bundle.entry?.flatMap((entry) => (entry.resource ? [entry.resource] : [])) ?? [],
);
const named = new Map(resources.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));
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
  }, 60_000);

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
    const made = (Object.keys(objectStudies) as ObjectStudyKey[]).map((key) => `ImagingStudy/${toObjectLink(key).id}`);
    const brought = new Set([...named.keys(), ...images, ...made]);
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

  it('sends each value with the digits of its laboratory, 5.0 and not 5', () => {
    for (const { bundle } of bundles) {
      const text = toBundleText(bundle);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(bundle)));
      for (const [, digits] of text.matchAll(/"text":"Potassium"\}.{0,400}?"valueQuantity":\{"value":([\d.]+)/g))
        expect(digits).toMatch(/^\d\.\d$/);
    }
    expect(bundles.map(({ bundle }) => toBundleText(bundle)).join('')).toContain('"value":5.0,');
  });

  it('holds one corrected, one partial report, critical and low and high results', () => {
    const statuses = new Set(ofType<DiagnosticReport>('DiagnosticReport').map((report) => report.status));
    const flags = new Set(
      ofType<Observation>('Observation').map((result) => result.interpretation?.[0]?.coding?.[0]?.code),
    );
    expect([...statuses]).toEqual(expect.arrayContaining(['final', 'partial', 'corrected']));
    expect([...flags]).toEqual(expect.arrayContaining(['N', 'L', 'H', 'HH']));
  });

  it.each(['2024-02-29', '2027-01-01', '2026-03-29', '2026-10-25'])('ends on the day it is told, here %s', (day) => {
    const made = toHospitalBundles(day).flatMap(
      ({ bundle }) => bundle.entry?.flatMap((entry) => entry.resource ?? []) ?? [],
    );
    const moments = made.map((resource) => {
      if (resource.resourceType === 'DiagnosticReport') return [resource.effectiveDateTime, resource.issued];
      if (resource.resourceType === 'DocumentReference') return [resource.date];
      if (resource.resourceType === 'Encounter') return [resource.period?.start, resource.period?.end];
      return [];
    });
    expect(moments.flat().filter((moment) => (moment ?? '').slice(0, 10) > day)).toEqual([]);
    const present = made.filter(
      (resource) => resource.resourceType === 'Encounter' && resource.status === 'in-progress',
    );
    expect(present).toHaveLength(1);
    expect(made.some((resource) => resource.resourceType === 'Appointment' && (resource.start ?? '') > day)).toBe(true);
  });

  it('writes letters as PDF/A-2b, HTML, text, RTF and CDA, each with the patient’s name in it, and keeps two papers as they were scanned', async () => {
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const kinds = new Map<string, number>();
    for (const binary of ofType<Binary>('Binary')) {
      const [kind = ''] = binary.contentType.split(';');
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const bytes = Buffer.from(binary.data ?? '', 'base64');
      if (kind.startsWith('image/')) {
        expect(bytes.length, binary.id).toBeLessThan(60_000);
        continue;
      }
      const plain = bytes
        .toString('utf8')
        .replaceAll(/\\u(-?\d+)\?/g, (_whole, code: string) => String.fromCharCode(Number(code)));
      const text = kind === 'application/pdf' ? await readPdf(getDocument, bytes) : plain;
      const patient = named.get(binary.securityContext?.reference ?? '');
      const family = patient?.resourceType === 'Patient' ? patient.name?.[0]?.family : undefined;
      expect(text, binary.id).toContain(family?.toLocaleUpperCase('fr'));
      expect(text, binary.id).toContain('Hôpital de démonstration');
      expect(text, binary.id).not.toMatch(/\{âge\}|undefined|NaN/);
    }
    expect([...kinds.keys()].toSorted()).toEqual([
      'application/pdf',
      'application/rtf',
      'image/jpeg',
      'image/tiff',
      'text/html',
      'text/plain',
      'text/xml',
    ]);
  }, 60_000);
});

async function readPdf(open: typeof GetDocument, bytes: Uint8Array): Promise<string> {
  expect(Buffer.from(bytes).toString('latin1')).toMatch(/<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B/);
  const pdf = await open({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, index) => pdf.getPage(index + 1)));
  const texts = await Promise.all(
    pages.map(async (page) =>
      (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' '),
    ),
  );
  return texts.join(' ');
}
