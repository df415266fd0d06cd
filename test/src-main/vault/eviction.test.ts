import { describe, expect, it } from 'vitest';
import { type CopyWeight, type RoomWanted, toEvictions } from '../../../src-main/vault/eviction.ts';
import { fc } from '../../support/property.ts';

const aCopy = (patient: string, lookedAt: number, series: CopyWeight['series'] = [], documents = 10): CopyWeight => ({
  patient,
  lookedAt,
  documents,
  series,
});
const images = (series: string, bytes: number, lookedAt = 0) => ({ series, bytes, lookedAt });
const wanted = (bytes: number, over: Partial<RoomWanted> = {}): RoomWanted => ({
  bytes,
  patient: 'open',
  kept: [],
  thinned: [],
  last: [],
  own: null,
  ...over,
});
const named = (copies: readonly CopyWeight[], order: RoomWanted): string[] =>
  toEvictions(copies, order).map(({ patient, series }) => `${patient}/${series ?? 'whole'}`);

describe('what is given up for room', () => {
  const copies = [
    aCopy('open', 90, [images('shown', 100, 90), images('other', 100, 10)]),
    aCopy('next', 0, [images('ct', 100)]),
    aCopy('seen', 50, [images('mr', 100, 50)]),
    aCopy('monday', 20, [images('old', 100, 5), images('new', 100, 20)]),
    aCopy('tuesday', 30, [images('xr', 100, 30)]),
  ];
  it.each<[string, Partial<RoomWanted> & { bytes: number }, string[]]>([
    ['images looked at longest ago, of nobody expected', { bytes: 150 }, ['next/ct', 'monday/old']],
    [
      'images before anybody’s documents',
      { bytes: 250, kept: ['next', 'seen'] },
      ['monday/old', 'monday/new', 'tuesday/xr'],
    ],
    [
      'documents next',
      { bytes: 305, kept: ['next', 'seen'] },
      ['monday/old', 'monday/new', 'tuesday/xr', 'monday/whole'],
    ],
    [
      'images of those who were seen after everything of everybody else',
      { bytes: 325, kept: ['next'], thinned: ['seen'] },
      ['monday/old', 'monday/new', 'tuesday/xr', 'seen/mr'],
    ],
    [
      'for the screen, other series of the same patient before documents of the day',
      { bytes: 620, last: ['seen', 'next'], own: 'shown' },
      ['monday/old', 'monday/new', 'tuesday/xr', 'monday/whole', 'tuesday/whole', 'seen/mr', 'next/ct', 'open/other'],
    ],
    ['nothing, where everything would not be enough', { bytes: 1_000, kept: ['next', 'seen'] }, []],
  ])('is %s [C5]', (_what, { bytes, ...over }, gone) => {
    expect(named(copies, wanted(bytes, over))).toEqual(gone);
  });

  it('is enough or nothing, never more than needed, and never of whoever is kept [C5]', () => {
    const weights = fc.uniqueArray(
      fc.record({
        patient: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        lookedAt: fc.nat(5),
        documents: fc.integer({ min: 1, max: 50 }),
        series: fc.uniqueArray(
          fc.record({ series: fc.constantFrom('1', '2', '3'), bytes: fc.nat(300), lookedAt: fc.nat(5) }),
          { selector: ({ series }) => series },
        ),
      }),
      { selector: ({ patient }) => patient },
    );
    const some = fc.subarray(['a', 'b', 'c', 'd', 'e', 'f']);
    fc.assert(
      fc.property(
        weights,
        fc.integer({ min: 1, max: 900 }),
        some,
        some,
        some,
        fc.boolean(),
        (copied, bytes, kept, thinned, last, isScreen) => {
          const order = { bytes, patient: 'a', kept, thinned, last, own: isScreen ? '1' : null };
          const gone = toEvictions(copied, order);
          const freed = gone.reduce((sum, one) => sum + one.bytes, 0);
          expect(gone.length === 0 || freed >= bytes).toBe(true);
          for (const one of gone) expect(freed - one.bytes).toBeLessThan(bytes);
          expect(gone.some(({ patient }) => kept.includes(patient))).toBe(false);
          for (const { patient, series } of gone) {
            if (patient === 'a') expect([isScreen, series === null, series === '1']).toEqual([true, false, false]);
            else if (thinned.includes(patient) && !last.includes(patient)) expect(series).not.toBe(null);
          }
          // Nobody of the day gives up anything while all of somebody else's would do.
          const late = new Set([...thinned, ...last, 'a', ...kept]);
          const others = copied.filter(({ patient }) => !late.has(patient));
          const theirs = others.reduce(
            (sum, one) => sum + one.documents + one.series.reduce((all, { bytes: each }) => all + each, 0),
            0,
          );
          if (theirs >= bytes) expect(gone.every(({ patient }) => !late.has(patient))).toBe(true);
        },
      ),
    );
  });
});
