import type { DiagnosticReport, Observation } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { adt, aOBX, orUR01, type ORUWish } from '../../../builders/hl7.ts';
import { segmentOf } from '../../../builders/hl7-segment.ts';
import { toFilingOf } from './shown-record.ts';

const filed = (wish: ORUWish) => toFilingOf(orUR01(wish));
const keysOf = (wish: ORUWish): string[] => filed(wish).resources.map(({ key }) => key);
const results = (wish: ORUWish): Observation[] =>
  filed(wish)
    .resources.map(({ resource }) => resource)
    .filter((one): one is Observation => one.resourceType === 'Observation' && one.hasMember === undefined);

test('gives one key to what is said twice, and two to what was measured twice [R22]', () => {
  const again = (taken: string) => [
    segmentOf('OBR', { 1: 2, 3: 'L-2026-0001^CHSE', 4: '24326-1^Ionogramme^LN', 7: taken, 24: 'LAB', 25: 'F' }),
    ...aOBX(1),
  ];
  const twice = filed({ more: again('20260302120000') }).resources;
  expect(new Set(twice.map(({ key, resource }) => `${resource.resourceType}|${key}`)).size).toBe(twice.length);
  expect(twice.filter(({ resource }) => resource.resourceType === 'Observation')).toHaveLength(5);
  const allergies = toFilingOf(adt('A08', { more: ['AL1|1|DA|^Iode', 'AL1|2|DA|^Iode|SV'] })).resources;
  expect(allergies.filter(({ resource }) => resource.resourceType === 'AllergyIntolerance')).toHaveLength(1);
});

test('knows a result that comes alone by the moment it was measured too, and one taken back as well [R22] [R25]', () => {
  const [eight, noon] = ['202603020800', '202603021200'].map((at) => ({ at }));
  const aliasesOf = (wish: ORUWish): unknown[] => filed(wish).resources.flatMap(({ alias }) => alias ?? []);
  const keys = keysOf({ results: [{ ...eight }, { ...noon }] });
  const [plain] = keysOf({ results: [{ ...noon }] });
  // Either may have come alone before: it is known by its moment, and by no other.
  expect(aliasesOf({ results: [{ ...eight }, { ...noon }] })).toMatchObject([
    { key: plain, at: '2026-03-02T08:00:00+01:00' },
    { key: plain, at: '2026-03-02T12:00:00+01:00' },
  ]);
  const [, second] = results({ results: [{ ...eight }, { ...noon }] });
  const alias = { key: keys[1], identifier: second?.identifier };
  expect(aliasesOf({ results: [{ ...noon, value: '4.1', status: 'C' }] })).toEqual([alias]);
  expect(filed({ results: [{ ...noon, status: 'D' }] }).removed.map((one) => one.alias)).toEqual([alias]);
  expect(keysOf({ results: [{ ...noon }] })).toEqual(keysOf({ results: [{ at: '202603021205' }] }));
  expect(aliasesOf({ results: [{}] })).toEqual([]);
  const twisted = filed({ results: [{ ...noon }, { sub: `@${noon?.at}` }] }).resources;
  const names = twisted.flatMap(({ key, alias }) => [key, ...(alias === undefined ? [] : [alias.key])]);
  expect(names).toContain(keys[1]);
  expect(new Set(names).size).toBe(names.length);
});

test('lets a result stand that is taken back and sent anew in one message [R22]', () => {
  const { removed } = filed({ results: [{ status: 'D' }, { value: '4.1', status: 'F' }] });
  expect([removed, keysOf({ results: [{ status: 'D' }, { value: '4.1' }] })]).toEqual([[], keysOf({ results: [{}] })]);
  expect(
    results({ results: [{ status: 'D' }, { value: '4.1', status: 'F' }] }).map(
      ({ valueQuantity }) => valueQuantity?.value,
    ),
  ).toEqual([4.1]);
});

test('takes the status of the request for results that have none of their own [R22]', () => {
  const status = (request: string) => results({ status: request, results: [{ status: '' }] })[0]?.status;
  expect(['F', 'P', 'A', 'C', ''].map(status)).toEqual(['final', 'preliminary', 'preliminary', 'corrected', 'unknown']);
});

test('loses no remark: under a report’s text, under its file, under its request [R22]', () => {
  const file = `^AP^PDF^Base64^${Buffer.from('%PDF-1.7').toString('base64')}`;
  const { resources } = filed({
    section: 'CUS',
    notes: ['Sous la demande.'],
    results: [
      { type: 'TX', code: '^Texte', value: 'Échographie.', notes: ['Sous le texte.'] },
      { type: 'ED', code: '^Fichier', value: file, notes: ['Sous le fichier.'] },
    ],
  });
  const [text] = resources.map(({ resource }) => resource);
  const report = resources.at(-1)?.resource as DiagnosticReport;
  expect([Buffer.from((text as { data: string }).data, 'base64').toString('utf8'), report.conclusion]).toEqual([
    'Échographie.\nSous le texte.',
    'Sous la demande.\n\nSous le fichier.',
  ]);
});

test('loses no remark below a segment of the sender’s own, nor below a sample [R22]', () => {
  const sample = ['SPM|1|||SER^Sérum^HL70487', 'NTE|1|L|Échantillon hémolysé.'];
  const { resources } = filed({ results: [{}], more: ['ZLB|1|x', 'NTE|1|L|Contrôlé.', ...sample] });
  const [potassium, report] = [resources[0]?.resource as Observation, resources.at(-1)?.resource as DiagnosticReport];
  expect([potassium.note, report.conclusion]).toEqual([[{ text: 'Contrôlé.' }], 'Échantillon hémolysé.']);
});

test('shows no file that was taken back, and waits for one that is only announced: its results are filed [R22] [R25]', () => {
  const pdf = `^AP^PDF^Base64^${Buffer.from('%PDF-1.7').toString('base64')}`;
  const shown = (status: string, value: string): unknown[] => {
    const made = filed({
      results: [{}, { type: 'ED', code: 'PDF^Rapport^L', value, status, notes: ['Du fichier.'] }],
    }).resources.map(({ resource }) => resource);
    const report = made.at(-1) as DiagnosticReport;
    return [made.length, report.presentedForm?.length ?? 0, report.conclusion ?? null];
  };
  const [with_, without] = [
    [4, 1, 'Du fichier.'],
    [3, 0, null],
  ];
  expect(['F', 'C', 'P'].map((status) => shown(status, pdf))).toEqual([with_, with_, with_]);
  expect([shown('D', pdf), shown('W', pdf), shown('D', ''), shown('W', '')]).toEqual(Array(4).fill(without));
  expect(['I', 'P', 'S', 'X'].map((status) => shown(status, ''))).toEqual(Array(4).fill(without));
  for (const status of ['F', 'C', '']) expect(() => shown(status, '')).toThrow('ED');
});

test('takes flag and status of a text from each of its lines, and no line that was taken back [R22] [R25]', () => {
  const line = (value: string, status = 'F', flag = '') => ({ type: 'TX', code: '^Direct', value, status, flag });
  const text = (...lines: ReturnType<typeof line>[]): unknown[] =>
    results({ results: lines }).map(({ valueString, status, interpretation = [] }) => [
      valueString,
      status,
      interpretation.map(({ coding }) => coding?.[0]?.code).join(),
    ]);
  expect(text(line('Flore.'), line('Staphylocoque.', 'F', 'A'), line('Fin.', 'F', 'A'))).toEqual([
    ['Flore.\nStaphylocoque.\nFin.', 'final', 'A'],
  ]);
  expect(text(line('Flore.'), line('Staphylocoque.', 'C'))).toEqual([['Flore.\nStaphylocoque.', 'corrected', '']]);
  expect(text(line('Flore.'), line('À suivre.', 'P'))).toEqual([['Flore.\nÀ suivre.', 'preliminary', '']]);
  expect(text(line('Flore.'), line('Faux.', 'D'), line('Fin.'))).toEqual([['Flore.\nFin.', 'final', '']]);
});
