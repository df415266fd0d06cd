import { expect, test } from 'vitest';
import { toDateTime, toInstant, toMoment, toTime } from '../../../../server/mapping/hl7/time.ts';

const place = { segment: 'OBR', occurrence: 1, field: 7 };

test('keeps HL7’s precision, in Brussels unless the time names its zone [R22]', () => {
  const times = {
    '2026': '2026',
    '202603': '2026-03',
    '20260302': '2026-03-02',
    '2026030209': '2026-03-02T09:00:00+01:00',
    '202603020930': '2026-03-02T09:30:00+01:00',
    '20260702093015': '2026-07-02T09:30:15+02:00',
    '20260302093015.1234': '2026-03-02T09:30:15.1234+01:00',
    '202603020930+0000': '2026-03-02T09:30:00+00:00',
    '202603020930-0500': '2026-03-02T09:30:00-05:00',
    '202603290145': '2026-03-29T01:45:00+01:00',
    '202603290315': '2026-03-29T03:15:00+02:00',
    '202610250330': '2026-10-25T03:30:00+01:00',
  };
  expect(Object.keys(times).map((time) => toDateTime(time, place))).toEqual(Object.values(times));
  expect(['', '0', '00000000', '00000000000000'].map((none) => toDateTime(none, place))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('makes instants of days at their first moment, and of times of day FHIR’s [R22]', () => {
  expect([
    toInstant('20260302', place),
    toInstant('2026', place),
    toMoment('2026-03-02T09:30:00+01:00'),
    toMoment(null),
  ]).toEqual(['2026-03-02T00:00:00+01:00', '2026-01-01T00:00:00+01:00', '2026-03-02T08:30:00.000Z', '']);
  expect([toTime('0930'), toTime('093015'), toTime('25')]).toEqual(['09:30:00', '09:30:15', null]);
});

test('refuses what is no date, naming the field: an undated result is a danger [R25]', () => {
  for (const wrong of [
    '20260230',
    '20261301',
    '2026-03-02',
    '02/03/2026',
    'hier',
    '202603022460',
    '20260302+9999',
    '0000'.padEnd(8, '1'),
  ])
    expect(() => toDateTime(wrong, place), wrong).toThrow('format HL7');
});
