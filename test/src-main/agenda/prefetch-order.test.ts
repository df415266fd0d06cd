import { describe, expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import type { Json } from '../../../src-main/record/fhir-json.ts';
import { type Expected, toTurns, toUnits } from '../../../src-main/sync/prefetch-order.ts';
import { aheadParts, findReferenced, toParts } from '../../../src-main/sync/prefetch-parts.ts';
import { aDicomInstance } from '../../builders/dicom.ts';
import { fc } from '../../support/property.ts';

const one = (patient: string, at: string | null, over: Partial<Expected> = {}): Expected => ({
  patient,
  at,
  arrived: false,
  seen: false,
  ...over,
});
const day = [one('late', '08:20'), one('next', '09:20'), one('after', '09:40'), one('whenever', null)];
const names = (some: readonly Expected[]): string[] => some.map(({ patient }) => patient);

describe('the order of copying', () => {
  it('follows the clock: who comes next first, who has no hour then, who should have come long ago last [X02]', () => {
    expect(names(toTurns(day, '09:05'))).toEqual(['next', 'after', 'whenever', 'late']);
    // A quarter of an hour late is still expected.
    expect(names(toTurns(day, '08:35'))).toEqual(['late', 'next', 'after', 'whenever']);
    expect(names(toTurns(day, '09:55'))).toEqual(['after', 'whenever', 'late', 'next']);
  });

  it('puts whoever sits in the waiting room before everybody, and whom one has seen behind [X02]', () => {
    const arrived = day.map((each) => (each.patient === 'after' ? { ...each, arrived: true } : each));
    expect(names(toTurns(arrived, '09:05'))[0]).toBe('after');
    const seen = arrived.map((each) => (each.patient === 'after' ? { ...each, seen: true } : each));
    expect(names(toTurns(seen, '09:05')).at(-1)).toBe('after');
  });

  it('copies the next patient up to the last study, then documents and key images of all, then last studies, then the rest [X02]', () => {
    const two = [one('b', '09:40'), one('a', '09:20')];
    expect(toUnits(two, '09:00').map(({ patient, part }) => `${patient} ${part}`)).toEqual([
      'a documents',
      'a key-images',
      'a last-study',
      'b documents',
      'b key-images',
      'b last-study',
      'a rest',
      'b rest',
    ]);
  });

  it('names each part of each patient once, whoever is expected [X02]', () => {
    const hour = fc.option(fc.integer({ min: 0, max: 23 }).map((at) => `${String(at).padStart(2, '0')}:20`));
    const some = fc.uniqueArray(fc.tuple(fc.uuid(), hour, fc.boolean(), fc.boolean()), {
      selector: ([id]) => id,
      maxLength: 12,
    });
    fc.assert(
      fc.property(some, (patients) => {
        const expected = patients.map(([id, at, arrived, seen]) => one(id, at, { arrived, seen }));
        const units = toUnits(expected, '10:00').map(({ patient, part }) => `${patient} ${part}`);
        expect(units.toSorted()).toEqual(
          expected.flatMap(({ patient }) => aheadParts.map((part) => `${patient} ${part}`)).toSorted(),
        );
      }),
    );
  });
});

describe('the parts of a copy', () => {
  const image = (study: string, series: string, number: number, bytes = 500_000): MirrorItem => ({
    kind: 'instance',
    study,
    series,
    instance: `${series}.${number}`,
    sha256: 'a'.repeat(64),
    bytes,
  });
  const study = (
    uid: string,
    started: string,
    series: readonly (readonly [uid: string, modality: string, count: number])[],
  ): Json => ({
    resourceType: 'ImagingStudy',
    identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${uid}` }],
    started,
    series: series.map(([id, modality, count]) => ({
      uid: id,
      modality: { code: modality },
      instance: Array.from({ length: count }, (_, place) => ({ uid: `${id}.${place + 1}`, number: place + 1 })),
    })),
  });
  const images = (uid: string, series: string, count: number): MirrorItem[] =>
    Array.from({ length: count }, (_, place) => image(uid, series, place + 1));
  const letter: MirrorItem = {
    kind: 'resource',
    ref: 'DocumentReference/1',
    version: 1,
    sha256: 'b'.repeat(64),
    bytes: 900,
  };
  const told = [
    study('1.1', '2024-01-01', [['1.1.1', 'CT', 40]]),
    study('1.2', '2026-05-05', [
      ['1.2.1', 'CT', 40],
      ['1.2.2', 'KO', 1],
    ]),
    study('1.3', '2025-01-01', [['1.3.1', 'CR', 2]]),
  ];
  const items = [
    letter,
    ...images('1.1', '1.1.1', 40),
    ...images('1.2', '1.2.1', 40),
    ...images('1.2', '1.2.2', 1),
    ...images('1.3', '1.3.1', 2),
  ];
  const uids = (some: readonly MirrorItem[]): string[] =>
    some.map((item) => (item.kind === 'instance' ? item.instance : item.ref));

  it('are documents, what each study opens with, the rest of the newest, and then the older ones [X02]', () => {
    const parted = toParts(items, told, new Set(['1.1.1.7']));
    expect(uids(parted.documents)).toEqual(['DocumentReference/1']);
    expect(uids(parted['key-images'])).toEqual([
      '1.2.1.20',
      '1.2.1.21',
      '1.2.2.1',
      '1.3.1.1',
      '1.3.1.2',
      '1.1.1.7',
      '1.1.1.20',
      '1.1.1.21',
    ]);
    expect(parted['last-study']).toHaveLength(38);
    expect(parted['last-study'].every((item) => item.kind === 'instance' && item.study === '1.2')).toBe(true);
    expect(parted.rest).toHaveLength(37);
  });

  it('hold every item once, whatever studies are told of [X02]', () => {
    fc.assert(
      fc.property(fc.subarray(items), fc.subarray(told), (some, studies) => {
        const parted = toParts(some, studies);
        expect(uids(aheadParts.flatMap((part) => parted[part])).toSorted()).toEqual(uids(some).toSorted());
      }),
    );
  });

  it('take no film of many megabytes for a key image [X02]', () => {
    const film = image('1.3', '1.3.1', 1, 90_000_000);
    expect(uids(toParts([film], told)['key-images'])).toEqual([]);
    expect(uids(toParts([film], told)['last-study'])).toEqual(['1.3.1.1']);
  });

  it('know the images that a key object names [X02]', () => {
    const referenced = { tag: '00081155', vr: 'UI', value: Buffer.from('1.2.840.99.7\0', 'latin1') };
    const bytes = aDicomInstance({ modality: 'KO', elements: [referenced] });
    expect(findReferenced(bytes)).toContain('1.2.840.99.7');
  });
});
