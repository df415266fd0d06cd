import { describe, expect, it } from 'vitest';
import { readNiss, type Niss } from '../../../contracts/niss.ts';
import { toKnownBirthKeys, toShownBirthDate, toTypedBirthKeys } from '../../../server/domain/birth-date.ts';
import { overlaps } from '../../../server/domain/person-name.ts';

const complete = niss('93.05.18-223.61');
const yearOnly = niss('40.00.00-955.79');
const unknown = niss('00.00.01-003.64');

function niss(text: string): Niss {
  const reading = readNiss(text);
  if (!reading.ok) throw new Error(text);
  return reading.niss;
}

describe('birth date', () => {
  it.each([
    ['1993-05-18', complete, '1993-05-18'],
    ['1993', complete, '1993'],
    ['1993', complete, '1993-05-18'],
    ['1993-05', complete, '1993-05-18'],
    [null, complete, '1993-05-18'],
    [null, yearOnly, '1940'],
    [null, yearOnly, '1940-07-01'],
    ['1940-01-01', yearOnly, '1940'],
    ['1940-01-01', yearOnly, '1940-01-01'],
    [null, unknown, '1900'],
    ['1955-03-12', null, '1955-03-12'],
  ] as const)('recorded as %j, number %j: %j agrees [R10]', (recorded, number, typed) => {
    expect(overlaps(toTypedBirthKeys(typed), toKnownBirthKeys(recorded, number))).toBe(true);
  });

  it.each([
    ['1993-05-18', complete, '1993-05-19'],
    ['1993-05-18', complete, '1993'],
    ['1993-05-18', complete, '1993-05'],
    ['1993-05-18', complete, '1893-05-18'],
    ['1940-01-01', yearOnly, '1940-02-02'],
    ['1940-01-01', yearOnly, '1941'],
    ['1955', null, '1956-03-12'],
    [null, unknown, '1900-01-01'],
    [null, null, '1955'],
  ] as const)('recorded as %j, number %j: %j is refused [R10]', (recorded, number, typed) => {
    expect(overlaps(toTypedBirthKeys(typed), toKnownBirthKeys(recorded, number))).toBe(false);
  });

  it('shows the record, else the number, else its century', () => {
    expect([
      toShownBirthDate('1993-05-18', complete),
      toShownBirthDate(null, yearOnly),
      toShownBirthDate(null, unknown),
      toShownBirthDate(null, null),
    ]).toEqual(['1993-05-18', '1940', '1900', null]);
  });
});
