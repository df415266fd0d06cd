import { describe, expect, test } from 'vitest';
import { StudySummary } from '../../../contracts/imaging.ts';
import { toPatientRecord } from '../../../src-main/record/patient-record.ts';
import { toStudySummary } from '../../../src-main/record/studies.ts';
import { toKind } from '../../../src-main/record/timeline.ts';
import { aPatient } from '../../builders/fhir.ts';

const patient = aPatient();
const link = { id: patient.id, family: 'Essai', given: 'Marie', birthDate: '1955-03-12', sex: 'female' } as const;
const sha256 = 'a'.repeat(64);

/** A study of one object a series, as the hospital's ImagingStudy tells it. */
function aStudy(series: readonly (readonly [uid: string, modality: string, sopClass: string])[]) {
  const resource = {
    resourceType: 'ImagingStudy',
    id: 's',
    identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2' }],
    description: 'Examen',
    series: series.map(([uid, modality, sopClass], number) => ({
      uid,
      number,
      modality: { code: modality },
      instance: [
        { uid: `${uid}.1`, number: 1, sopClass: { system: 'urn:ietf:rfc:3986', code: `urn:oid:${sopClass}` } },
      ],
    })),
  };
  const items = series.map(([uid]) => ({
    kind: 'instance' as const,
    study: '1.2',
    series: uid,
    instance: `${uid}.1`,
    sha256,
    bytes: 100,
  }));
  const documents = [{ ref: 'ImagingStudy/s', bytes: Buffer.from(JSON.stringify(resource)) }];
  return { record: toPatientRecord(patient.id, documents, [], items, []), resource };
}

describe('a study for the viewer', () => {
  test('holds every object with its SOP class, images before what is none [R22] [C4]', () => {
    const { record, resource } = aStudy([
      ['1.2.1', 'SR', '1.2.840.10008.5.1.4.1.1.88.33'],
      ['1.2.2', 'US', '1.2.840.10008.5.1.4.1.1.3.1'],
      ['1.2.3', 'SEG', 'not a uid'],
    ]);
    const summary = StudySummary.parse(toStudySummary(record, resource, link));
    expect(
      summary.series.map(({ modality, instances }) => [modality, instances[0]?.sopClassUid, instances[0]?.frames]),
    ).toEqual([
      ['US', '1.2.840.10008.5.1.4.1.1.3.1', 1],
      ['SR', '1.2.840.10008.5.1.4.1.1.88.33', 1],
      ['SEG', undefined, 1],
    ]);
  });

  test.each([
    ['ECG', 'report'],
    ['XC', 'photograph'],
    ['US', 'imaging'],
  ])('of %s alone is a line « %s » of the timeline [R22] [R23]', (modality, kind) => {
    const { record, resource } = aStudy([['1.2.1', modality, '1.2.840.10008.5.1.4.1.1.7']]);
    expect(toKind(record, 'ImagingStudy/s', resource)).toBe(kind);
  });
});
