import { expect, test } from 'vitest';
import { adt, adtA40 } from '../../../builders/hl7.ts';
import { refusalOf } from './refusal-of.ts';

test('answers AR to what never enters a record: other types, events, versions and trial messages [R25]', () => {
  const with_ = (from: string, to: string) => refusalOf(adt('A01').replace(from, to));
  expect([
    with_('ADT^A01', 'ORM^O01'),
    with_('ADT^A01', 'ADT^A24'),
    with_('|P|', '|T|'),
    with_('|2.5.1|', '|3.0|'),
  ]).toEqual([
    ['AR', 200, 'MSH', 9],
    ['AR', 201, 'MSH', 9],
    ['AR', 202, 'MSH', 11],
    ['AR', 203, 'MSH', 12],
  ]);
});

test('refuses a merge of several identities at once: the second would be acknowledged and lost [R25]', () => {
  const two = `${adtA40('SE-9999')}MRG|SE-9998^^^CHSE^MR\r`;
  expect(refusalOf(two)).toEqual(['AE', 205, 'MRG', 1]);
});

test('refuses what comes in pieces: half a report never stands as the report [R25]', () => {
  const pieces = [adt('A08', { more: ['DSC|suite'] }), adt('A08', { more: ['ADD|suite'] })];
  const pointer = adt('A08').replace('|2.5.1|', '|2.5.1||suite|');
  expect([...pieces, pointer].map(refusalOf)).toEqual([
    ['AE', 207, 'DSC', null],
    ['AE', 207, 'ADD', null],
    ['AE', 207, 'MSH', 14],
  ]);
  expect(refusalOf(adt('A08', { more: ['DSC|'] }))).toBeNull();
});
