import type { DiagnosticReport } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { toHistory } from '../../../../src-main/record/laboratory.ts';
import { toTimeline } from '../../../../src-main/record/timeline.ts';
import { aOBX, orUR01, type ORUWish } from '../../../builders/hl7.ts';
import { segmentOf } from '../../../builders/hl7-segment.ts';
import { toFilingOf, toShownRecord, toShownView } from './shown-record.ts';

function reportOf(message: string): DiagnosticReport | undefined {
  return toFilingOf(message)
    .resources.map(({ resource }) => resource)
    .find((one): one is DiagnosticReport => one.resourceType === 'DiagnosticReport');
}

/** The one line of the timeline, and what the reading pane shows for it. */
async function shown(...messages: string[]) {
  const record = toShownRecord(...messages.map((message) => toFilingOf(message)));
  const [line, ...more] = toTimeline(record, toHistory(record));
  expect(more).toEqual([]);
  return { line, view: await toShownView(record, line?.document ?? '') };
}

/** Names and values of a table, indented by their depth. */
async function tableOf(message: string): Promise<string[]> {
  const { view } = await shown(message);
  type Row = { name: string; value: string | null; members: readonly Row[] };
  const lines = (rows: readonly Row[], indent: string): string[] =>
    rows.flatMap(({ name, value, members }) => [`${indent}${name}: ${value ?? ''}`, ...lines(members, `${indent}  `)]);
  return view.parts.flatMap((part) =>
    part.show === 'laboratory' ? part.panels.flatMap(({ name, rows }) => [name, ...lines(rows, '  ')]) : [],
  );
}

test('shows a laboratory report in the practice as a table with everything the laboratory says [R22]', async () => {
  const message = orUR01({
    specimen: 'SER',
    notes: ['Prélèvement à jeun.', 'Deuxième ligne.'],
    results: [
      { method: '^Potentiométrie', notes: ['Échantillon non hémolysé.'] },
      { code: '2951-2^Sodium^LN', value: '138', unit: 'mmol/L', range: '136 - 145', flag: 'N' },
    ],
  });
  const { line, view } = await shown(message);
  expect(line).toMatchObject({
    kind: 'laboratory',
    title: 'Ionogramme',
    at: '2026-03-02T08:10:00+01:00',
    status: 'final',
    abnormal: 1,
    results: 2,
  });
  expect(view.parts).toEqual([
    {
      show: 'laboratory',
      performer: 'CHSE',
      panels: [
        {
          name: 'Ionogramme',
          rows: [
            {
              code: '2823-3',
              name: 'Potassium',
              value: '5.9',
              unit: 'mmol/L',
              range: '3.5-5.1',
              low: 3.5,
              high: 5.1,
              flag: 'HH',
              status: 'final',
              absent: null,
              method: 'Potentiométrie',
              specimen: 'Sérum',
              at: '2026-03-02T08:10:00+01:00',
              notes: ['Échantillon non hémolysé.'],
              performer: 'CHSE',
              series: '2823-3',
              previous: [],
              members: [],
            },
            {
              code: '2951-2',
              name: 'Sodium',
              value: '138',
              unit: 'mmol/L',
              range: '136 - 145',
              low: 136,
              high: 145,
              flag: 'N',
              status: 'final',
              absent: null,
              method: null,
              specimen: 'Sérum',
              at: '2026-03-02T08:10:00+01:00',
              notes: [],
              performer: 'CHSE',
              series: '2951-2',
              previous: [],
              members: [],
            },
          ],
        },
      ],
    },
    { show: 'text', title: 'Conclusion', text: 'Prélèvement à jeun.\nDeuxième ligne.' },
  ]);
});

test('puts several requests of one number into one report with their panels, and others into reports of their own [R22]', async () => {
  const more = (filler: string) => [
    segmentOf('OBR', {
      1: 2,
      3: `${filler}^CHSE`,
      4: '58410-2^Hématologie^LN',
      7: '20260302081000',
      24: 'LAB',
      25: 'F',
    }),
    ...aOBX(1, { code: '718-7^Hémoglobine^LN', value: '13.40', unit: 'g/dL' }),
  ];
  expect(await tableOf(orUR01({ more: more('L-2026-0001') }))).toEqual([
    'Ionogramme',
    '  Potassium: 5.9',
    '  Sodium: 138',
    'Hématologie',
    '  Hémoglobine: 13.40',
  ]);
  expect(reportOf(orUR01({ more: more('L-2026-0001') }))?.code.text).toBe('Laboratoire');
  expect(
    toFilingOf(orUR01({ more: more('L-2026-0002') })).resources.filter(
      ({ resource }) => resource.resourceType === 'DiagnosticReport',
    ),
  ).toHaveLength(2);
});

test('orders sub-ids as a hierarchy: an antibiogram under its germ, from the same request or a child of it [R22]', async () => {
  const culture: ORUWish = {
    section: 'MB',
    service: '600-7^Hémoculture^LN',
    results: [
      { type: 'CWE', code: '600-7^Germe^LN', sub: '1', value: '112283007^Escherichia coli^SCT' },
      { type: 'ST', code: '^Numération', sub: '1', value: 'nombreux' },
      { type: 'SN', code: '18862-3^Amoxicilline^LN', sub: '1.1', value: '>^32', unit: 'mg/L', flag: 'R' },
      { type: 'CWE', code: '600-7^Germe^LN', sub: '2', value: '3092008^Staphylococcus aureus^SCT' },
      { type: 'SN', code: '18862-3^Amoxicilline^LN', sub: '2.1', value: '<=^0.5', unit: 'mg/L', flag: 'S' },
    ],
  };
  expect(await tableOf(orUR01(culture))).toEqual([
    'Hémoculture',
    '  Germe: Escherichia coli',
    '    Numération: nombreux',
    '    Amoxicilline: >32',
    '  Germe: Staphylococcus aureus',
    '    Amoxicilline: <=0.5',
  ]);
  const child = segmentOf('OBR', {
    1: 2,
    3: 'L-2026-0001-A^CHSE',
    4: '29576-6^Antibiogramme^LN',
    7: '20260302081000',
    24: 'MB',
    25: 'F',
    26: '600-7&Germe&LN^2',
    29: 'D-L-2026-0001^L-2026-0001&CHSE',
  });
  const nested = orUR01({
    ...culture,
    results: (culture.results ?? []).filter(({ sub }) => sub?.length === 1),
    more: [child, ...aOBX(1, { type: 'ST', code: '^Oxacilline', value: 'S' })],
  });
  expect(await tableOf(nested)).toEqual([
    'Hémoculture',
    '  Germe: Escherichia coli',
    '    Numération: nombreux',
    '  Germe: Staphylococcus aureus',
    '    Antibiogramme: ',
    '      Oxacilline: S',
  ]);
});

test('leaves a table flat whose rows all have the same sub-id [R22]', async () => {
  const results = ['Sodium', 'Potassium', 'Chlore'].map((name) => ({
    code: `^${name}`,
    sub: '1',
    value: '1',
    unit: 'mmol/L',
  }));
  expect(await tableOf(orUR01({ results }))).toEqual(['Ionogramme', '  Sodium: 1', '  Potassium: 1', '  Chlore: 1']);
});

test('shows a radiology report as its text with its conclusion, and joins its images [R22]', async () => {
  const message = orUR01({
    section: 'RAD',
    service: '30746-2^CT thorax^LN',
    results: [
      { type: 'TX', code: '18782-3^Observations^LN', value: 'Pas de foyer.' },
      { type: 'TX', code: '18782-3^Observations^LN', value: 'Pas d’épanchement.' },
      { type: 'TX', code: '19005-8^Conclusion^LN', value: 'Examen normal.' },
      { type: 'HD', code: '113014^DICOM Study^DCM', value: '1.2.840.1.77^Application^DICOM' },
    ],
  });
  const { line, view } = await shown(message);
  expect(line).toMatchObject({ kind: 'imaging', title: 'CT thorax', detail: 'Examen normal.' });
  expect(view.parts).toEqual([
    { show: 'text', title: 'Conclusion', text: 'Examen normal.' },
    {
      show: 'text',
      title: 'CT thorax',
      text: 'Observations\nPas de foyer.\nPas d’épanchement.\n\nConclusion\nExamen normal.',
    },
  ]);
  expect(reportOf(message)?.imagingStudy).toEqual([
    { type: 'ImagingStudy', identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.840.1.77' } },
  ]);
});

test('shows an embedded PDF beside the table, told by its bytes [R22]', async () => {
  const pdf = Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64');
  const message = orUR01({
    results: [{}, { type: 'ED', code: '11502-2^Rapport original^LN', value: `^AP^Octet-stream^Base64^${pdf}` }],
  });
  const { view } = await shown(message);
  expect(
    view.parts.map((part) => (part.show === 'pdf' ? [part.show, part.title, part.bytes.length] : part.show)),
  ).toEqual(['laboratory', ['pdf', 'Rapport original', 15]]);
  expect(() => toFilingOf(orUR01({ results: [{ type: 'ED', value: '^AP^PDF^Base64^%%%' }] }))).toThrow('ED');
});

test('keeps the lines of a text and the turns of a day apart: one text, several glucoses [R22]', async () => {
  const lines = ['Flore mixte.', 'Quelques leucocytes.'].map((value) => ({ type: 'TX', code: '^Direct', value }));
  const turns = ['0800', '1200'].map((hour) => ({
    code: '2345-7^Glucose^LN',
    value: '90',
    unit: 'mg/dL',
    at: `20260302${hour}`,
  }));
  expect(await tableOf(orUR01({ results: [...lines, ...turns] }))).toEqual([
    'Ionogramme',
    '  Direct: Flore mixte.\nQuelques leucocytes.',
    '  Glucose: 90',
    '  Glucose: 90',
  ]);
  expect(new Set(toFilingOf(orUR01({ results: turns })).resources.map(({ key }) => key)).size).toBe(4);
});
