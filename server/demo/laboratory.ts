import type { DiagnosticReport, Observation } from '@medplum/fhirtypes';
import {
  type Analyte,
  type AnalyteKey,
  analytes,
  type Panel,
  type PanelKey,
  panels,
  type Range,
  toRange,
} from './analytes.ts';
import { toAge, toDateTime } from './calendar.ts';
import { laboratoryReference, reportNumberSystem, toDoctorReference } from './hospital.ts';
import { demoId, demoRandom } from './identity.ts';
import { type DemoPerson, type PersonKey, people, toPatientReference } from './people.ts';

/** One laboratory request and what came of it. */
export interface LaboratoryWish {
  /** Name within the patient's record; it decides the ids. */
  readonly name: string;
  readonly day: string;
  /** Sampling time, HH:MM. */
  readonly time?: string;
  readonly panels: readonly PanelKey[];
  /** Analytes asked for on top of the panels. */
  readonly also?: readonly AnalyteKey[];
  /** What the story says; what it leaves open is drawn around the patient's usual values. */
  readonly values?: Readonly<Partial<Record<AnalyteKey, number>>>;
  /** A result put right after it was sent. */
  readonly corrected?: { readonly analyte: AnalyteKey; readonly was: string; readonly reason: string };
  /** Results still under way: the report is partial. */
  readonly pending?: readonly AnalyteKey[];
  /** Remark under one result. */
  readonly notes?: Readonly<Partial<Record<AnalyteKey, string>>>;
  readonly conclusion?: string;
  readonly stay?: string;
}

type Values = Partial<Record<AnalyteKey, number>>;
const loinc = 'http://loinc.org';
const category = (code: string) => [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] },
];
const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** CKD-EPI 2021, without race: creatinine in mg/dl, age in years. */
export function toFiltration(creatinine: number, age: number, gender: 'female' | 'male'): number {
  const [kappa, alpha] = gender === 'female' ? [0.7, -0.241] : [0.9, -0.302];
  const ratio = creatinine / kappa;
  return (
    142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * (gender === 'female' ? 1.012 : 1)
  );
}

/** Every value of one request: the story's, then the patient's usual ones with a little scatter, then what follows from them. */
function toValues(key: PersonKey, wish: LaboratoryWish, usual: Values): Record<AnalyteKey, number> {
  const person: DemoPerson = people[key];
  const random = demoRandom(`${key}/${wish.name}`);
  const drawn = Object.fromEntries(
    (Object.keys(analytes) as AnalyteKey[]).map((analyte) => {
      const { usual: ordinary, decimals } = analytes[analyte];
      const centre = usual[analyte] ?? ordinary;
      const spread = ['na', 'cl', 'ph', 'mcv', 'ca', 'alb'].includes(analyte) ? 0.01 : 0.07;
      return [analyte, round(centre * (1 + (random() - 0.5) * 2 * spread), decimals)];
    }),
  ) as Record<AnalyteKey, number>;
  const all = { ...drawn, ...wish.values };
  const set = (analyte: AnalyteKey, value: number): void => {
    all[analyte] = wish.values?.[analyte] ?? round(value, analytes[analyte].decimals);
  };
  set('hct', all.hb * 2.97);
  set('rbc', (all.hct * 10) / all.mcv);
  set('mch', (all.hb * 10) / all.rbc);
  set('wbc', all.neut + all.lymph + all.mono + all.eos + 0.03);
  set('hba1cSi', (all.hba1c - 2.15) * 10.929);
  set('nonHdl', all.chol - all.hdl);
  set('ldl', all.chol - all.hdl - all.tg / 5);
  set('tsat', (all.iron * 0.7) / all.transf);
  set('egfr', toFiltration(all.creat, toAge(person.birthDate, wish.day), person.gender));
  return all;
}

/** HL7 v3 ObservationInterpretation: LL and HH where the laboratory telephones. */
export function toFlag(analyte: Analyte, value: number, [low, high]: Range): 'LL' | 'L' | 'N' | 'H' | 'HH' {
  const [lowest, highest] = analyte.critical ?? [null, null];
  if (lowest !== null && value <= lowest) return 'LL';
  if (highest !== null && value >= highest) return 'HH';
  if (low !== null && value < low) return 'L';
  return high !== null && value > high ? 'H' : 'N';
}

function toReferenceRange(analyte: Analyte, [low, high]: Range): NonNullable<Observation['referenceRange']> {
  const quantity = (value: number) => ({
    value,
    unit: analyte.unit,
    system: 'http://unitsofmeasure.org',
    code: analyte.ucum,
  });
  const show = (value: number): string => value.toFixed(analyte.decimals).replace('.', ',');
  const text =
    low === null ? `< ${show(high ?? 0)}` : high === null ? `> ${show(low)}` : `${show(low)} – ${show(high)}`;
  return [{ ...(low !== null && { low: quantity(low) }), ...(high !== null && { high: quantity(high) }), text }];
}

/** A report of one group is named after it. */
function toTitle(asked: readonly Panel[]): string {
  const [only, ...more] = asked;
  if (only === undefined || more.length > 0) return 'Laboratoire';
  const acronym = only.name === only.name.toLocaleUpperCase('fr');
  return `Laboratoire : ${acronym ? only.name : only.name.slice(0, 1).toLocaleLowerCase('fr') + only.name.slice(1)}`;
}

/** A laboratory report with its groups and results, as be-lab orders them: the report names the groups, a group its members. */
export function toLaboratory(
  key: PersonKey,
  wish: LaboratoryWish,
  usual: Values,
): [DiagnosticReport, ...Observation[]] {
  const { gender, birthDate }: DemoPerson = people[key];
  const age = toAge(birthDate, wish.day);
  const values = toValues(key, wish, usual);
  const at = toDateTime(wish.day, wish.time ?? '08:10');
  const issued = new Date(Date.parse(at) + 162 * 60_000).toISOString();
  const prefix = `${key}/laboratory/${wish.name}`;
  const common = { subject: toPatientReference(key), effectiveDateTime: at, issued, performer: [laboratoryReference] };
  const encounter = wish.stay === undefined ? {} : { encounter: { reference: `Encounter/${wish.stay}` } };

  const toResult = (name: AnalyteKey): Observation => {
    const analyte: Analyte = analytes[name];
    const range = toRange(name, gender, age);
    const pending = wish.pending?.includes(name) ?? false;
    const corrected = wish.corrected?.analyte === name ? wish.corrected : undefined;
    const note = [
      wish.notes?.[name],
      corrected &&
        `Résultat corrigé : ${corrected.was} ${analyte.unit} avait d’abord été communiqué. ${corrected.reason}`,
    ];
    const texts = note.filter((text) => text !== undefined).map((text) => ({ text }));
    const capped = name === 'egfr' && values.egfr > 90;
    return {
      resourceType: 'Observation',
      id: demoId(`${prefix}/${name}`),
      status: pending ? 'registered' : corrected ? 'corrected' : 'final',
      category: category('laboratory'),
      code: { coding: [{ system: loinc, code: analyte.loinc }], text: analyte.name },
      ...common,
      ...encounter,
      ...(pending
        ? {
            dataAbsentReason: {
              coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'temp-unknown' }],
              text: 'Résultat en attente',
            },
          }
        : {
            valueQuantity: {
              value: capped ? 90 : values[name],
              ...(capped && { comparator: '>' as const }),
              unit: analyte.unit,
              system: 'http://unitsofmeasure.org',
              code: analyte.ucum,
            },
            interpretation: [
              {
                coding: [
                  {
                    system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
                    code: toFlag(analyte, values[name], range),
                  },
                ],
              },
            ],
          }),
      ...(texts.length > 0 && { note: texts }),
      method: { text: analyte.method },
      specimen: { display: analyte.specimen },
      referenceRange: toReferenceRange(analyte, range),
    };
  };

  const asked: [string, Panel][] = wish.panels.map((name) => [name, panels[name]]);
  if (wish.also) asked.push(['also', { name: 'Autres dosages', loinc: null, members: wish.also }]);
  const groups = asked.map(([name, panel]): { group: Observation; results: Observation[] } => {
    const results = panel.members.map(toResult);
    const pending = results.every((result) => result.status === 'registered');
    const group: Observation = {
      resourceType: 'Observation',
      id: demoId(`${prefix}/panel/${name}`),
      status: pending
        ? 'registered'
        : results.some((result) => result.status === 'registered')
          ? 'preliminary'
          : 'final',
      category: category('laboratory'),
      code: { ...(panel.loinc !== null && { coding: [{ system: loinc, code: panel.loinc }] }), text: panel.name },
      ...common,
      ...encounter,
      hasMember: results.map((result) => ({ reference: `Observation/${result.id}` })),
    };
    return { group, results };
  });
  const report: DiagnosticReport = {
    resourceType: 'DiagnosticReport',
    id: demoId(prefix),
    identifier: [{ system: reportNumberSystem, value: `L-${demoId(prefix).slice(0, 8).toUpperCase()}` }],
    status: wish.pending ? 'partial' : wish.corrected ? 'corrected' : 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }], text: 'Laboratoire' },
    ],
    code: { coding: [{ system: loinc, code: '11502-2' }], text: toTitle(asked.map(([, panel]) => panel)) },
    ...common,
    ...encounter,
    resultsInterpreter: [toDoctorReference('wauters')],
    result: groups.map(({ group }) => ({ reference: `Observation/${group.id}` })),
    ...(wish.conclusion !== undefined && { conclusion: wish.conclusion }),
  };
  return [report, ...groups.flatMap(({ group, results }) => [group, ...results])];
}
