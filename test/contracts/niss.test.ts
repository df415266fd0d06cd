import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatNiss, readNiss, type Niss } from '../../contracts/niss.ts';
import { fc } from '../support/property.ts';

/** FACTS.md's valid list: number, century, birth date as known. */
const published: readonly (readonly [string, 1900 | 2000, string | null])[] = [
  ['93.05.18-223.61', 1900, '1993-05-18'],
  ['85.07.30-033.28', 1900, '1985-07-30'],
  ['25.04.16-123.47', 1900, '1925-04-16'],
  ['25.04.16-123.76', 2000, '2025-04-16'],
  ['40.00.00-955.79', 1900, '1940'],
  ['40.00.01-001.33', 1900, '1940'],
  ['00.00.01-003.64', 1900, null],
];

function valid(text: string): Niss {
  const reading = readNiss(text);
  if (!reading.ok) throw new Error(`refused: ${reading.fault}`);
  return reading.niss;
}

/** Check digits by the definition, independently of the code under test. */
function numberOf(nine: string, century: 1900 | 2000): string {
  const remainder = BigInt(century === 2000 ? `2${nine}` : nine) % 97n;
  return nine + String(97n - remainder).padStart(2, '0');
}

const pad = (value: number, length: number) => String(value).padStart(length, '0');
const anyNumber = fc
  .record({
    year: fc.integer({ min: 0, max: 99 }),
    month: fc.integer({ min: 0, max: 52 }),
    day: fc.integer({ min: 0, max: 31 }),
    counter: fc.integer({ min: 1, max: 998 }),
    century: fc.constantFrom<1900 | 2000>(1900, 2000),
  })
  .map((n) => ({
    ...n,
    digits: numberOf(pad(n.year, 2) + pad(n.month, 2) + pad(n.day, 2) + pad(n.counter, 3), n.century),
  }));

describe('national register number', () => {
  it.each(published)('reads %s, century and birth date as far as they are known [R10]', (text, century, birthDate) => {
    const niss = valid(text);
    expect({ digits: niss.digits, century: niss.century, birthDate: niss.birthDate, issued: niss.issued }).toEqual({
      digits: text.replace(/\D/g, ''),
      century,
      birthDate,
      issued: true,
    });
    expect(formatNiss(niss.digits)).toBe(text);
  });

  it.each([
    '93051822361',
    ' 93.05.18-223.61 ',
    '93 05 18 223 61',
    '930518-223-61',
    '93/05/18 - 223/61',
    '93.05.18–223.61',
    '93‑05‑18—223−61',
    '93\u00a005\u00a018\u202f223\u200961',
    '\ufeff93.05.18\u200b-223.61',
    '93.05.18-223.61\r\n',
    '93\t05\t18\t223\t61',
    '９３．０５．１８－２２３．６１',
    '٩٣٠٥١٨٢٢٣٦١',
    '९३.०५.१८-२२३.६१',
    'NISS : 93.05.18-223.61',
    'N° de registre national : 93.05.18-223.61',
    '(93.05.18-223.61)',
  ])('reads the spelling %j [R10]', (text) => {
    expect(valid(text)).toEqual({
      digits: '93051822361',
      kind: 'national',
      sex: 'male',
      century: 1900,
      birthDate: '1993-05-18',
      issued: true,
    });
  });

  it.each([
    ['', 'length'],
    ['NISS', 'length'],
    ['93.05.18-223.6', 'length'],
    ['93.05.18-223.611', 'length'],
    ['93.05.18-223.6I', 'characters'],
    ['93.O5.18-223.61', 'characters'],
    ['93.05.18-223.61 Dubois', 'characters'],
    ['93.05.18-223.62', 'check-digits'],
    ['93.05.81-223.61', 'check-digits'],
    ['12345678901', 'check-digits'],
    ['00000000000', 'check-digits'],
    ['99999999999', 'check-digits'],
  ] as const)('refuses %j: %s [R10]', (text, fault) => {
    expect(readNiss(text)).toEqual({ ok: false, code: 'niss-invalid', fault });
  });

  it('marks the counters 000 and 999 as never issued without refusing them [R10]', () => {
    expect(['000', '999'].map((counter) => valid(numberOf(`850730${counter}`, 1900)))).toEqual(
      ['000', '999'].map((counter) => ({
        digits: numberOf(`850730${counter}`, 1900),
        kind: 'national',
        sex: null,
        century: 1900,
        birthDate: '1985-07-30',
        issued: false,
      })),
    );
  });

  it('knows a bis number by its month, with the sex only from +40 [R10]', () => {
    expect(['75.46.08-980.95', '75.26.08-980.52', '01 49 07 001 85'].map((text) => valid(text))).toEqual([
      { digits: '75460898095', kind: 'bis', sex: 'female', century: 1900, birthDate: '1975-06-08', issued: true },
      { digits: '75260898052', kind: 'bis', sex: null, century: 1900, birthDate: '1975-06-08', issued: true },
      { digits: '01490700185', kind: 'bis', sex: 'male', century: 2000, birthDate: '2001-09-07', issued: true },
    ]);
  });

  it('accepts every number whose check digits are right, whatever its calendar says, in exactly one century [R10]', () => {
    fc.assert(
      fc.property(anyNumber, ({ digits, century, year, day, month, counter }) => {
        const niss = valid(digits);
        expect(niss.century).toBe(century);
        expect(niss.kind).toBe(month < 20 ? 'national' : 'bis');
        if (niss.sex !== null) expect(niss.sex).toBe(counter % 2 === 1 ? 'male' : 'female');
        if (niss.birthDate !== null) {
          expect(niss.birthDate.slice(0, 4)).toBe(String(century + year));
          if (niss.birthDate.length === 10) {
            expect(Number(niss.birthDate.slice(8))).toBe(day);
            expect(new Date(`${niss.birthDate}T00:00:00Z`).toISOString().slice(0, 10)).toBe(niss.birthDate);
          }
        }
      }),
    );
  });

  it('reads back what it prints, with any separators between the digits [R10]', () => {
    const separator = fc.array(fc.constantFrom(' ', '.', '-', '/', '\u00a0', '\u202f', '–', '_', '\t', '\u200b'), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(anyNumber, fc.array(separator, { minLength: 11, maxLength: 11 }), ({ digits }, gaps) => {
        const spelt = [...digits].map((digit, index) => digit + (gaps[index] ?? []).join('')).join('');
        expect(valid(spelt)).toEqual(valid(formatNiss(digits)));
      }),
    );
  });

  it('lets at most one mistyped digit in a hundred through, which is why name and date are asked [R10]', () => {
    let wrong = 0;
    let accepted = 0;
    for (const { digits } of fc.sample(anyNumber, { numRuns: 500, seed: 7 })) {
      for (let place = 0; place < 11; place += 1) {
        for (const other of '0123456789') {
          if (other === digits[place]) continue;
          wrong += 1;
          if (readNiss(digits.slice(0, place) + other + digits.slice(place + 1)).ok) accepted += 1;
        }
      }
    }
    expect(accepted / wrong).toBeLessThan(0.01);
  });

  it('refuses a text too long to be a number without reading it', () => {
    expect(readNiss(`93051822361${' '.repeat(5000)}`)).toEqual({ ok: false, code: 'niss-invalid', fault: 'length' });
  });

  it('answers something for any text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(readNiss(text).ok).toBeTypeOf('boolean');
      }),
    );
  });
});

const Vectors = z.object({
  vectors: z.array(
    z.object({
      input: z.string(),
      digits: z.string(),
      type: z.string().nullable(),
      valid: z.boolean(),
      birth: z.string().nullable(),
      gender: z.string().nullable(),
      note: z.string(),
    }),
  ),
});

describe('published vectors', () => {
  it('agrees with them; a month beyond 12 alone is no reason to refuse (FACTS.md) [R10]', () => {
    const { vectors } = Vectors.parse(
      JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/niss/niss-vectors.json'), 'utf8')),
    );
    expect(vectors.length).toBeGreaterThan(20);
    for (const vector of vectors) {
      const reading = readNiss(vector.input);
      const onlyCalendar = vector.note.includes('checksum OK');
      expect({ input: vector.input, ok: reading.ok }).toEqual({
        input: vector.input,
        ok: vector.valid || onlyCalendar,
      });
      if (!reading.ok || !vector.valid) continue;
      expect(reading.niss.digits).toBe(vector.digits);
      expect(reading.niss.kind).toBe(vector.type === 'bis' ? 'bis' : 'national');
      if (vector.birth?.startsWith('unknown')) expect(reading.niss.birthDate).toBeNull();
      else expect(reading.niss.birthDate).toBe(vector.birth);
      if (vector.gender !== null) expect(reading.niss.sex).toBe(vector.gender === 'F' ? 'female' : 'male');
    }
  });
});
