import { describe, expect, it } from 'vitest';
import {
  countDaysUntil,
  formatDate,
  formatMoment,
  formatNumber,
  formatShortDate,
  formatSince,
  formatTime,
  readAge,
  toDay,
  toDecimalCommas,
} from '../../../src-renderer/words/format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', '~');

describe('dates', () => {
  it('are written as precisely as the source says, never more', () => {
    expect(plain(formatDate('2026-03-12'))).toBe('12 mars 2026');
    expect(plain(formatDate('2026-03-01'))).toBe('1er mars 2026');
    expect(plain(formatDate('2026-03'))).toBe('mars 2026');
    expect(formatDate('2026')).toBe('2026');
    expect(plain(formatShortDate('2026-11-21'))).toBe('21 nov. 2026');
  });

  it('are those of Brussels, in winter and in summer', () => {
    expect(toDay('2026-11-21T23:30:00.000Z')).toBe('2026-11-22');
    expect(plain(formatMoment('2026-11-22T08:17:00.000Z'))).toBe('22 novembre 2026, 09:17');
    expect(formatTime('2026-07-01T08:17:00.000Z')).toBe('10:17');
    expect(formatTime('2026-07-01')).toBeNull();
    expect(plain(formatMoment('2026-07-01'))).toBe('1er juillet 2026');
  });

  it('say the time alone on the same day', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    expect(formatSince('2026-11-22T09:42:00.000Z', now)).toBe('10:42');
    expect(plain(formatSince('2026-11-21T09:42:00.000Z', now))).toBe('21 novembre 2026, 10:42');
  });

  it('keep day and month together with non-breaking spaces', () => {
    expect(formatDate('2026-03-12')).toBe('12\u00a0mars\u00a02026');
  });

  it('give the age on the birthday itself, and one year less the day before', () => {
    expect(readAge('1955-11-22', new Date('2026-11-22T12:00:00Z'))).toBe(71);
    expect(readAge('1955-11-23', new Date('2026-11-22T12:00:00Z'))).toBe(70);
    expect(readAge('1940', new Date('2026-11-22T12:00:00Z'))).toBe(86);
    expect(readAge('', new Date())).toBeNull();
  });

  it('count the days left by the calendar, not by hours [R11]', () => {
    expect(countDaysUntil('2026-11-22', new Date('2026-11-22T22:50:00Z'))).toBe(0);
    expect(countDaysUntil('2026-11-23', new Date('2026-11-22T23:10:00Z'))).toBe(0);
    expect(countDaysUntil('2026-12-22', new Date('2026-11-22T12:00:00Z'))).toBe(30);
    expect(countDaysUntil('2026-11-20', new Date('2026-11-22T12:00:00Z'))).toBe(-2);
  });
});

describe('numbers', () => {
  it('have a decimal comma and keep every digit they came with', () => {
    expect(formatNumber('5.90')).toBe('5,90');
    expect(formatNumber('-0.5')).toBe('\u22120,5');
    expect(plain(formatNumber(24_500))).toBe('24~500');
    expect(plain(formatNumber('1234567.25'))).toBe('1~234~567,25');
    expect(formatNumber(1955)).toBe('1955');
  });

  it('change points into commas inside words only where a number stands', () => {
    expect(toDecimalCommas('Bisoprolol 2.5 mg')).toBe('Bisoprolol 2,5 mg');
    expect(toDecimalCommas('version 1.2.3 du 12.03.2026')).toBe('version 1.2.3 du 12.03.2026');
    for (const code of ['CIM-10 J45.0', '065/12.34']) expect(toDecimalCommas(code)).toBe(code);
  });
});
