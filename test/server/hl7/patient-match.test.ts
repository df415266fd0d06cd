import type { Patient } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import { HL7Refusal } from '../../../server/hl7/refusal.ts';
import { isOtherBirth, matchPatient } from '../../../server/hl7/patient-match.ts';

const base = 'https://saint-exemple.example/identifiant';
const number = { system: `${base}/patient`, value: 'SE-1' };
const [bis, national] = [
  { system: ssinSystem, value: '75460898095' },
  { system: ssinSystem, value: '93051822361' },
];

test('takes two birth dates for one person’s as far as both are known, and no further [R25]', () => {
  const pairs = [
    ['1940', '1940-05-12'],
    ['1940-05', '1940-05-12'],
    ['1940-05-12', undefined],
    ['1940', '1941-05-12'],
    ['1940-05', '1940-06'],
    ['1940-05-12', '1940-05-13'],
  ] as const;
  expect(pairs.map(([one, other]) => [isOtherBirth(one, other), isOtherBirth(other, one)])).toEqual([
    [false, false],
    [false, false],
    [false, false],
    [true, true],
    [true, true],
    [true, true],
  ]);
});

test('files what comes under the bis number and the national number that followed it, and nothing under another alone [R25]', () => {
  const stored: Patient = { resourceType: 'Patient', id: 'p', identifier: [number, bis] };
  const known = { id: 'p', patient: 'p', version: null, cancelled: null, revision: 1, content: JSON.stringify(stored) };
  const match = (...identifiers: (typeof number)[]): unknown => {
    const hits = identifiers.map((identifier) => ({ identifier, known: identifier === national ? [] : [known] }));
    const about = { identifiers, resource: null, purpose: 'mention', emptied: [], version: '' } as const;
    try {
      return matchPatient(about, hits, { base, own: [] }).known;
    } catch (error) {
      return error instanceof HL7Refusal ? error.facts.condition : error;
    }
  };
  expect([match(number, bis, national), match(bis, national), match(number, national), match(number)]).toEqual([
    true,
    true,
    204,
    true,
  ]);
});
