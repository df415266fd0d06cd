import type { DiagnosticReport, Observation } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { orUR01, type ORUWish } from '../../../builders/hl7.ts';
import { toFilingOf } from './shown-record.ts';

function reportOf(message: string): DiagnosticReport | undefined {
  return toFilingOf(message)
    .resources.map(({ resource }) => resource)
    .find((one): one is DiagnosticReport => one.resourceType === 'DiagnosticReport');
}
const observationsOf = (message: string): Observation[] =>
  toFilingOf(message)
    .resources.map(({ resource }) => resource)
    .filter((one): one is Observation => one.resourceType === 'Observation');

test('corrects, cancels and takes back results under the key they were sent under [R22]', () => {
  const keys = (message: string) =>
    toFilingOf(message)
      .resources.filter(({ resource }) => resource.resourceType === 'Observation')
      .map(({ key }) => key);
  const corrected = orUR01({
    status: 'C',
    issued: '20260303080000',
    results: [{ value: '4.1', unit: 'mmol/L', status: 'C', notes: ['Valeur précédente hémolysée.'] }],
  });
  expect(keys(orUR01())).toEqual(expect.arrayContaining(keys(corrected)));
  expect([reportOf(corrected)?.status, observationsOf(corrected)[0]?.status]).toEqual(['corrected', 'corrected']);
  const removed = (status: string) =>
    toFilingOf(
      orUR01({
        results: [
          { status, value: '' },
          { code: 'B^b^L', value: '1' },
        ],
      }),
    ).removed.map(({ type, set, key }) => [type, set['status'], keys(orUR01()).includes(key)]);
  expect([removed('D'), removed('W'), removed('U'), removed('X')]).toEqual([
    [['Observation', 'entered-in-error', true]],
    [['Observation', 'entered-in-error', true]],
    [['Observation', 'final', true]],
    [],
  ]);
  const [cancelled] = observationsOf(orUR01({ results: [{ status: 'X', value: '' }] }));
  expect([cancelled?.status, cancelled?.dataAbsentReason?.text]).toEqual(['cancelled', 'Résultat non obtenu']);
  expect(toFilingOf(orUR01({ status: 'X', results: [] })).removed.map(({ type, set }) => [type, set])).toEqual([
    ['DiagnosticReport', { status: 'cancelled' }],
  ]);
});

test('ends in the right version however corrections arrive [R25]', () => {
  const version = (wish: ORUWish) => toFilingOf(orUR01(wish)).resources.at(-1)?.version ?? '';
  const versions = [
    version({ status: 'P', issued: '20260302100000' }),
    version({ status: 'F', issued: '20260302100000' }),
    // Sent again a week later, it is still the old one.
    version({ status: 'F', issued: '20260302100000', at: '20260309110000' }),
    version({ status: 'C', issued: '20260303080000', at: '20260303110000' }),
  ];
  expect(versions.toSorted()).toEqual(versions);
  expect(new Set(versions).size).toBe(4);
});

test('says what every status of a result and of a report is in FHIR [R22]', () => {
  const result = (status: string) => observationsOf(orUR01({ results: [{ status }] }))[0]?.status;
  const report = (status: string) => reportOf(orUR01({ status, results: [{ status: 'F' }] }))?.status;
  expect('ABCFINOPRSVX'.split('').map(result)).toEqual([
    'amended',
    'amended',
    'corrected',
    'final',
    'registered',
    'registered',
    'registered',
    'preliminary',
    'preliminary',
    'preliminary',
    'final',
    'cancelled',
  ]);
  expect([...'ACFIMNOPRSX'.split(''), ''].map(report)).toEqual([
    'partial',
    'corrected',
    'final',
    'registered',
    'corrected',
    'registered',
    'registered',
    'preliminary',
    'preliminary',
    'registered',
    'cancelled',
    'final',
  ]);
  const absent = (status: string) =>
    observationsOf(orUR01({ status: 'P', results: [{ status, value: '' }] }))[0]?.dataAbsentReason?.text;
  const awaited = 'Résultat en attente';
  expect('IPRSNOX'.split('').map(absent)).toEqual([
    ...Array<string>(4).fill(awaited),
    'Analyse non demandée',
    undefined,
    'Résultat non obtenu',
  ]);
});

test('calls no report final of which a result was corrected, taken back or is awaited, whatever the request says [R22] [R25]', () => {
  const report = (...letters: string[]) =>
    reportOf(
      orUR01({ status: 'F', results: letters.map((status, index) => ({ code: `X${index}^a^L`, value: '1', status })) }),
    )?.status;
  expect([
    report('F', 'F'),
    report('F', 'C'),
    report('F', 'D'),
    report('W', 'F'),
    report('F', 'P'),
    report('C', 'I'),
    report('F', 'X'),
    report('F', 'N'),
  ]).toEqual(['final', 'corrected', 'corrected', 'corrected', 'partial', 'partial', 'final', 'final']);
});
