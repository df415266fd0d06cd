import { randomBytes } from 'node:crypto';
import type { Identifier } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import { openNiss, sealNiss, toNissHash, toPatientIndex } from '../../../server/domain/patient-identity.ts';

const keys = { nissIndexKey: randomBytes(32), nissCipherKey: randomBytes(32) };

describe('patient index', () => {
  it('holds the number as keyed hash and ciphertext only [R10]', () => {
    const index = toPatientIndex(
      {
        resourceType: 'Patient',
        identifier: [
          { system: 'urn:hospital', value: '12345' },
          { system: ssinSystem, value: '93.05.18-223.61' },
        ],
        name: [
          { use: 'nickname', family: 'Bibi' },
          { use: 'official', family: 'Van der Meeren', given: ['Jean-Pierre', 'Albert'] },
        ],
        gender: 'male',
        birthDate: '1993-05-18',
        address: [
          { use: 'home', line: ['Rue Haute 12', 'bte 3'], postalCode: '7999', city: 'Saint-Exemple', country: 'BE' },
        ],
      },
      keys,
    );
    const { nissHash, nissCipher, familyKeys, givenKeys, ...plain } = index;
    expect(plain).toEqual({
      family: 'Van der Meeren',
      given: ['Jean-Pierre', 'Albert'],
      birth: '1993-05-18',
      sex: 'male',
      address: ['Rue Haute 12', 'bte 3', '7999 Saint-Exemple'],
      birthKeys: ['1993-05-18<'],
    });
    expect(familyKeys).toContain('vandermeeren>');
    expect(givenKeys).toContain('jeanpierre<');
    expect(nissHash).toBe(toNissHash('93051822361', keys).toString('hex'));
    expect(openNiss(Buffer.from(nissCipher ?? '', 'hex'), keys)).toBe('93051822361');
    expect(JSON.stringify(index)).not.toContain('93051822361');
  });

  it('accepts a received number with a counter never issued, and ignores one whose check digits are wrong', () => {
    const hashOf = (value: string) =>
      toPatientIndex(
        { resourceType: 'Patient', identifier: [{ system: ssinSystem, value }], name: [{ family: 'X' }] },
        keys,
      ).nissHash;
    expect([hashOf('85073000061') !== null, hashOf('93051822362')]).toEqual([true, null]);
  });

  it('finds somebody by the number of the card, not by the bis number from before, whichever the hospital sends first [R10]', () => {
    const [bis, national] = [
      { system: ssinSystem, value: '75460898095' },
      { system: ssinSystem, value: '93051822361' },
    ];
    const former = { system: ssinSystem, value: '85073003328', use: 'old' } as const;
    const numberOf = (...identifier: Identifier[]): string | null => {
      const { nissCipher } = toPatientIndex({ resourceType: 'Patient', identifier }, keys);
      return nissCipher === null ? null : openNiss(Buffer.from(nissCipher, 'hex'), keys);
    };
    expect([
      numberOf(bis, national),
      numberOf(national, bis),
      numberOf(bis),
      numberOf(former, bis),
      numberOf(former),
    ]).toEqual(['93051822361', '93051822361', '75460898095', '75460898095', null]);
  });

  it('indexes a patient of whom nothing is known, whom no proposal can ever meet', () => {
    expect(toPatientIndex({ resourceType: 'Patient' }, keys)).toEqual({
      nissHash: null,
      nissCipher: null,
      family: '',
      given: [],
      birth: null,
      sex: 'unknown',
      address: [],
      familyKeys: [],
      givenKeys: [],
      birthKeys: [],
    });
  });

  it('gives another ciphertext each time and refuses one that was changed', () => {
    const sealed = sealNiss('93051822361', keys);
    expect(sealNiss('93051822361', keys).equals(sealed)).toBe(false);
    const changed = Buffer.from(sealed);
    changed[30] = (changed[30] ?? 0) ^ 1;
    expect(() => openNiss(changed, keys)).toThrow();
    expect(() => openNiss(sealed, { nissCipherKey: randomBytes(32) })).toThrow();
  });
});
