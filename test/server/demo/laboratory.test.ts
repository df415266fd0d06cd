import { describe, expect, it } from 'vitest';
import { analytes, toRange } from '../../../server/demo/analytes.ts';
import { toFiltration, toFlag, toLaboratory } from '../../../server/demo/laboratory.ts';

describe('the demonstration’s laboratory', () => {
  it('estimates the filtration by CKD-EPI 2021', () => {
    expect(Math.round(toFiltration(1, 50, 'male'))).toBe(92);
    expect(Math.round(toFiltration(0.7, 30, 'female'))).toBe(119);
    expect(Math.round(toFiltration(1.62, 71, 'female'))).toBe(34);
  });

  it('flags at the limits and beyond, and at the values it telephones', () => {
    const range = toRange('k', 'female', 71);
    const flags = [2.5, 2.6, 3.5, 5.1, 5.2, 5.9, 6].map((value) => toFlag(analytes.k, value, range));
    expect(flags).toEqual(['LL', 'L', 'N', 'N', 'H', 'H', 'HH']);
  });

  it('measures women, men and children by their own ranges', () => {
    expect([toRange('hb', 'female', 40), toRange('hb', 'male', 40), toRange('hb', 'male', 9)]).toEqual([
      [12, 16],
      [13.5, 17.5],
      [11.5, 15.5],
    ]);
  });

  it('orders a report as groups with members, the corrected and the pending result said to be so', () => {
    const [report, ...observations] = toLaboratory(
      'dubois',
      {
        name: 'test',
        day: '2026-11-20',
        panels: ['ions', 'inr'],
        also: ['cea'],
        values: { k: 4.7, inr: 2.4 },
        corrected: { analyte: 'k', was: '6,4', reason: 'Tube hémolysé.' },
        pending: ['cea'],
      },
      {},
    );
    const byId = new Map(observations.map((observation) => [`Observation/${observation.id}`, observation]));
    const groups = report.result?.map(({ reference }) => byId.get(reference ?? ''));
    expect(report.status).toBe('partial');
    expect(groups?.map((group) => [group?.code.text, group?.hasMember?.length, group?.status])).toEqual([
      ['Ionogramme', 4, 'final'],
      ['INR', 1, 'final'],
      ['Autres dosages', 1, 'registered'],
    ]);
    const potassium = observations.find((observation) => observation.code.text === 'Potassium');
    expect([potassium?.status, potassium?.valueQuantity?.value, potassium?.note?.[0]?.text]).toEqual([
      'corrected',
      4.7,
      'Résultat corrigé : 6,4 mmol/l avait d’abord été communiqué. Tube hémolysé.',
    ]);
    const pending = observations.find((observation) => observation.code.text === 'CEA');
    expect([pending?.status, pending?.valueQuantity, pending?.dataAbsentReason?.text]).toEqual([
      'registered',
      undefined,
      'Résultat en attente',
    ]);
  });
});
