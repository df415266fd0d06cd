import type { Analyte, LaboratoryHistory, LaboratoryResult } from '../../../../contracts/laboratory.ts';
import type { LaboratoryRow } from '../../../../contracts/record.ts';
import { buildRow } from '../samples.ts';

/** A result of the record; what is not said is ordinary. */
export function buildResult(change: Partial<LaboratoryResult> = {}): LaboratoryResult {
  return {
    document: 'DiagnosticReport/labo-1',
    at: '2026-11-20T07:42:00.000Z',
    value: '4.1',
    unit: 'mmol/l',
    range: '3.5 - 5.1',
    low: 3.5,
    high: 5.1,
    flag: null,
    status: 'final',
    absent: null,
    method: null,
    specimen: 'sang veineux',
    performer: 'Laboratoire de démonstration',
    notes: [],
    ...change,
  };
}

const names: readonly (readonly [panel: string, name: string, unit: string, low: number, high: number])[] = [
  ['Biochimie', 'Sodium', 'mmol/l', 136, 145],
  ['Biochimie', 'Potassium', 'mmol/l', 3.5, 5.1],
  ['Biochimie', 'Chlore', 'mmol/l', 98, 107],
  ['Biochimie', 'Urée', 'mg/dl', 17, 49],
  ['Biochimie', 'Créatinine', 'mg/dl', 0.51, 0.95],
  ['Biochimie', 'Glucose', 'mg/dl', 70, 100],
  ['Biochimie', 'Protéine C-réactive', 'mg/l', 0, 5],
  ['Biochimie', 'Troponine T ultrasensible', 'ng/l', 0, 14],
  ['Hématologie', 'Hémoglobine', 'g/dl', 12, 15.5],
  ['Hématologie', 'Leucocytes', '10*3/µl', 4, 10],
  ['Hématologie', 'Plaquettes', '10*3/µl', 150, 400],
  ['Hématologie', 'Vitesse de sédimentation', 'mm/h', 0, 20],
];

/** Analyses over this many samples, every one of them some months before the other. */
export function buildHistory(samples: number, analyses = names.length): LaboratoryHistory {
  const analytes = Array.from({ length: analyses }, (_one, line): Analyte => {
    const [panel, name, unit, low, high] = names[line % names.length] ?? ['', '', '', 0, 1];
    const turn = Math.floor(line / names.length);
    const results = Array.from({ length: samples }, (_two, place) => {
      const value = Math.abs((low + high) / 2 + (high - low) * 0.7 * Math.sin(place * 1.7 + line));
      const time = Date.parse('2026-11-20T07:42:00.000Z') - place * 86_400_000 * 58;
      return buildResult({
        document: place === 0 ? 'DiagnosticReport/labo-1' : `DiagnosticReport/ancien-${place}`,
        at: new Date(time).toISOString(),
        value: name === 'Troponine T ultrasensible' && place % 2 === 1 ? '<5' : value.toFixed(high > 20 ? 0 : 2),
        unit: name === 'Créatinine' && place > 6 ? 'µmol/l' : unit,
        range: `${low} - ${high}`,
        low,
        high: name === 'Potassium' && place > 4 ? 5 : high,
        flag: value > high ? 'H' : value < low ? 'L' : null,
        status: line === 1 && place === 1 ? 'corrected' : line === 2 && place === 2 ? 'cancelled' : 'final',
        performer: place > 8 ? 'Laboratoire du Val' : 'Laboratoire de démonstration',
        method: name === 'Glucose' ? (place > 3 ? 'Oxydase' : 'Hexokinase') : null,
        notes: line === 1 && place === 0 ? ['Échantillon non hémolysé. Contrôle conseillé dans les 48 heures.'] : [],
      });
    });
    return {
      key: `${line}`,
      panel: turn === 0 ? panel : `${panel} ${turn + 1}`,
      name: turn === 0 ? name : `${name} ${turn + 1}`,
      results,
    };
  });
  const panels = [...new Set(analytes.map(({ panel }) => panel))];
  return {
    analytes: panels.flatMap((panel) => analytes.filter((one) => one.panel === panel)),
    faulty: [{ document: 'DiagnosticReport/abime', title: 'Biologie clinique', at: '2025-06-03' }],
    antibiograms: [{ document: 'DiagnosticReport/germes', title: 'Hémoculture', at: '2026-10-14' }],
  };
}

const bare = { unit: null, range: null, low: null, high: null } as const;
const tested = (name: string, value: string | null, flag: string): LaboratoryRow =>
  buildRow({ ...bare, name, value, unit: value === null || /^[SIR]$/.test(value) ? null : 'mg/l', flag });

/** Two germs of one blood culture, each with what was tested on it. */
export const cultures: LaboratoryRow[] = [
  buildRow({
    ...bare,
    name: 'Germe',
    value: 'Escherichia coli',
    notes: [
      'Souche productrice de BLSE. Précautions de contact ; avis de l’infectiologue conseillé avant tout traitement oral.',
    ],
    members: [
      buildRow({ ...bare, name: 'Numération', value: '2 flacons sur 4' }),
      tested('Amoxicilline', '>32', 'R'),
      tested('Céfuroxime', '>64', 'R'),
      tested('Pipéracilline-tazobactam', '8', 'I'),
      tested('Méropénem', '<=0.25', 'S'),
      tested('Amikacine', '4', 'S'),
    ],
  }),
  buildRow({
    ...bare,
    name: 'Germe',
    value: 'Staphylococcus aureus',
    members: [
      buildRow({
        ...bare,
        name: 'Antibiogramme',
        value: null,
        members: [tested('Oxacilline', 'S', 'S'), tested('Amikacine', '2', 'S'), tested('Érythromycine', '>8', 'R')],
      }),
    ],
  }),
];
