import { describe, expect, it } from 'vitest';
import type { Analyte, LaboratoryResult } from '../../../../contracts/laboratory.ts';
import { toCumulative, toCurves } from '../../../../src-renderer/features/document/cumulative.ts';
import { toScroll, toSpan } from '../../../../src-renderer/features/document/cumulative-span.ts';
import { isOutside, toBands } from '../../../../src-renderer/features/document/curve.ts';
import { toUnitGroups } from '../../../../src-renderer/features/document/curve-group.tsx';
import { toShownNumber } from '../../../../src-renderer/features/document/laboratory.ts';
import { buildHistory, buildResult } from '../../support/preview/sample-history.ts';
import { fc } from '../../../support/property.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', '~');
const analyte = (...results: readonly Partial<LaboratoryResult>[]): Analyte => ({
  key: 'k',
  panel: 'Biochimie',
  name: 'Potassium',
  results: results.map((one) => buildResult(one)),
});
const tableOf = (...analytes: readonly Analyte[]) =>
  toCumulative({ analytes: [...analytes], faulty: [], antibiograms: [] }, 'DiagnosticReport/labo-1');
const cellsOf = (one: Analyte) =>
  [...(tableOf(one).panels[0]?.rows[0]?.cells.values() ?? [])]
    .flat()
    .map((cell) => ({ ...cell, text: plain(cell.text), marks: cell.marks.map(plain) }));

describe('the cumulative table', () => {
  it('has a column for each moment, newest first: two samples of one day never hide one another [X12]', () => {
    const { columns } = tableOf(
      analyte(
        { at: '2026-11-20T07:42:00.000Z' },
        { at: '2026-11-20T13:05:00.000Z' },
        { at: '2026-11-20' },
        { at: '2025-01-02T08:00:00+01:00' },
        { at: null },
      ),
    );
    expect(columns.map(({ at }) => at)).toEqual([
      '2026-11-20T13:05:00.000Z',
      '2026-11-20',
      '2026-11-20T07:42:00.000Z',
      '2025-01-02T08:00:00+01:00',
      null,
    ]);
  });

  it('says in its cell what sets a result apart: unit, reference values, method, laboratory, status, remark [X12]', () => {
    const one = analyte(
      { value: '5.90', flag: 'H', method: 'ISE', notes: ['Hémolyse'] },
      {
        at: '2026-01-02',
        value: '160',
        unit: 'mg/l',
        range: '137 - 199',
        low: 137,
        high: 199,
        method: 'Flamme',
        status: 'corrected',
      },
      { at: '2025-01-02', value: '4.0', method: 'ISE', status: 'cancelled', flag: 'L' },
    );
    expect(cellsOf(one).map(({ text, sign, marks, withdrawn }) => [text, sign, marks, withdrawn])).toEqual([
      ['5,90', '▲', ['élevé', 'remarque'], false],
      ['160', '', ['corrigé', 'en mg/l', 'réf. 137 – 199', 'autre méthode : Flamme'], false],
      ['4,0', '▼', ['bas', 'annulé'], true],
    ]);
    const mixed = tableOf(analyte({}), { ...analyte({ performer: 'Laboratoire du Val' }), key: 'l', name: 'Sodium' });
    expect(mixed.columns[0]?.performer).toBeNull();
    expect(mixed.panels[0]?.rows.map(({ cells }) => [...cells.values()].flat()[0]?.marks)).toEqual([
      ['Laboratoire de démonstration'],
      ['Laboratoire du Val'],
    ]);
  });

  it('says of which sample an analysis is where two have one name, and a result of another sample than its row [X12]', () => {
    const sugar = (key: string, specimen: string | null, name = 'Glucose') => ({
      ...analyte({ value: '90', specimen }, { at: '2026-01-02', value: '80', specimen }),
      key,
      name,
    });
    const { panels } = tableOf(sugar('a', 'Sang'), sugar('b', 'Urine', 'glucose'), sugar('c', 'Sang', 'Fer'));
    const named = panels[0]?.rows.map((row) => row.analyte.name);
    expect(named).toEqual(['Glucose (Sang)', 'glucose (Urine)', 'Fer']);
    const one = analyte({ value: '5', specimen: 'Sang' }, { at: '2026-01-02', value: '7', specimen: 'Urine' });
    expect(cellsOf(one).map(({ marks }) => marks.filter((mark) => mark.includes('Urine')))).toEqual([
      [],
      ['Prélèvement : Urine'],
    ]);
  });

  it('tells what the laboratory flagged from what only lies outside its own limits, and awaits what is awaited [X12]', () => {
    const one = analyte(
      { value: '5.2' },
      { at: '2026-01-02', value: '<3.5' },
      { at: '2025-12-02', value: '5.2', flag: 'N' },
      { at: '2025-11-02', value: null, status: 'registered' },
    );
    expect(cellsOf(one).map(({ text, abnormal, marks }) => [text, abnormal, marks])).toEqual([
      ['5,2', true, ['au-dessus']],
      ['< 3,5', true, ['en dessous']],
      ['5,2', false, []],
      ['en attente', false, expect.any(Array) as unknown],
    ]);
  });

  it('changes no digit of any value, whatever the laboratory wrote [X12] [C4]', () => {
    const digits = (text: string) => text.replaceAll(/\D/g, '');
    fc.assert(
      fc.property(
        fc.oneof(fc.stringMatching(/^(<|>|<=|>=)? ?-?\d{1,9}(\.\d{1,6})?$/), fc.string({ maxLength: 20 })),
        (value) => {
          const [cell] = cellsOf(analyte({ value }));
          expect(digits(cell?.text ?? '')).toBe(digits(value));
          expect(digits(toShownNumber(value))).toBe(digits(value));
        },
      ),
    );
  });
});

describe('what is drawn of a table', () => {
  it('is what is in sight and a little more, of 300 analyses and 200 dates too [X12]', () => {
    const history = buildHistory(200, 300);
    const table = toCumulative(history, 'DiagnosticReport/labo-1');
    expect([table.columns.length, table.panels.flatMap(({ rows }) => rows).length]).toEqual([200, 300]);
    const sizes = Array.from({ length: 300 }, () => 50);
    const span = toSpan(sizes, 5_000, 400, 6);
    expect(span).toEqual({ first: 94, end: 114, before: 4_700, after: 9_300 });
    expect(toSpan([], 0, 400, 6)).toEqual({ first: 0, end: 0, before: 0, after: 0 });
    expect([toScroll(sizes, 3, 1_000, 400), toScroll(sizes, 30, 1_000, 400), toScroll(sizes, 24, 1_000, 400)]).toEqual([
      150, 1_150, 1_000,
    ]);
  });

  it('accounts for every line, drawn or not, wherever one scrolls', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 300 }),
        fc.integer({ min: 0, max: 70_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        (sizes, scroll, room) => {
          const { first, end, before, after } = toSpan(sizes, scroll, room, 2);
          const drawn = sizes.slice(first, end).reduce((sum, one) => sum + one, 0);
          expect(before + drawn + after).toBe(sizes.reduce((sum, one) => sum + one, 0));
        },
      ),
    );
  });
});

const anyResult = fc.record({
  at: fc.integer({ min: 0, max: 3_000 }).map((day) => new Date(Date.UTC(2018, 0, 1 + day, 8)).toISOString()),
  value: fc.constantFrom('4.1', '5.90', '<0.1', '> 5', '3', 'Négatif'),
  unit: fc.constantFrom('mmol/l', 'mg/l', null),
  performer: fc.constantFrom('A', 'B', null),
  method: fc.constantFrom('ISE', 'Flamme', null),
  status: fc.constantFrom('final', 'corrected', 'cancelled'),
});

describe('the curves of a record', () => {
  it('never lead a line across a change of unit, laboratory or method, nor through a limit [X12]', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyResult, { selector: ({ at }) => at, maxLength: 14 }), (results) => {
        const curves = toCurves(analyte(...results), 'none');
        const all = curves.flatMap(({ points }) => points).toSorted((a, b) => a.time - b.time);
        for (const { segments } of curves)
          for (const segment of segments)
            for (const [place, point] of segment.entries()) {
              expect(point.bound).toBeNull();
              const before = segment[place - 1];
              if (before === undefined) continue;
              // Nothing of another kind was measured between two points that are joined.
              const between = all.slice(all.indexOf(before), all.indexOf(point) + 1);
              for (const what of ['unit', 'performer', 'method'] as const)
                expect(new Set(between.map((one) => one[what]).filter((one) => one !== null)).size).toBeLessThan(2);
              expect(between.every(({ bound }) => bound === null)).toBe(true);
            }
      }),
    );
  });

  it('lose no measured value, and draw none that was withdrawn or is a word [X12]', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyResult, { selector: ({ at }) => at, minLength: 2, maxLength: 14 }), (results) => {
        const measured = results.filter(({ value, status }) => value !== 'Négatif' && status !== 'cancelled');
        const drawn = toCurves(analyte(...results), 'none').flatMap(({ points }) =>
          points.map(({ written }) => written),
        );
        expect(drawn.toSorted()).toEqual(measured.length < 2 ? [] : measured.map(({ value }) => value).toSorted());
      }),
    );
  });

  it('stand on one axis for each unit, and keep their dates when a period is chosen [X12]', () => {
    const rows = tableOf(
      analyte(
        { value: '1.1', unit: 'mg/dl' },
        { at: '2019-05-02', value: '75', unit: 'µmol/l' },
        { at: '2019-01-02', value: '70', unit: 'µmol/l' },
      ),
      {
        ...analyte({ value: '40', unit: 'mg/dl' }, { at: '2025-05-02', value: '36', unit: 'mg/dl' }),
        key: 'u',
        name: 'Urée',
      },
    ).panels.flatMap((panel) => panel.rows);
    const shape = (since: number | null) =>
      toUnitGroups(rows, since).map(({ unit, drawn }) => [
        unit,
        drawn.map(({ name, curve }) => [name, curve.points.length]),
      ]);
    expect(shape(null)).toEqual([
      [
        'mg/dl',
        [
          ['Potassium', 1],
          ['Urée', 2],
        ],
      ],
      ['µmol/l', [['Potassium', 2]]],
    ]);
    expect(shape(Date.parse('2026-01-01'))).toEqual([
      [
        'mg/dl',
        [
          ['Potassium', 1],
          ['Urée', 1],
        ],
      ],
    ]);
  });

  it('have the reference values that came with each point, and none where none came [X12]', () => {
    const [curve] = toCurves(
      analyte(
        { high: 5.1 },
        { at: '2026-01-01', high: 5 },
        { at: '2025-01-01', high: 5 },
        { at: '2024-01-01', low: null, high: null },
      ),
      'none',
    );
    expect(toBands(curve?.points ?? []).map(({ low, high }) => [low, high])).toEqual([
      [3.5, 5],
      [3.5, 5.1],
    ]);
    const limit = (value: string, low: number | null, high: number | null) =>
      toCurves(analyte({ value, low, high }, { at: '2020-01-01' }), 'none')[0]?.points.at(-1);
    expect(
      [limit('<0.1', 0.5, 4), limit('<0.1', null, 4), limit('>40', 1, 40), limit('>30', 1, 40)].map(
        (point) => point !== undefined && isOutside(point),
      ),
    ).toEqual([true, false, true, false]);
  });
});
