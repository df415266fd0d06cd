import { expect, test } from 'vitest';
import { toDayEnd, toDayStart } from '../../../server/domain/brussels-day.ts';

test.each([
  ['2026-01-10', '2026-01-09T23:00:00.000Z', '2026-01-10T23:00:00.000Z'],
  ['2026-07-10', '2026-07-09T22:00:00.000Z', '2026-07-10T22:00:00.000Z'],
  // 23 and 25 hours long.
  ['2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ['2028-02-29', '2028-02-28T23:00:00.000Z', '2028-02-29T23:00:00.000Z'],
])('begins and ends the day %s where it does in Brussels', (day, start, end) => {
  expect([toDayStart(day), toDayEnd(day)]).toEqual([start, end]);
});
