import { describe, expect, it } from 'vitest';
import { agreesWithNiss, readBirthDate } from '../../../../src-renderer/features/link/birth-date.ts';
import { readNissVerdict } from '../../../../src-renderer/features/link/niss-step.tsx';
import { fc } from '../../../support/property.ts';

const now = new Date('2026-11-22T12:00:00Z');

describe('the number, while it is typed', () => {
  it.each(['93051822361', '93.05.18-223.61', ' 93 05 18 223 61 ', '93/05/18 223-61', 'NISS : 93.05.18-223.61'])(
    'is right in any spelling: %s [R10]',
    (text) => {
      expect(readNissVerdict(text)).toMatchObject({ niss: { digits: '93051822361' }, error: null });
    },
  );

  it('is not called wrong before its eleven digits are there', () => {
    for (const text of ['', '9', '93.05.18', '9305182236']) {
      expect(readNissVerdict(text)).toEqual({ niss: null, error: null, good: null });
    }
  });

  it('says at once what is wrong with it, and asks nobody [R10]', () => {
    expect(readNissVerdict('93051822362').error).toContain('un chiffre est faux');
    expect(readNissVerdict('930518223611').error).toContain('trop');
    expect(readNissVerdict('00000000097').niss).toBeNull();
  });

  it('takes any text without failing', () => {
    fc.assert(fc.property(fc.string(), (text) => readNissVerdict(text) !== null));
  });
});

describe('the birth date', () => {
  it.each([
    ['12/03/1955', '1955-03-12'],
    ['12.3.1955', '1955-03-12'],
    ['12 3 1955', '1955-03-12'],
    ['12031955', '1955-03-12'],
    ['1955-03-12', '1955-03-12'],
    [' 1955 ', '1955'],
    ['29/02/2024', '2024-02-29'],
  ])('is read from %s', (text, date) => {
    expect(readBirthDate(text, now)).toEqual({ ok: true, date });
  });

  it.each([
    ['30/02/1955', 'impossible'],
    ['12/13/1955', 'impossible'],
    ['12/03/1795', 'impossible'],
    ['23/11/2026', 'future'],
    ['2027', 'future'],
    ['12/03', 'incomplete'],
    ['', 'incomplete'],
  ])('is refused from %s', (text, fault) => {
    expect(readBirthDate(text, now)).toEqual({ ok: false, fault });
  });

  it('is held against the number as far as both are known', () => {
    expect(agreesWithNiss('1955-03-12', '1955-03-12')).toBe(true);
    expect(agreesWithNiss('1955-03-13', '1955-03-12')).toBe(false);
    expect(agreesWithNiss('1955', '1955-03-12')).toBe(true);
    expect(agreesWithNiss('1940-05-01', '1940')).toBe(true);
    expect(agreesWithNiss('1940-05-01', null)).toBe(true);
  });

  it('reads back whatever date it is given', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2026-11-01'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(readBirthDate(day.split('-').toReversed().join('/'), now)).toEqual({ ok: true, date: day });
        },
      ),
    );
  });
});
