import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../contracts/record.ts';
import {
  mostFirst,
  newsOrder,
  type Ranked,
  readFirst,
  toNewsOrder,
  toReadFirst,
} from '../../../src-main/record/ranking.ts';

const line = (document: string, over: Partial<Ranked> = {}, entry: Partial<TimelineEntry> = {}): Ranked => ({
  entry: {
    document,
    kind: 'letter',
    at: null,
    title: document,
    detail: null,
    status: 'final',
    abnormal: 0,
    results: 0,
    images: 0,
    copy: 'ready',
    ...entry,
  },
  critical: false,
  discharge: false,
  withdrawn: false,
  age: 3,
  change: null,
  ...over,
});
const lab = { kind: 'laboratory' as const };
const nobody = (): boolean => false;

describe('what to read first', () => {
  it('is critical, the last discharge letter, the last other letter, abnormal, awaited, and no more than five [X04]', () => {
    const lines = [
      line('DocumentReference/vieille-sortie', { discharge: true, age: 200 }),
      line('DocumentReference/sortie', { discharge: true, age: 2 }),
      line('DocumentReference/cardio', { age: 1 }),
      line('DocumentReference/nephro', { age: 9 }),
      line('DiagnosticReport/haut', { age: 5 }, { ...lab, abnormal: 2 }),
      line('DiagnosticReport/haut-ancien', { age: 40 }, { ...lab, abnormal: 1 }),
      line('DiagnosticReport/grave', { critical: true, age: 4 }, { ...lab, abnormal: 1 }),
      line('DiagnosticReport/attendu', { age: 0 }, { ...lab, status: 'registered' }),
      line('DiagnosticReport/partiel', { age: 1 }, { ...lab, status: 'partial' }),
    ];
    expect(toReadFirst(lines, nobody)).toEqual([
      { document: 'DiagnosticReport/grave', why: 'critical' },
      { document: 'DocumentReference/sortie', why: 'discharge' },
      { document: 'DocumentReference/cardio', why: 'specialist' },
      { document: 'DiagnosticReport/haut', why: 'abnormal' },
      { document: 'DiagnosticReport/attendu', why: 'pending' },
    ]);
    expect(toReadFirst(lines, nobody)).toHaveLength(mostFirst);
  });

  it('forgets what is too old, has no date, or was taken back [X04]', () => {
    const lines = readFirst.flatMap(({ why, days }) => [
      line(`DocumentReference/${why}-old`, { critical: true, discharge: true, age: days + 400 }, { abnormal: 1 }),
    ]);
    expect(toReadFirst(lines, nobody)).toEqual([]);
    expect(toReadFirst([line('DocumentReference/x', { age: null })], nobody)).toEqual([]);
    expect(toReadFirst([line('DiagnosticReport/x', { critical: true, withdrawn: true }, lab)], nobody)).toEqual([]);
  });

  it('leaves out what the physician has seen or done as it stands, and goes on to the next [X04] [X20]', () => {
    const lines = [
      line('DocumentReference/sortie', { discharge: true, age: 2 }),
      line('DocumentReference/avant', { discharge: true, age: 20 }),
    ];
    expect(toReadFirst(lines, (document) => document.endsWith('/sortie'))).toEqual([
      { document: 'DocumentReference/avant', why: 'discharge' },
    ]);
  });
});

describe('the order of the news', () => {
  it('finds a place for anything, so that nothing new is left out [X01]', () => {
    expect(newsOrder.at(-1)?.fits(line('Appointment/1', {}, { kind: 'appointment' }))).toBe(true);
    const kinds = [
      'appointment',
      'stay',
      'photograph',
      'medication',
      'condition',
      'laboratory',
      'report',
      'imaging',
    ] as const;
    const lines = kinds.map((kind) => line(`X/${kind}`, { change: 'new' }, { kind }));
    expect(toNewsOrder(lines).map(({ entry }) => entry.kind)).toEqual([
      'imaging',
      'report',
      'laboratory',
      'condition',
      'medication',
      'photograph',
      'stay',
      'appointment',
    ]);
  });

  it('puts the newest of like things first [X01]', () => {
    const lines = [line('DocumentReference/a', { age: 9 }), line('DocumentReference/b', { age: 1 })];
    expect(toNewsOrder(lines).map(({ entry }) => entry.document)).toEqual([
      'DocumentReference/b',
      'DocumentReference/a',
    ]);
  });
});
