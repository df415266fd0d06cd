import { expect, test } from 'vitest';
import { toDateRange, toPeriodRange } from '../../../server/mapping/local-date.ts';

test('covers as much as a date says, in Brussels unless it names its zone', () => {
  expect(
    [
      '2026',
      '2026-03',
      '2026-03-29',
      '2026-10-25',
      '2026-11-20T08:15:00+01:00',
      '2026-11-20T08:15',
      '2026-11-20T08:15:00.120Z',
    ].map(toDateRange),
  ).toEqual([
    { from: '2025-12-31T23:00:00.000Z', to: '2026-12-31T23:00:00.000Z' },
    { from: '2026-02-28T23:00:00.000Z', to: '2026-03-31T22:00:00.000Z' },
    { from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' },
    { from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' },
    { from: '2026-11-20T07:15:00.000Z', to: '2026-11-20T07:15:01.000Z' },
    { from: '2026-11-20T07:15:00.000Z', to: '2026-11-20T07:16:00.000Z' },
    { from: '2026-11-20T08:15:00.120Z', to: '2026-11-20T08:15:00.121Z' },
  ]);
});

test('is nothing for what is no date', () => {
  for (const text of ['', '2026-02-30', '2026-13', '26-01-01', 'yesterday', '2026-11-20T25:61:00Z', '2026-11-20 '])
    expect(toDateRange(text)).toBeNull();
});

test('leaves an open side of a period open', () => {
  expect(toPeriodRange({ start: '2026-03-12' })).toEqual({ from: '2026-03-11T23:00:00.000Z', to: 'infinity' });
  expect(toPeriodRange({ end: '2026-03-12' })).toEqual({ from: '-infinity', to: '2026-03-12T23:00:00.000Z' });
  expect(toPeriodRange({})).toBeNull();
});
