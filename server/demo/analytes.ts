/** What the demonstration's laboratory measures: one row an analyte, in the units Belgian laboratories report. */
export interface Analyte {
  readonly name: string;
  readonly loinc: string;
  /** Unit as printed, and as UCUM. */
  readonly unit: string;
  readonly ucum: string;
  readonly decimals: number;
  /** Reference limits, null where there is none; a pair of rows when women and men differ. */
  readonly range: Range | { readonly female: Range; readonly male: Range };
  /** At or beyond these the laboratory telephones. */
  readonly critical?: Range;
  readonly method: string;
  readonly specimen: string;
  /** A healthy adult's ordinary value, for what a story leaves open. */
  readonly usual: number;
}
/** Low and high limit; null where there is none. */
export type Range = readonly [low: number | null, high: number | null];

const blood = 'Sang total (EDTA)';
const serum = 'Sérum';
const plasma = 'Plasma citraté';
const urine = 'Urine, échantillon';
const arterial = 'Sang artériel';
const flow = 'Cytométrie en flux';
const photo = 'Spectrophotométrie';
const ise = 'Électrode sélective indirecte';
const eclia = 'Électrochimiluminescence';
const calculated = 'Calculé';

const row = (
  name: string,
  loinc: string,
  unit: string,
  ucum: string,
  decimals: number,
  range: Analyte['range'],
  usual: number,
  method: string,
  specimen: string = serum,
  critical?: Range,
): Analyte => ({ name, loinc, unit, ucum, decimals, range, usual, method, specimen, ...(critical && { critical }) });
const bySex = (female: Range, male: Range): Analyte['range'] => ({ female, male });
const giga = ['10³/µl', '10*3/uL'] as const;

/** Every analyte by its short name; `egfr`, `ldl`, `nonHdl`, `hct`, `rbc`, `mch`, `hba1cSi` and `tsat` follow from the others. */
export const analytes = {
  hb: row('Hémoglobine', '718-7', 'g/dl', 'g/dL', 1, bySex([12, 16], [13.5, 17.5]), 14, photo, blood, [7, 20]),
  hct: row('Hématocrite', '4544-3', '%', '%', 1, bySex([36, 46], [40, 52]), 42, calculated, blood),
  rbc: row('Globules rouges', '789-8', '10⁶/µl', '10*6/uL', 2, bySex([3.9, 5.2], [4.4, 5.9]), 4.6, flow, blood),
  mcv: row('VGM', '787-2', 'fl', 'fL', 1, [80, 98], 90, flow, blood),
  mch: row('TCMH', '785-6', 'pg', 'pg', 1, [27, 33], 30, calculated, blood),
  plt: row('Plaquettes', '777-3', ...giga, 0, [150, 400], 250, flow, blood, [30, 1000]),
  wbc: row('Globules blancs', '6690-2', ...giga, 2, [4, 10], 6.8, flow, blood, [1, 30]),
  neut: row('Neutrophiles', '751-8', ...giga, 2, [1.8, 7.5], 4, flow, blood, [0.5, null]),
  lymph: row('Lymphocytes', '731-0', ...giga, 2, [1, 4], 2, flow, blood),
  mono: row('Monocytes', '742-7', ...giga, 2, [0.2, 1], 0.5, flow, blood),
  eos: row('Éosinophiles', '711-2', ...giga, 2, [0, 0.5], 0.15, flow, blood),
  na: row('Sodium', '2951-2', 'mmol/l', 'mmol/L', 0, [136, 145], 140, ise, serum, [120, 160]),
  k: row('Potassium', '2823-3', 'mmol/l', 'mmol/L', 1, [3.5, 5.1], 4.3, ise, serum, [2.5, 6]),
  cl: row('Chlorure', '2075-0', 'mmol/l', 'mmol/L', 0, [98, 107], 102, ise),
  hco3: row('Bicarbonate', '1963-8', 'mmol/l', 'mmol/L', 0, [22, 29], 25, 'Enzymatique'),
  ca: row('Calcium total', '2000-8', 'mmol/l', 'mmol/L', 2, [2.15, 2.55], 2.35, photo, serum, [1.6, 3.2]),
  phos: row('Phosphore', '2777-1', 'mg/dl', 'mg/dL', 1, [2.5, 4.5], 3.4, photo),
  urea: row('Urée', '3091-6', 'mg/dl', 'mg/dL', 0, [17, 48], 32, 'Enzymatique (uréase)'),
  creat: row('Créatinine', '2160-0', 'mg/dl', 'mg/dL', 2, bySex([0.51, 0.95], [0.67, 1.17]), 0.8, 'Enzymatique, IDMS'),
  egfr: row('DFG estimé', '98979-8', 'ml/min/1,73 m²', 'mL/min/{1.73_m2}', 0, [60, null], 90, 'Calculé, CKD-EPI 2021'),
  uric: row('Acide urique', '3084-1', 'mg/dl', 'mg/dL', 1, bySex([2.4, 5.7], [3.4, 7]), 4.8, 'Enzymatique (uricase)'),
  acr: row(
    'Albumine/créatinine urinaire',
    '9318-7',
    'mg/g',
    'mg/g{creat}',
    0,
    [null, 30],
    9,
    'Immunoturbidimétrie',
    urine,
  ),
  ast: row('ASAT (GOT)', '1920-8', 'U/l', 'U/L', 0, bySex([null, 32], [null, 40]), 22, 'IFCC, 37 °C'),
  alt: row('ALAT (GPT)', '1742-6', 'U/l', 'U/L', 0, bySex([null, 33], [null, 41]), 21, 'IFCC, 37 °C'),
  ggt: row('Gamma-GT', '2324-2', 'U/l', 'U/L', 0, bySex([null, 40], [null, 60]), 24, 'IFCC, 37 °C'),
  alp: row('Phosphatases alcalines', '6768-6', 'U/l', 'U/L', 0, bySex([35, 105], [40, 130]), 70, 'IFCC, 37 °C'),
  bili: row('Bilirubine totale', '1975-2', 'mg/dl', 'mg/dL', 2, [null, 1.2], 0.5, 'Diazo'),
  ldh: row('LDH', '2532-0', 'U/l', 'U/L', 0, [null, 250], 180, 'IFCC, 37 °C'),
  lipase: row('Lipase', '3040-3', 'U/l', 'U/L', 0, [13, 60], 30, 'Enzymatique'),
  alb: row('Albumine', '1751-7', 'g/l', 'g/L', 0, [35, 52], 43, 'Vert de bromocrésol'),
  crp: row('CRP', '1988-5', 'mg/l', 'mg/L', 1, [null, 5], 1.6, 'Immunoturbidimétrie'),
  pct: row('Procalcitonine', '33959-8', 'µg/l', 'ug/L', 2, [null, 0.5], 0.05, eclia),
  glu: row('Glucose', '2345-7', 'mg/dl', 'mg/dL', 0, [70, 100], 88, 'Hexokinase', 'Plasma fluoré', [45, 400]),
  hba1c: row('Hémoglobine A1c', '4548-4', '%', '%', 1, [4, 6], 5.4, 'HPLC', blood),
  hba1cSi: row('Hémoglobine A1c (IFCC)', '59261-8', 'mmol/mol', 'mmol/mol', 0, [20, 42], 36, 'HPLC', blood),
  chol: row('Cholestérol total', '2093-3', 'mg/dl', 'mg/dL', 0, [null, 190], 182, 'Enzymatique'),
  hdl: row('Cholestérol HDL', '2085-9', 'mg/dl', 'mg/dL', 0, bySex([45, null], [40, null]), 55, 'Enzymatique direct'),
  ldl: row('Cholestérol LDL', '13457-7', 'mg/dl', 'mg/dL', 0, [null, 115], 104, 'Calculé, Friedewald'),
  nonHdl: row('Cholestérol non HDL', '43396-1', 'mg/dl', 'mg/dL', 0, [null, 145], 127, calculated),
  tg: row('Triglycérides', '2571-8', 'mg/dl', 'mg/dL', 0, [null, 150], 110, 'Enzymatique'),
  inr: row('INR', '6301-6', 'INR', '{INR}', 1, [0.9, 1.2], 1, 'Chronométrique', plasma, [null, 4.5]),
  aptt: row('aPTT', '14979-9', 's', 's', 0, [25, 37], 30, 'Chronométrique', plasma),
  dimer: row('D-dimères', '48065-7', 'µg/l FEU', 'ug{FEU}/L', 0, [null, 500], 290, 'Immunoturbidimétrie', plasma),
  fibrin: row('Fibrinogène', '3255-7', 'g/l', 'g/L', 1, [2, 4], 3, 'Clauss', plasma),
  tsh: row('TSH', '3016-3', 'mU/l', 'm[IU]/L', 2, [0.27, 4.2], 1.8, eclia),
  ft4: row('T4 libre', '14920-3', 'pmol/l', 'pmol/L', 1, [12, 22], 16, eclia),
  tpo: row('Anticorps anti-TPO', '8099-4', 'kU/l', 'k[IU]/L', 0, [null, 34], 12, eclia),
  bnp: row('NT-proBNP', '33762-6', 'ng/l', 'ng/L', 0, [null, 125], 70, eclia),
  tnt: row('Troponine T hs', '67151-1', 'ng/l', 'ng/L', 0, [null, 14], 6, eclia),
  ck: row('CK', '2157-6', 'U/l', 'U/L', 0, bySex([null, 170], [null, 190]), 90, 'IFCC, 37 °C'),
  ferritin: row('Ferritine', '2276-4', 'µg/l', 'ug/L', 0, bySex([15, 150], [30, 400]), 80, eclia),
  iron: row('Fer', '2498-4', 'µg/dl', 'ug/dL', 0, [33, 193], 95, photo),
  transf: row('Transferrine', '3034-6', 'g/l', 'g/L', 2, [2, 3.6], 2.6, 'Immunoturbidimétrie'),
  tsat: row('Saturation de la transferrine', '2502-3', '%', '%', 0, [16, 45], 27, calculated),
  b12: row('Vitamine B12', '2132-9', 'ng/l', 'ng/L', 0, [197, 771], 420, eclia),
  folate: row('Acide folique', '2284-8', 'µg/l', 'ug/L', 1, [3.9, 26.8], 9, eclia),
  vitd: row('Vitamine D (25-OH)', '62292-8', 'µg/l', 'ug/L', 0, [30, 100], 34, eclia),
  pth: row('PTH intacte', '2731-8', 'ng/l', 'ng/L', 0, [15, 65], 38, eclia),
  psa: row('PSA total', '2857-1', 'µg/l', 'ug/L', 2, [null, 4], 1.1, eclia),
  cea: row('CEA', '2039-6', 'µg/l', 'ug/L', 1, [null, 5], 2, eclia),
  ca153: row('CA 15-3', '6875-9', 'kU/l', 'k[IU]/L', 1, [null, 25], 16, eclia),
  cyfra: row('CYFRA 21-1', '25390-6', 'µg/l', 'ug/L', 1, [null, 3.3], 1.8, eclia),
  tacro: row('Tacrolimus, taux résiduel', '11253-2', 'µg/l', 'ug/L', 1, [5, 8], 6.4, 'LC-MS/MS', blood),
  calprot: row('Calprotectine fécale', '38445-3', 'µg/g', 'ug/g', 0, [null, 50], 30, 'ELISA', 'Selles'),
  ige: row('IgE totales', '19113-0', 'kU/l', 'k[IU]/L', 0, [null, 100], 60, 'Immunofluorescence'),
  ph: row('pH', '2744-1', 'pH', '[pH]', 2, [7.35, 7.45], 7.4, 'Potentiométrie', arterial, [7.2, 7.6]),
  pco2: row('pCO₂', '2019-8', 'mmHg', 'mm[Hg]', 0, [35, 45], 40, 'Potentiométrie', arterial, [null, 70]),
  po2: row('pO₂', '2703-7', 'mmHg', 'mm[Hg]', 0, [75, 100], 88, 'Ampérométrie', arterial, [45, null]),
  lactate: row('Lactate', '2518-9', 'mmol/l', 'mmol/L', 1, [0.5, 2], 1.1, 'Ampérométrie', arterial, [null, 4]),
} as const satisfies Record<string, Analyte>;
/** Short name of an analyte. */
export type AnalyteKey = keyof typeof analytes;

/** A group of the laboratory's report: its heading, LOINC panel code where there is one, and its lines in order. */
export interface Panel {
  readonly name: string;
  readonly loinc: string | null;
  readonly members: readonly AnalyteKey[];
}

/** The groups a physician may tick on the request. */
export const panels = {
  blood: {
    name: 'Hémogramme',
    loinc: '58410-2',
    members: ['hb', 'hct', 'rbc', 'mcv', 'mch', 'plt', 'wbc', 'neut', 'lymph', 'mono', 'eos'],
  },
  ions: { name: 'Ionogramme', loinc: '24326-1', members: ['na', 'k', 'cl', 'hco3'] },
  kidney: { name: 'Fonction rénale', loinc: '24362-6', members: ['urea', 'creat', 'egfr'] },
  urine: { name: 'Urines', loinc: null, members: ['acr'] },
  bone: { name: 'Bilan phosphocalcique', loinc: null, members: ['ca', 'phos', 'alb', 'vitd', 'pth'] },
  liver: { name: 'Bilan hépatique', loinc: '24325-3', members: ['ast', 'alt', 'ggt', 'alp', 'bili'] },
  inflammation: { name: 'Inflammation', loinc: null, members: ['crp'] },
  sugar: { name: 'Équilibre glycémique', loinc: null, members: ['glu', 'hba1c', 'hba1cSi'] },
  fasting: { name: 'Glycémie', loinc: null, members: ['glu'] },
  lipids: { name: 'Bilan lipidique', loinc: '24331-1', members: ['chol', 'hdl', 'ldl', 'nonHdl', 'tg'] },
  coagulation: { name: 'Coagulation', loinc: '34528-0', members: ['inr', 'aptt'] },
  inr: { name: 'INR', loinc: null, members: ['inr'] },
  thyroid: { name: 'Fonction thyroïdienne', loinc: '24348-5', members: ['tsh', 'ft4'] },
  heart: { name: 'Marqueurs cardiaques', loinc: null, members: ['bnp', 'tnt'] },
  iron: { name: 'Bilan martial', loinc: '50190-8', members: ['iron', 'transf', 'tsat', 'ferritin'] },
  vitamins: { name: 'Vitamines', loinc: null, members: ['b12', 'folate', 'vitd'] },
  gases: { name: 'Gaz du sang artériel', loinc: '24336-0', members: ['ph', 'pco2', 'po2', 'lactate'] },
} as const satisfies Record<string, Panel>;
/** Short name of a panel. */
export type PanelKey = keyof typeof panels;

/** Reference limits of children of 6 to 12 years, where they differ from adults'. */
const childRanges: Partial<Record<AnalyteKey, Range>> = {
  hb: [11.5, 15.5],
  hct: [34, 44],
  rbc: [4, 5.3],
  mcv: [76, 92],
  mch: [25, 32],
  plt: [180, 450],
  wbc: [4.5, 13.5],
  lymph: [1.5, 6.5],
};

/** Reference limits of an analyte for this sex and age in years. */
export function toRange(key: AnalyteKey, gender: 'female' | 'male', age: number): Range {
  const { range }: Analyte = analytes[key];
  return (age < 13 ? childRanges[key] : undefined) ?? ('female' in range ? range[gender] : range);
}
