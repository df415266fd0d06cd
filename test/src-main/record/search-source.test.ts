import { describe, expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { toPatientRecord } from '../../../src-main/record/patient-record.ts';
import { type Searchable, toSearchable } from '../../../src-main/record/search-source.ts';
import { aBinary, aLetter, anObservation, aPatient, aReport } from '../../builders/fhir.ts';

const patient = aPatient();
const file = aBinary('Cher confrère');
const letter = aLetter(patient, file);
const potassium = anObservation(patient);
const panel = { ...anObservation(patient), hasMember: [{ reference: `Observation/${potassium.id}` }] };
const report = aReport(patient, [panel]);
const study = {
  resourceType: 'ImagingStudy',
  id: 'echo',
  status: 'available',
  identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' }],
  subject: { reference: `Patient/${patient.id}` },
  series: [
    { uid: '1.2.3.1', modality: { code: 'US' } },
    { uid: '1.2.3.2', modality: { code: 'SR' } },
  ],
} as const;
const resources = [patient, file, letter, potassium, panel, report, study];

const toRefOf = ({ resourceType, id }: { readonly resourceType: string; readonly id?: string | undefined }) =>
  `${resourceType}/${id}`;
const anImage = (series: string, instance: string): MirrorItem => ({
  kind: 'instance',
  study: '1.2.3',
  series,
  instance,
  sha256: 'b'.repeat(64),
  bytes: 9,
});

interface Wish {
  /** Subjects that are not copied, and are not there. */
  readonly missing?: readonly string[];
  /** Subjects whose content is another. */
  readonly changed?: readonly string[];
  /** Subjects that the gate hides. */
  readonly hidden?: readonly string[];
}

function search({ missing = [], changed = [], hidden = [] }: Wish = {}): Searchable {
  const shown = resources.filter((one) => !hidden.includes(toRefOf(one)));
  const items: MirrorItem[] = [
    ...shown.map((one) => ({
      kind: 'resource' as const,
      ref: toRefOf(one),
      version: 1,
      sha256: (changed.includes(toRefOf(one)) ? 'c' : 'a').repeat(64),
      bytes: 10,
    })),
    anImage('1.2.3.1', '1.2.3.1.1'),
    anImage('1.2.3.2', '1.2.3.2.1'),
  ];
  const subjectOf = (item: MirrorItem) =>
    item.kind === 'resource' ? item.ref : `instance/${item.study}/${item.instance}`;
  const documents = shown
    .filter((one) => one.resourceType !== 'Binary' && !missing.includes(toRefOf(one)))
    .map((one) => ({ ref: toRefOf(one), bytes: Buffer.from(JSON.stringify(one)) }));
  return toSearchable(
    toPatientRecord(
      patient.id,
      documents,
      [],
      items,
      items.filter((item) => missing.includes(subjectOf(item))),
    ),
  );
}

const stampOf = (searchable: Searchable, ref: string) => searchable.sources.get(ref)?.stamp;
const lines = [toRefOf(letter), toRefOf(report), toRefOf(study)];

describe('what can be searched', () => {
  it('is every line of the timeline, and nothing that stands inside one [X05]', () => {
    expect([...search().sources.keys()].toSorted()).toEqual(lines.toSorted());
    expect(search().awaited).toBe(0);
  });

  it.each([
    ['its file', toRefOf(file), toRefOf(letter)],
    ['the letter itself', toRefOf(letter), toRefOf(letter)],
    ['a result', toRefOf(panel), toRefOf(report)],
    ['a result inside a result', toRefOf(potassium), toRefOf(report)],
  ])('has another stamp once %s changed, and only that document has [X05]', (_what, changed, document) => {
    const before = search();
    const after = search({ changed: [changed] });
    for (const line of lines) expect(stampOf(after, line) === stampOf(before, line)).toBe(line !== document);
  });

  it('is made from the document and what it names, and can see no other [X05] [R18]', () => {
    const { record } = search().sources.get(toRefOf(letter)) ?? {};
    expect([...(record?.resources.keys() ?? [])].toSorted()).toEqual([toRefOf(letter), toRefOf(patient)].toSorted());
    expect(record?.items).toEqual([]);
  });

  it('loses a hidden document, and with a hidden result the stamp of its report [X05] [R18]', () => {
    const before = search();
    const after = search({ hidden: [toRefOf(letter), toRefOf(file), toRefOf(potassium)] });
    expect(after.sources.has(toRefOf(letter))).toBe(false);
    expect(stampOf(after, toRefOf(report))).not.toBe(stampOf(before, toRefOf(report)));
    expect(after.awaited).toBe(0);
  });

  it('counts a document whose file, result or self is not copied yet, and marks it anew when it is [X05]', () => {
    for (const one of [toRefOf(file), toRefOf(potassium), toRefOf(letter)])
      expect(search({ missing: [one] }).awaited, one).toBe(1);
    expect(stampOf(search({ missing: [toRefOf(file)] }), toRefOf(letter))).not.toBe(stampOf(search(), toRefOf(letter)));
  });

  it('has the structured reports among its DICOM files, once copied, and no image [X05]', () => {
    expect(search().sources.get(toRefOf(study))?.objects).toEqual(['instance/1.2.3/1.2.3.2.1']);
    const awaited = search({ missing: ['instance/1.2.3/1.2.3.2.1'] });
    expect([awaited.sources.get(toRefOf(study))?.objects, awaited.awaited]).toEqual([[], 1]);
    expect(search({ missing: ['instance/1.2.3/1.2.3.1.1'] }).awaited).toBe(0);
  });
});
