import { expect, test } from 'vitest';
import { isOtherBirth } from '../../../server/hl7/patient-match.ts';

test('takes two birth dates for one person’s as far as both are known, and no further [R25]', () => {
  const pairs = [
    ['1940', '1940-05-12'],
    ['1940-05', '1940-05-12'],
    ['1940-05-12', undefined],
    ['1940', '1941-05-12'],
    ['1940-05', '1940-06'],
    ['1940-05-12', '1940-05-13'],
  ] as const;
  expect(pairs.map(([one, other]) => [isOtherBirth(one, other), isOtherBirth(other, one)])).toEqual([
    [false, false],
    [false, false],
    [false, false],
    [true, true],
    [true, true],
    [true, true],
  ]);
});
