import type { Observation } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { toHistory, toPanels } from '../../../src-main/record/laboratory.ts';
import { toRanked } from '../../../src-main/record/ranked.ts';
import { toTimeline } from '../../../src-main/record/timeline.ts';
import { anObservation, aPatient, aReport } from '../../builders/fhir.ts';
import { aRecord } from './a-record.ts';

const patient = aPatient();
const says = (...codes: string[]): Partial<Observation> => ({
  interpretation: codes.map((code) => ({
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }],
  })),
});
/** The one line of a record, and what the ranking knows of it. */
function lineOf(...resources: Parameters<typeof aRecord>[1][]) {
  const record = aRecord(patient.id, ...resources);
  const history = toHistory(record);
  const [entry] = toTimeline(record, history);
  if (entry === undefined) throw new Error('no line');
  return { ...toRanked(record, history, entry, new Date('2026-11-22T09:00:00Z'), null), entry, record, history };
}
const reported = (over: Partial<Observation>) => {
  const result = anObservation(patient, over);
  return lineOf(result, aReport(patient, [result]));
};

describe('what is out of the ordinary', () => {
  it.each([
    [['U', 'H'], 'H', false],
    [['N', 'A'], 'A', false],
    [['L', 'LL'], 'LL', true],
    [['A', 'R'], 'R', false],
  ] as const)('is the gravest of what the laboratory says: %j is %s [X01] [X04] [X12]', (given, flag, critical) => {
    const { entry, record, history, critical: isCritical } = reported(says(...given));
    const report = record.resources.get(entry.document) ?? {};
    expect(toPanels(report, record, history)[0]?.rows[0]?.flag).toBe(flag);
    expect([entry.abnormal, isCritical]).toEqual([1, critical]);
  });

  it.each(['DET', 'RR', 'WR', 'HX', 'W', 'NS', 'XQ'])(
    'is a result flagged %s too: found, reactive, beyond a threshold, or in a code that nobody knows [X04]',
    (flag) => expect(reported(says(flag)).entry.abnormal).toBe(1),
  );

  it.each(['N', 'NR', 'NEG', 'ND', 'D', 'S', 'IND'])('is no result flagged %s [X04]', (flag) =>
    expect(reported(says(flag)).entry.abnormal).toBe(0),
  );

  it('is a result that stands in no report as well [X01] [X04]', () => {
    const { entry, critical } = lineOf(anObservation(patient, says('HH')));
    expect([entry.document.split('/')[0], entry.abnormal, entry.results, critical]).toEqual([
      'Observation',
      1,
      1,
      true,
    ]);
  });

  it('is nothing that was taken back, alone or with its report [X01] [X04]', () => {
    expect(reported({ ...says('HH'), status: 'entered-in-error' })).toMatchObject({
      entry: { abnormal: 0 },
      critical: false,
    });
    const result = anObservation(patient, says('HH'));
    expect(lineOf(result, aReport(patient, [result], { status: 'cancelled' })).entry.abnormal).toBe(0);
  });
});
