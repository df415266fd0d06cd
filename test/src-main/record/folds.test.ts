import { describe, expect, it } from 'vitest';
import { toFolds } from '../../../src-main/record/folds.ts';
import { toHistory } from '../../../src-main/record/laboratory.ts';
import { toTimeline } from '../../../src-main/record/timeline.ts';
import { aRecord } from './a-record.ts';

const patient = '00000000-0000-4000-8000-000000000001';
type Resource = { resourceType: string; id: string } & Record<string, unknown>;
const number = (value: string) => ({ identifier: [{ system: 'urn:essai', value }] });
const file = (contentType: string, text: string) => ({
  content: [{ attachment: { contentType, data: Buffer.from(text).toString('base64') } }],
});
const letter = (id: string, over: Record<string, unknown> = {}): Resource => ({
  resourceType: 'DocumentReference',
  id,
  status: 'current',
  description: 'Lettre de consultation',
  date: '2026-11-19T08:12:30Z',
  author: [{ display: 'Dr Collin' }],
  ...file('text/plain', `texte ${id}`),
  ...over,
});
const replaces = (id: string) => ({
  relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/${id}` } }],
});
const potassium = (id: string, value: number, over: Record<string, unknown> = {}): Resource => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'laboratory' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' },
  valueQuantity: { value, unit: 'mmol/l' },
  ...over,
});
const lab = (id: string, results: readonly string[], over: Record<string, unknown> = {}): Resource => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'LAB' }] }],
  code: { text: 'Biologie' },
  effectiveDateTime: '2026-11-20T08:00:00Z',
  result: results.map((result) => ({ reference: `Observation/${result}` })),
  ...over,
});

function folds(...resources: readonly Resource[]): string[] {
  const record = aRecord(patient, ...resources);
  return toFolds(record, toTimeline(record, toHistory(record)))
    .map(({ document, under, why }) => `${document.split('/')[1]} under ${under.split('/')[1]}: ${why}`)
    .toSorted();
}

describe('older versions', () => {
  it('stand under the one that replaced them, however long the chain [X04]', () => {
    expect(folds(letter('v1'), letter('v2', replaces('v1')), letter('v3', replaces('v2')))).toEqual([
      'v1 under v3: older',
      'v2 under v3: older',
    ]);
  });

  it('come back when what replaced them was taken back [X04]', () => {
    expect(folds(letter('v1'), letter('v2', { ...replaces('v1'), status: 'entered-in-error' }))).toEqual([]);
  });

  it('stay where two say that they replace each other [X04]', () => {
    expect(folds(letter('a', replaces('b')), letter('b', replaces('a')))).toEqual([]);
  });

  it('of a report are those that an amended one of the same number and sample contains wholly [X04]', () => {
    const older = [potassium('k1', 5.9), lab('first', ['k1'], number('L1'))];
    const amended = lab('second', ['k2'], { ...number('L1'), status: 'amended' });
    expect(folds(...older, potassium('k2', 4.1), amended)).toEqual(['first under second: older']);
    // The same order asks for potassium every day: the first, still preliminary, is of another sample.
    const first = [potassium('k1', 6.9), lab('first', ['k1'], { ...number('L1'), status: 'preliminary' })];
    const next = lab('second', ['k2'], { ...number('L1'), effectiveDateTime: '2026-11-21T08:00:00Z' });
    expect(folds(...first, potassium('k2', 4.1), next)).toEqual([]);
    expect(folds(...first, potassium('k2', 4.1), lab('second', ['k2'], number('L1')))).toEqual([
      'first under second: older',
    ]);
    // The amended one is another panel of the same order: the potassium would be lost.
    const sodium = { code: { coding: [{ system: 'http://loinc.org', code: '2951-2' }], text: 'Sodium' } };
    expect(folds(...older, potassium('k2', 140, sodium), amended)).toEqual([]);
  });
});

describe('the same thing sent twice', () => {
  const pdf = file('application/pdf', '%PDF');

  it('is one line: the same bytes on one day [X04]', () => {
    expect(folds(letter('a', pdf), letter('b', { ...pdf, description: 'Courrier' }))).toEqual(['b under a: copy']);
  });

  it('is one line: the same letter as text and as PDF, by its number, or by author, title and minute; the PDF is on top [X04]', () => {
    expect(
      folds(letter('text', number('M1')), letter('pdf', { ...pdf, ...number('M1'), description: 'Autre titre' })),
    ).toEqual(['text under pdf: copy']);
    expect(folds(letter('text'), letter('pdf', { ...pdf, date: '2026-11-19T08:12:00Z' }))).toEqual([
      'text under pdf: copy',
    ]);
  });

  it('is two lines wherever they might differ in care [X04]', () => {
    const other = { date: '2026-11-19T09:40:00Z' };
    const cases: [string, Resource, Resource][] = [
      ['other bytes of one form', letter('a', number('M1')), letter('b', number('M1'))],
      ['another minute', letter('a'), letter('b', { ...pdf, ...other })],
      ['a day alone', letter('a', { date: '2026-11-19' }), letter('b', { ...pdf, date: '2026-11-19' })],
      ['another author', letter('a'), letter('b', { ...pdf, author: [{ display: 'Dr Ndiaye' }] })],
      ['nobody wrote it', letter('a', { author: [] }), letter('b', { ...pdf, author: [] })],
      ['another day, same bytes', letter('a', pdf), letter('b', { ...pdf, date: '2026-11-20T08:12:30Z' })],
      ['one was taken back', letter('a', pdf), letter('b', { ...pdf, status: 'entered-in-error' })],
    ];
    for (const [what, one, two] of cases) expect([what, folds(one, two)]).toEqual([what, []]);
  });

  it('is one line for a report whose every result is equal, and two for any other [X04]', () => {
    const pair = (value: number, over: Record<string, unknown> = {}) =>
      folds(
        potassium('k1', 5.9),
        lab('a', ['k1'], number('L1')),
        potassium('k2', value),
        lab('b', ['k2'], { ...number('L1'), ...over }),
      );
    expect(pair(5.9)).toEqual(['b under a: copy']);
    expect(pair(5.8)).toEqual([]);
    expect(pair(5.9, { conclusion: 'À revoir.' })).toEqual([]);
    expect(pair(5.9, number('L2'))).toEqual([]);
  });
});
