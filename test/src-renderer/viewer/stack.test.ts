import { describe, expect, test } from 'vitest';
import { toEdges, toPlaneName, toSides } from '../../../src-renderer/viewer/stack/anatomy.ts';
import { readProbe, toLength, toScaleBar } from '../../../src-renderer/viewer/stack/measures.ts';
import { type Placed, toStacks } from '../../../src-renderer/viewer/stack/order.ts';
import type { Vector } from '../../../src-renderer/viewer/stack/vectors.ts';
import { toGray, toPresets, toRange, toWindow } from '../../../src-renderer/viewer/stack/windows.ts';
import type { DecodedFrame } from '../../../src-renderer/viewer/decode/decode.ts';
import { fc } from '../../support/property.ts';

const axial = { row: [1, 0, 0], column: [0, 1, 0] } as const;
const coronal = { row: [1, 0, 0], column: [0, 0, -1] } as const;
const sagittal = { row: [0, 1, 0], column: [0, 0, -1] } as const;

const slice = (
  key: string,
  number: number,
  plane: { row: Vector; column: Vector } | null,
  position: Vector = [0, 0, 0],
): Placed => ({
  key,
  plane: plane && { position, ...plane },
  instanceNumber: number,
  frame: 0,
  kind: plane ? 'MONOCHROME2' : '',
});

const keys = (slices: readonly Placed[]): string[][] =>
  toStacks(slices).map((stack) => stack.slices.map(({ key }) => key));

describe('the order of a stack', () => {
  test('follows position along the normal, whatever the Instance Numbers say', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(20).keys()], { minLength: 20 }), (numbers) => {
        const slices = numbers.map((number, index) =>
          slice(`z${String(index).padStart(2, '0')}`, number, axial, [5, 5, -2 * index]),
        );
        expect(keys(slices.toSorted((a, b) => (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0)))).toEqual([
          slices.map(({ key }) => key),
        ]);
      }),
    );
  });

  test('is head to feet, front to back and right to left', () => {
    expect([
      keys([slice('feet', 1, axial, [0, 0, -9]), slice('head', 2, axial, [0, 0, 9])]),
      keys([slice('back', 1, coronal, [0, 9, 0]), slice('front', 2, coronal, [0, -9, 0])]),
      keys([slice('left', 1, sagittal, [9, 0, 0]), slice('right', 2, sagittal, [-9, 0, 0])]),
    ]).toEqual([[['head', 'feet']], [['front', 'back']], [['right', 'left']]]);
  });

  test('separates a localizer, and color from gray', () => {
    const slices = [
      slice('scout', 1, coronal),
      slice('b', 2, axial, [0, 0, 1]),
      slice('a', 3, axial, [0, 0, 2]),
      { ...slice('dose', 4, null), kind: 'color' },
    ];
    expect(keys(slices)).toEqual([['scout'], ['a', 'b'], ['dose']]);
  });

  test('keeps an unreadable slice beside the one it follows', () => {
    const slices = [
      slice('1', 1, axial, [0, 0, 30]),
      slice('?', 2, null),
      slice('3', 3, axial, [0, 0, 10]),
      slice('4', 4, axial, [0, 0, 0]),
    ];
    expect(keys(slices)).toEqual([['1', '?', '3', '4']]);
  });

  test('gives positions in the patient, growing to the head', () => {
    expect(toStacks([slice('a', 1, axial, [0, 0, -480]), slice('b', 2, axial, [0, 0, -479])])[0]?.positions).toEqual([
      -479, -480,
    ]);
  });
});

describe('side letters', () => {
  test('stand where the standing patient has them', () => {
    expect([
      toEdges(axial.row, axial.column),
      toEdges(coronal.row, coronal.column),
      toEdges(sagittal.row, sagittal.column),
    ]).toEqual([
      { left: ['R'], right: ['L'], top: ['A'], bottom: ['P'] },
      { left: ['R'], right: ['L'], top: ['H'], bottom: ['F'] },
      { left: ['A'], right: ['P'], top: ['H'], bottom: ['F'] },
    ]);
  });

  test('name two directions when the plane is oblique', () => {
    expect([toSides([0.8, 0.6, 0]), toSides([0.99, 0.1, 0]), toPlaneName([0, 1, 0], [0.1, 0, -0.99])]).toEqual([
      ['L', 'P'],
      ['L'],
      'sagittal',
    ]);
  });
});

describe('a window', () => {
  test('becomes black and white exactly where PS3.3 C.11.2.1.2 says', () => {
    const { lower, upper } = toRange({ center: 40, width: 400 }, 'LINEAR');
    expect([
      lower,
      upper,
      toGray(lower, { lower, upper }, 'LINEAR'),
      toGray(upper, { lower, upper }, 'LINEAR'),
    ]).toEqual([-160, 239, 0, 255]);
    expect(toRange({ center: 40, width: 400 }, 'LINEAR_EXACT')).toEqual({ lower: -160, upper: 240 });
  });

  test('turned into a range and back is the same window', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 1, max: 5000 }), (center, width) => {
        expect(toWindow(toRange({ center, width }, 'LINEAR'))).toEqual({ center, width });
      }),
    );
  });

  test('by SIGMOID is a half in its center and never quite black or white', () => {
    const range = toRange({ center: 100, width: 200 }, 'SIGMOID');
    expect([toGray(100, range, 'SIGMOID'), toGray(-100, range, 'SIGMOID') > 0]).toEqual([127.5, true]);
  });

  test('has six names for a CT, on the keys 1 to 6', () => {
    expect(toPresets('CT', []).map(({ key, name, center, width }) => [key, name, center, width])).toEqual([
      ['1', 'Abdomen', 40, 400],
      ['2', 'Poumon', -600, 1500],
      ['3', 'Os', 480, 2500],
      ['4', 'Cerveau', 40, 80],
      ['5', 'Foie', 60, 160],
      ['6', 'Médiastin', 50, 350],
    ]);
  });

  test('of another modality is only what the file gives', () => {
    const own = { center: 1, width: 2, name: '' };
    expect([
      toPresets('MR', [own]),
      toPresets('MR', [own, { center: 3, width: 4, name: 'OSSEUX' }]).map(({ name }) => name),
    ]).toEqual([[], ['OSSEUX']]);
  });
});

describe('a measure', () => {
  test('uses the spacing of each direction', () => {
    expect(toLength({ spacing: [2, 0.5] }, [0, 0], [8, 0])).toEqual({ value: 4, unit: 'mm' });
    expect(toLength({ spacing: [2, 0.5] }, [0, 0], [0, 8])).toEqual({ value: 16, unit: 'mm' });
  });

  test('without spacing counts pixels and says so', () => {
    expect(toLength({ spacing: null }, [0, 0], [3, 4])).toEqual({ value: 5, unit: 'pixels' });
  });

  test('of a value outside the slice is nothing', () => {
    const frame = {
      facts: { rows: 1, columns: 2 },
      pixels: { color: false, values: new Int16Array([7, 8]) },
    } as unknown as DecodedFrame;
    expect([readProbe(frame, [0.4, 0.4]), readProbe(frame, [0.6, 0]), readProbe(frame, [2, 0])]).toEqual([7, 8, null]);
  });

  test('bar is a round length that fits', () => {
    expect([toScaleBar(0.5, 160), toScaleBar(3, 160), toScaleBar(0, 160)]).toEqual([
      { millimetres: 50, pixels: 100 },
      { millimetres: 200, pixels: 200 / 3 },
      null,
    ]);
  });
});
