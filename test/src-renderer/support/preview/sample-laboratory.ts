import type { LaboratoryRow } from '../../../../contracts/record.ts';
import { buildRow } from '../samples.ts';

function series(
  values: readonly number[],
  unit = 'mmol/l',
  performer = 'Laboratoire de démonstration',
): LaboratoryRow['previous'] {
  return values.map((value, place) => ({
    at: `${2021 + Math.floor(place / 2)}-${place % 2 === 0 ? '03' : '09'}-1${place % 10}`,
    value,
    written: String(value),
    unit,
    performer,
    method: null,
  }));
}

/** A panel with every way a result can look. */
export const chemistry: LaboratoryRow[] = [
  buildRow({
    code: '2951-2',
    name: 'Sodium',
    value: '139',
    range: '136 - 145',
    low: 136,
    high: 145,
    previous: series([141, 140, 138, 139]),
  }),
  buildRow({
    code: '2823-3',
    name: 'Potassium',
    value: '5.90',
    flag: 'H',
    previous: [
      ...series([4.1, 4.4, 4.3, 4.9, 5.2]),
      { at: '2026-08-04', value: 4.9, written: '4.9', unit: 'mmol/l', performer: 'Laboratoire du Val', method: null },
    ],
    notes: ['Échantillon non hémolysé. Contrôle conseillé dans les 48 heures.'],
  }),
  buildRow({
    code: '2160-0',
    name: 'Créatinine',
    value: '1.42',
    unit: 'mg/dl',
    range: '0.51 - 0.95',
    low: 0.51,
    high: 0.95,
    flag: 'HH',
    previous: [
      ...series([0.82, 0.88, 0.97, 1.04, 1.18], 'mg/dl'),
      { at: '2019-05-02', value: 75, written: '75', unit: 'µmol/l', performer: 'Laboratoire du Val', method: null },
    ],
  }),
  buildRow({
    name: 'Urée',
    value: '48',
    unit: 'mg/dl',
    range: '17 - 49',
    low: 17,
    high: 49,
    previous: series([34, 36, 41], 'mg/dl'),
  }),
  buildRow({
    name: 'Glucose',
    value: '104',
    unit: 'mg/dl',
    range: '70 - 100',
    low: 70,
    high: 100,
    flag: 'H',
    status: 'corrected',
    method: 'Hexokinase',
  }),
  buildRow({ name: 'Troponine T hs', value: '> 14', unit: 'ng/l', range: '< 14', flag: 'H', low: null, high: 14 }),
];
/** A panel with members, a text and a result that was not made. */
export const blood: LaboratoryRow[] = [
  buildRow({
    name: 'Hémoglobine',
    value: '11.8',
    unit: 'g/dl',
    range: '12.0 - 15.5',
    low: 12,
    high: 15.5,
    flag: 'L',
    previous: series([13.1, 12.9, 12.6, 12.2], 'g/dl'),
  }),
  buildRow({
    name: 'Plaquettes',
    value: '24500',
    unit: '/µl',
    range: '150000 - 400000',
    low: 150_000,
    high: 400_000,
    flag: 'LL',
  }),
  buildRow({
    name: 'Formule leucocytaire',
    value: null,
    unit: null,
    range: null,
    low: null,
    high: null,
    members: [
      buildRow({ name: 'Neutrophiles', value: '62', unit: '%', range: '40 - 75', low: 40, high: 75 }),
      buildRow({ name: 'Lymphocytes', value: '28', unit: '%', range: '20 - 45', low: 20, high: 45 }),
      buildRow({
        name: 'Éosinophiles',
        value: null,
        absent: 'not-performed',
        unit: null,
        range: null,
        low: null,
        high: null,
      }),
    ],
  }),
  buildRow({
    name: 'Hémoculture',
    value: 'Absence de germe après 5 jours',
    unit: null,
    range: null,
    low: null,
    high: null,
    specimen: 'sang veineux',
    status: 'preliminary',
  }),
];
