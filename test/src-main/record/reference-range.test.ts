import { describe, expect, it } from 'vitest';
import type { ObservationReferenceRange } from '@medplum/fhirtypes';
import { readFhir } from '../../../src-main/record/fhir-json.ts';
import { toRange } from '../../../src-main/record/reference-range.ts';

const range = (valueUnit: string, ...referenceRange: ObservationReferenceRange[]) =>
  toRange(
    readFhir(
      Buffer.from(
        JSON.stringify({
          resourceType: 'Observation',
          valueQuantity: { value: 13, unit: valueUnit },
          referenceRange,
        }),
      ),
    ) ?? {},
  );
const between = (low: number, high: number, unit?: string) => ({
  low: { value: low, ...(unit && { unit }) },
  high: { value: high, ...(unit && { unit }) },
});
const of = (text: string) => ({ appliesTo: [{ text }] });

describe('the reference values of a result', () => {
  it('are limits when the laboratory gave one pair, however it writes their unit [X12]', () => {
    expect(range('g/dL', between(12, 16, 'g/dl'))).toEqual({ range: '12 – 16', low: 12, high: 16 });
    expect(range('µg/l', between(1, 2, '\u03bcg / L'))).toMatchObject({ low: 1, high: 2 });
    expect(range('g/dl', { ...between(12, 16), ...of('Femme') })).toEqual({ range: '12 – 16', low: 12, high: 16 });
    expect(range('g/dl', between(12, 16), { text: 'adulte : 12 – 16' })).toMatchObject({ low: 12, high: 16 });
  });

  it('of men and women, or of ages, are all written and judge no value: nobody knows here whose they are [X12]', () => {
    expect(range('g/dl', { ...between(12, 16), ...of('Femme') }, { ...between(13, 17), ...of('Homme') })).toEqual({
      range: 'Femme : 12 – 16 ; Homme : 13 – 17',
      low: null,
      high: null,
    });
    const old = { ...between(11, 15), age: { low: { value: 65, unit: 'a' } } };
    expect(range('g/dl', between(12, 16), old)).toEqual({ range: '12 – 16 ; ≥ 65 a : 11 – 15', low: null, high: null });
    expect(range('g/dl', { ...between(12, 16), ...of('Femme') }, { text: 'Homme : 13 – 17' })).toMatchObject({
      low: null,
      high: null,
    });
  });

  it('in another unit than the value are written with it, and judge no value [X12]', () => {
    expect(range('g/dl', between(120, 160, 'g/l'))).toEqual({ range: '120 – 160 g/l', low: null, high: null });
  });

  it('of another kind than the usual say of which, and give way to the usual [X12]', () => {
    const therapeutic = { ...between(10, 20), type: { text: 'Thérapeutique', coding: [{ code: 'therapeutic' }] } };
    expect(range('mg/l', therapeutic)).toEqual({ range: 'Thérapeutique : 10 – 20', low: 10, high: 20 });
    expect(range('mg/l', therapeutic, between(0, 5))).toEqual({ range: '0 – 5', low: 0, high: 5 });
  });
});
