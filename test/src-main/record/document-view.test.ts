import { describe, expect, it } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { DocumentView, RecordIndex } from '../../../contracts/record.ts';
import { toHospitalBundles } from '../../../server/demo/bundles.ts';
import { toDocumentView } from '../../../src-main/record/document-view.ts';
import { toHistory } from '../../../src-main/record/laboratory.ts';
import { toPatientRecord } from '../../../src-main/record/patient-record.ts';
import { toRecordIndex } from '../../../src-main/record/record-index.ts';
import { aBinary, aLetter, aPatient, aReport } from '../../builders/fhir.ts';
import { fc } from '../../support/property.ts';

const patient = aPatient();
const link = { id: patient.id, family: 'Essai', given: 'Marie', birthDate: '1955-03-12', sex: 'female' } as const;
const now = new Date('2026-11-22T09:00:00Z');
type Resource = { readonly resourceType: string; readonly id?: string | undefined };

function aRecordOf(texts: readonly (readonly [string, string | Uint8Array])[], damaged: string[] = []) {
  const documents = texts
    .filter(([ref]) => !ref.startsWith('Binary/'))
    .map(([ref, text]) => ({ ref, bytes: Buffer.from(text) }));
  const binaries = new Map(texts.map(([ref, text]) => [ref, Buffer.from(text)]));
  const record = toPatientRecord(patient.id, documents, damaged, [], []);
  const history = toHistory(record);
  const readBinary = async (ref: string) => {
    const bytes = binaries.get(ref);
    if (bytes === undefined) throw new ExpectedFailure('not-copied-yet');
    return bytes;
  };
  const view = (ref: string) => toDocumentView(record, ref, { link, history, readBinary });
  const copy = {
    link: {
      id: patient.id,
      patient: link,
      state: 'active',
      readable: true,
      createdAt: now.toISOString(),
      validUntil: '2027-11-22',
      consentVersion: 'x',
    },
    asOf: null,
    leaseUntil: null,
    sync: { state: 'up-to-date' },
    lastVisit: null,
    marks: [],
  } as const;
  return { record, view, index: () => toRecordIndex(record, history, now, copy) };
}

const written = (...resources: readonly Resource[]) =>
  resources.map((resource) => [`${resource.resourceType}/${resource.id}`, JSON.stringify(resource)] as const);

async function partsOf(content: Uint8Array | string, contentType: string) {
  const binary = { ...aBinary('', contentType), data: Buffer.from(content).toString('base64') };
  const letter = aLetter(patient, binary);
  return (await aRecordOf(written(letter, binary)).view(`DocumentReference/${letter.id}`)).parts;
}

describe('a letter', () => {
  it.each([
    ['text/plain; charset=utf-8', 'Été', { show: 'text', text: 'Été' }],
    ['text/plain; charset=iso-8859-1', Buffer.from('Été', 'latin1'), { show: 'text', text: 'Été' }],
    ['text/plain', Buffer.from('Été', 'latin1'), { show: 'text', text: 'Été' }],
    ['text/html', '<p>Bonjour</p>', { show: 'html', html: '<p>Bonjour</p>' }],
    ['application/pdf', '%PDF-1.7 …', { show: 'pdf' }],
    ['image/jpeg', Buffer.of(0xff, 0xd8, 0xff, 0xe0), { show: 'file', format: 'image' }],
    ['text/plain', '{\\rtf1 Bonjour}', { show: 'file', format: 'rtf' }],
    ['application/octet-stream', Buffer.of(0x49, 0x49, 0x2a, 0, 8, 0, 0, 0), { show: 'file', format: 'tiff' }],
    ['application/pdf', '<html>not a PDF</html>', { show: 'html' }],
    ['image/png', 'GIF89a', { show: 'file', format: 'image' }],
    ['text/xml', '<?xml version="1.0"?><!-- x --><ClinicalDocument/>', { show: 'file', format: 'cda' }],
    ['application/xml', '<k:kmehrmessage xmlns:k="x"/>', { show: 'file', format: 'kmehr' }],
    ['text/plain', 'A1\\1\\CHR\\', { show: 'file', format: 'healthone' }],
    ['text/plain', '1/2\n#A1\n#Rb\n', { show: 'file', format: 'medidoc' }],
  ] as const)('of %s is shown by what its bytes are [R22]', async (contentType, content, expected) => {
    expect(await partsOf(content, contentType)).toMatchObject([expected]);
  });

  it.each([
    ['application/pdf', 'not a PDF'],
    ['image/png', 'not a picture'],
    ['application/x-msdownload', 'MZ'],
    ['text/plain', Buffer.of(0x41, 0, 0x42)],
    ['text/html', ''],
  ] as const)('of %s that lies says so in its place', async (contentType, content) => {
    expect(await partsOf(content, contentType)).toMatchObject([
      { show: 'unreadable', code: 'document-unreadable', mime: contentType },
    ]);
  });

  it('with one broken attachment loses nothing else [R22]', async () => {
    const [good, cut] = [aBinary('lisible'), { ...aBinary('x'), data: 'pas du base64 !' }];
    const letter = aLetter(patient, good, {
      content: [good, cut]
        .map((binary) => ({ attachment: { contentType: 'text/plain', url: `Binary/${binary.id}` } }))
        .concat([{ attachment: { contentType: 'text/plain', url: 'Binary/absent' } }]),
    });
    expect((await aRecordOf(written(letter, good, cut)).view(`DocumentReference/${letter.id}`)).parts).toMatchObject([
      { show: 'text', text: 'lisible' },
      { show: 'unreadable', code: 'resource-invalid' },
      { show: 'unreadable', code: 'not-copied-yet' },
    ]);
  });
});

describe('a record', () => {
  it('with a corrupted resource shows the others, and the corrupted one as a line that says so', async () => {
    const binary = aBinary();
    const letter = aLetter(patient, binary);
    const { index, view } = aRecordOf([
      ...written(letter, binary),
      ['DiagnosticReport/cut', '{"resourceType":"DiagnosticReport","id":'],
      ['Observation/lie', '{"resourceType":"Patient"}'],
    ]);
    expect(
      index()
        .entries.map(({ document }) => document)
        .toSorted(),
    ).toEqual(['DiagnosticReport/cut', `DocumentReference/${letter.id}`, 'Observation/lie'].toSorted());
    expect((await view('DiagnosticReport/cut')).parts).toEqual([
      { show: 'unreadable', title: null, code: 'resource-invalid', mime: null },
    ]);
  });

  it('makes one line of a report and its study, newest first [R23]', () => {
    const study = {
      resourceType: 'ImagingStudy',
      id: 's1',
      status: 'available',
      started: '2026-11-19',
      identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:2.25.1' }],
    };
    const report = aReport(patient, [], {
      category: [{ coding: [{ code: 'RAD' }] }],
      imagingStudy: [{ reference: 'ImagingStudy/s1' }],
    });
    const older = aReport(patient, [], { effectiveDateTime: '2020' });
    expect(
      aRecordOf(written(older, study, report))
        .index()
        .entries.map(({ document, kind, at }) => ({ document, kind, at })),
    ).toEqual([
      { document: `DiagnosticReport/${report.id}`, kind: 'imaging', at: '2026-11-20T08:15:00+01:00' },
      { document: `DiagnosticReport/${older.id}`, kind: 'laboratory', at: '2020' },
    ]);
  });

  it('of the whole demonstration hospital is indexed, and each line opens [R22] [R23]', async () => {
    for (const { bundle, patient: key } of toHospitalBundles('2026-11-22')) {
      if (key === null) continue;
      const record = aRecordOf(
        written(...(bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource as Resource] : []))),
      );
      const index = RecordIndex.parse(record.index());
      expect(index.entries.length).toBeGreaterThan(3);
      for (const { document, title, at } of index.entries) {
        const view = DocumentView.parse(await record.view(document));
        expect({ title: view.title, at: view.at, parts: view.parts.length > 0 }).toEqual({ title, at, parts: true });
      }
    }
  }, 60_000);

  it('never throws, whatever JSON a resource is made of', async () => {
    const strange = fc.dictionary(
      fc.constantFrom(
        'code',
        'status',
        'result',
        'content',
        'category',
        'subject',
        'period',
        'presentedForm',
        'identifier',
        'series',
        'valueQuantity',
        'referenceRange',
        'component',
        'hasMember',
        'name',
        'location',
        'participant',
        'started',
        'effectiveDateTime',
        'reaction',
        'dosage',
        'contained',
      ),
      fc.jsonValue(),
    );
    const types = fc.constantFrom(
      'DiagnosticReport',
      'Observation',
      'DocumentReference',
      'ImagingStudy',
      'Encounter',
      'Appointment',
      'AllergyIntolerance',
      'MedicationStatement',
      'Condition',
      'Patient',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(types, strange), { maxLength: 5 }), async (list) => {
        const texts = list.map(
          ([resourceType, body], place) =>
            [`${resourceType}/x${place}`, JSON.stringify({ resourceType, ...body })] as const,
        );
        const { index, view } = aRecordOf(texts);
        for (const { document } of RecordIndex.parse(index()).entries) DocumentView.parse(await view(document));
      }),
      { numRuns: 300 },
    );
  });
});
