import type { AnalyteKey, PanelKey } from '../analytes.ts';
import type { Chart } from '../chart.ts';

type Row = readonly [days: number, values: Partial<Record<AnalyteKey, number>>, more?: readonly PanelKey[]];

/** Four years of quarterly blood tests: creatinine and potassium climb slowly, HbA1c goes up then down, LDL comes down under statin. */
const quarters: readonly Row[] = [
  [1452, { creat: 0.94, k: 4.3, hba1c: 6.8, chol: 214, hdl: 46, tg: 171, hb: 13.4, inr: 1 }, ['lipids', 'thyroid']],
  [1361, { creat: 0.98, k: 4.4, hba1c: 6.9, hb: 13.5, inr: 1 }],
  [1268, { creat: 0.97, k: 4.4, hba1c: 7.1, chol: 208, hdl: 45, tg: 176, hb: 13.2, inr: 1.1 }, ['lipids']],
  [1177, { creat: 1.02, k: 4.5, hba1c: 7.3, hb: 13.3, inr: 1 }],
  [
    1078,
    { creat: 1.08, k: 4.6, hba1c: 7.4, chol: 171, hdl: 46, tg: 160, hb: 13.1, inr: 2.4, bnp: 1460 },
    ['lipids', 'heart'],
  ],
  [986, { creat: 1.06, k: 4.5, hba1c: 7.6, hb: 12.9, inr: 2.2, bnp: 1105 }, ['heart']],
  [
    895,
    { creat: 1.1, k: 4.6, hba1c: 7.8, chol: 152, hdl: 47, tg: 158, hb: 13, inr: 2.8 },
    ['lipids', 'thyroid', 'urine'],
  ],
  [804, { creat: 1.12, k: 4.7, hba1c: 7.9, hb: 12.8, inr: 2.6 }],
  [713, { creat: 1.15, k: 4.6, hba1c: 7.5, chol: 143, hdl: 48, tg: 149, hb: 12.7, inr: 3.4 }, ['lipids']],
  [622, { creat: 1.18, k: 4.8, hba1c: 7.2, hb: 11.8, mcv: 81, iron: 34, ferritin: 12, inr: 2.7 }, ['iron']],
  [
    529,
    { creat: 1.21, k: 4.7, hba1c: 7, chol: 138, hdl: 49, tg: 152, hb: 12.6, inr: 2.3, acr: 58 },
    ['lipids', 'iron', 'urine'],
  ],
  [412, { creat: 1.27, k: 4.9, hba1c: 7.1, hb: 12.4, inr: 2.5, bnp: 1620 }, ['heart']],
  [321, { creat: 1.29, k: 4.8, hba1c: 7, chol: 134, hdl: 48, tg: 146, hb: 12.5, inr: 2.9 }, ['lipids', 'thyroid']],
  [230, { creat: 1.31, k: 5, hba1c: 6.9, hb: 12.3, inr: 2.4, acr: 71 }, ['urine']],
  [
    139,
    { creat: 1.34, k: 5, hba1c: 7.1, chol: 136, hdl: 47, tg: 150, hb: 12.1, inr: 2.6, bnp: 1240 },
    ['lipids', 'heart'],
  ],
  [48, { creat: 1.38, k: 5.2, hba1c: 7.2, hb: 11.7, crp: 14.2, inr: 3.1, bnp: 1390 }, ['heart', 'urine']],
];

/** Control of the anticoagulation between the larger tests. */
const controls: readonly (readonly [days: number, inr: number])[] = [
  [1064, 1.8],
  [1050, 2.1],
  [1022, 2.6],
  [944, 2.9],
  [861, 3.2],
  [770, 2.4],
  [668, 2.2],
  [575, 3.6],
  [561, 2.8],
  [470, 2.5],
  [371, 2.2],
  [276, 2.7],
  [185, 3.3],
  [97, 2.5],
  [20, 3.9],
];

/** Marie Dubois' laboratory before the present stay. */
export function writeDuboisLaboratory(chart: Chart): void {
  for (const [days, values, more = []] of quarters) {
    const corrected = days === 529;
    chart.laboratory({
      name: `quarter-${days}`,
      day: chart.workday(days),
      time: '07:55',
      panels: [
        'blood',
        'ions',
        'kidney',
        'liver',
        'sugar',
        'inflammation',
        ...(days < 1100 ? (['inr'] as const) : []),
        ...more,
      ],
      values,
      ...(corrected && {
        corrected: {
          analyte: 'k',
          was: '6,4',
          reason:
            'Premier tube hémolysé : dosage répété sur un second prélèvement du même jour, le résultat initial est annulé.',
        } as const,
      }),
      ...(days === 622 && {
        conclusion:
          'Anémie microcytaire avec carence martiale : recherche d’un saignement digestif à envisager sous anticoagulant.',
      }),
    });
  }
  for (const [days, inr] of controls) {
    chart.laboratory({
      name: `inr-${days}`,
      day: chart.workday(days),
      time: '08:30',
      panels: ['inr'],
      values: { inr },
      ...(inr > 3.5 && { notes: { inr: 'Zone thérapeutique visée : 2,0 – 3,0. Contrôle proposé dans 7 jours.' } }),
    });
  }
}
