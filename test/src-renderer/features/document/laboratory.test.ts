import { describe, expect, it } from 'vitest';
import { isAbnormalFlag } from '../../../../contracts/interpretation.ts';
import { toCurve, toExtent } from '../../../../src-renderer/features/document/curve.ts';
import {
  isAbnormal,
  orderRows,
  readFlag,
  readNumber,
  readRange,
  readShownValue,
  toLines,
} from '../../../../src-renderer/features/document/laboratory.ts';
import { buildRow } from '../../support/samples.ts';

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ').replaceAll('\u202f', '~') ?? null;

describe('a laboratory result', () => {
  it('keeps the digits of the laboratory, with a comma on the screen [C4]', () => {
    expect(readShownValue(buildRow({ value: '5.90' }))).toEqual({ text: '5,90', absent: false });
    expect(plain(readShownValue(buildRow({ value: '> 5.0' })).text)).toBe('> 5,0');
    expect(plain(readShownValue(buildRow({ value: '<0.01' })).text)).toBe('< 0,01');
    expect(plain(readShownValue(buildRow({ value: '24500' })).text)).toBe('24~500');
    expect(readShownValue(buildRow({ value: '1:80' })).text).toBe('1:80');
    expect(readShownValue(buildRow({ value: 'Négatif' })).text).toBe('Négatif');
  });

  it('says why there is no value, and shows an unknown reason as it came', () => {
    expect(readShownValue(buildRow({ value: null, absent: 'not-performed' }))).toEqual({
      text: 'non effectué',
      absent: true,
    });
    expect(readShownValue(buildRow({ value: null, absent: 'lost' })).text).toBe('sans résultat (lost)');
    expect(readShownValue(buildRow({ value: null })).text).toBe('sans résultat');
    expect(readShownValue(buildRow({ value: null, members: [buildRow()] })).text).toBe('');
  });

  it('says each flag with a sign and a word, and an unknown one as it came', () => {
    expect(readFlag('H')).toEqual({ sign: '▲', word: 'élevé', abnormal: true });
    expect(readFlag('LL')).toEqual({ sign: '▼▼', word: 'très bas', abnormal: true });
    expect(readFlag('S')).toEqual({ sign: 'S', word: 'sensible', abnormal: false });
    expect(plain(readFlag('XQ')?.word ?? '')).toBe('signalé « XQ »');
    expect(readFlag('constructor')?.abnormal).toBe(true);
    expect([readFlag('N'), readFlag(null), readFlag('')]).toEqual([null, null, null]);
  });

  it('is flagged on its line wherever the record counts it as abnormal, a weak reaction too [X12]', () => {
    const flags = 'H HH HU L LL LU A AA > < U D B W POS NEG DET ND IND R I S SDD NS MS VS RR WR HX LX E XQ SYN-S'.split(
      ' ',
    );
    expect(flags.map((flag) => [flag, readFlag(flag)?.abnormal])).toEqual(
      flags.map((flag) => [flag, isAbnormalFlag(flag)]),
    );
    expect(plain(readFlag('WR')?.word ?? '')).toBe('signalé « WR »');
  });

  it('shows the reference values as written, else from their limits', () => {
    expect(plain(readRange(buildRow({ range: '3.5 - 5.1' })))).toBe('3,5 – 5,1');
    expect(plain(readRange(buildRow({ range: '150000 - 400000' })))).toBe('150~000 – 400~000');
    expect(plain(readRange(buildRow({ range: null, low: 3.5, high: null })))).toBe('≥ 3,5');
    expect(plain(readRange(buildRow({ range: null, low: null, high: 14 })))).toBe('≤ 14');
    expect(readRange(buildRow({ range: null, low: null, high: null }))).toBeNull();
  });
});

describe('a withdrawn result', () => {
  it.each(['cancelled', 'entered-in-error'])(
    'stands in no curve and no cumulative table when it is %s [R22]',
    (status) => {
      const previous = [
        { at: '2026-01-02', value: 4.1, written: '4.1', unit: 'mmol/L', performer: null, method: null },
      ];
      const row = buildRow({ value: '5.9', unit: 'mmol/L', status, previous });
      const of = (one: typeof row) => toCurve(one, '2026-03-02', null).points.map(({ value }) => value);
      expect([of(row), of({ ...row, status: 'final' })]).toEqual([[4.1], [4.1, 5.9]]);
    },
  );
});

describe('a panel', () => {
  const panel = [
    buildRow({ name: 'Sodium' }),
    buildRow({
      name: 'Formule',
      value: null,
      members: [buildRow({ name: 'Neutrophiles' }), buildRow({ name: 'Blastes', flag: 'AA' })],
    }),
    buildRow({ name: 'Potassium', flag: 'H' }),
  ];

  it('puts abnormal results first, a heading with its abnormal member, and keeps the order otherwise', () => {
    expect(orderRows(panel, true).map((row) => row.name)).toEqual(['Formule', 'Potassium', 'Sodium']);
    expect(orderRows(panel, false)).toBe(panel);
    expect(panel.map(isAbnormal)).toEqual([false, true, true]);
  });

  it('keeps the hierarchy, with keys that do not change when values do', () => {
    const lines = toLines(panel, true);
    expect(lines.map((line) => [line.row.name, line.depth])).toEqual([
      ['Formule', 0],
      ['Blastes', 1],
      ['Neutrophiles', 1],
      ['Potassium', 0],
      ['Sodium', 0],
    ]);
    const changed = toLines(
      panel.map((row) => ({ ...row, value: '9' })),
      true,
    );
    expect(changed.map((line) => line.key)).toEqual(lines.map((line) => line.key));
    expect(new Set(toLines([buildRow(), buildRow()], false).map((line) => line.key)).size).toBe(2);
  });
});

describe('a curve', () => {
  const earlier = (at: string, value: number, unit = 'mg/dl', performer = 'Labo A') => ({
    at,
    value,
    written: String(value),
    unit,
    performer,
    method: null as string | null,
  });
  const row = buildRow({
    name: 'Créatinine',
    value: '1.42',
    unit: 'mg/dl',
    low: 0.51,
    high: 0.95,
    previous: [
      earlier('2025-03-10', 1.1),
      earlier('2024-01-05', 0.9, 'mg/dl', 'Labo B'),
      earlier('2019-05-02', 75, 'µmol/l'),
    ],
  });

  it('joins the same unit alone, oldest first, and names the units it leaves out', () => {
    const curve = toCurve(row, '2026-11-20T07:42:00.000Z', 'Labo A');
    expect(curve.points.map((point) => [point.at, point.value, point.now])).toEqual([
      ['2024-01-05', 0.9, false],
      ['2025-03-10', 1.1, false],
      ['2026-11-20T07:42:00.000Z', 1.42, true],
    ]);
    expect(curve.otherUnits).toEqual(['µmol/l']);
    expect(curve.segments.map((segment) => segment.map((point) => point.value))).toEqual([[0.9], [1.1, 1.42]]);
    expect(curve.changes).toEqual([
      { what: 'unit', at: '2024-01-05', from: 'µmol/l', to: 'mg/dl' },
      { what: 'performer', at: '2024-01-05', from: 'Labo A', to: 'Labo B' },
      { what: 'performer', at: '2025-03-10', from: 'Labo B', to: 'Labo A' },
    ]);
  });

  it('breaks where the method changes, and where nothing is said goes on [X12]', () => {
    const [first, second] = [earlier('2024-01-05', 0.9), earlier('2025-03-10', 1.1)];
    const by = (method: string | null, ...previous: (typeof first)[]) =>
      toCurve({ ...row, method, previous }, '2026-11-20', 'Labo A');
    const changed = by('Enzymatique', { ...first, method: 'Jaffé' }, { ...second, performer: 'Labo A', method: null });
    expect(changed.segments).toHaveLength(2);
    expect(changed.changes).toEqual([{ what: 'method', at: '2026-11-20', from: 'Jaffé', to: 'Enzymatique' }]);
    expect(by(null, { ...first, method: 'Jaffé' }, second).segments).toHaveLength(1);
  });

  it('takes no point from a text, and joins a limit to nothing [X12]', () => {
    expect([readNumber('> 5.0'), readNumber('Négatif'), readNumber(''), readNumber('5.90')]).toEqual([
      null,
      null,
      null,
      5.9,
    ]);
    const limited = toCurve({ ...row, value: '> 5.0' }, '2026-11-20', null);
    expect(limited.points.at(-1)).toMatchObject({ value: 5, bound: '>', written: '> 5.0' });
    expect(limited.segments.flat().map(({ written }) => written)).toEqual(['0.9', '1.1']);
    expect(toCurve({ ...row, value: 'Négatif' }, '2026-11-20', null).points).toHaveLength(2);
    expect(toCurve(row, null, null).points).toHaveLength(2);
  });

  it('shows every point and the reference values, and goes below zero only with the values', () => {
    const [bottom, top] = toExtent(toCurve(row, '2026-11-20', 'Labo A'));
    expect(bottom).toBeLessThan(0.51);
    expect(bottom).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThan(1.42);
    const flat = toExtent({ points: [], unit: null, low: 5, high: 5, otherUnits: [], segments: [], changes: [] });
    expect(flat[0]).toBeLessThan(flat[1]);
  });
});
