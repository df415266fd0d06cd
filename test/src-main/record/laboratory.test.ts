import { randomUUID } from 'node:crypto';
import type { Observation } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { toHistory, toPanels } from '../../../src-main/record/laboratory.ts';
import { toPatientRecord } from '../../../src-main/record/patient-record.ts';
import { anObservation, aPatient, aReport } from '../../builders/fhir.ts';

const patient = aPatient();
const interpretation = (code: string) => [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }] },
];

/** A record of these resources, each as the exact text that the hospital would have sent. */
export function aRecord(...resources: readonly (object & { resourceType: string; id: string })[]) {
  const documents = resources.map((resource) => ({
    ref: `${resource.resourceType}/${resource.id}`,
    bytes: Buffer.from(JSON.stringify(resource)),
  }));
  return toPatientRecord(patient.id, documents, [], [], []);
}

function rowOf(over: Partial<Observation> | string) {
  const observation = anObservation(patient);
  const report = aReport(patient, [observation]);
  const text =
    typeof over === 'string'
      ? over
      : JSON.stringify({
          ...observation,
          valueQuantity: undefined,
          interpretation: undefined,
          referenceRange: undefined,
          ...over,
        });
  const record = toPatientRecord(
    patient.id,
    [
      { ref: `DiagnosticReport/${report.id}`, bytes: Buffer.from(JSON.stringify(report)) },
      { ref: `Observation/${observation.id}`, bytes: Buffer.from(text) },
    ],
    [],
    [],
    [],
  );
  const [panel] = toPanels(record.resources.get(`DiagnosticReport/${report.id}`)!, record, toHistory(record));
  return panel?.rows[0];
}

describe('a laboratory row', () => {
  it.each([
    ['a quantity', { valueQuantity: { value: 5.9, unit: 'mmol/l' } }, { value: '5.9', unit: 'mmol/l' }],
    [
      'a comparator',
      { valueQuantity: { value: 90, comparator: '>', unit: 'ml/min' } },
      { value: '>90', unit: 'ml/min' },
    ],
    ['a code', { valueCodeableConcept: { text: 'Négatif' } }, { value: 'Négatif', unit: null }],
    ['a text', { valueString: '++' }, { value: '++', unit: null }],
    ['a whole number', { valueInteger: 12 }, { value: '12', unit: null }],
    [
      'a ratio',
      { valueRatio: { numerator: { value: 1 }, denominator: { value: 160 } } },
      { value: '1 : 160', unit: null },
    ],
    [
      'a range',
      { valueRange: { low: { value: 2, unit: '/champ' }, high: { value: 5, unit: '/champ' } } },
      { value: '2 – 5', unit: '/champ' },
    ],
    ['an absent value', { dataAbsentReason: { text: 'Tube hémolysé' } }, { value: null, absent: 'Tube hémolysé' }],
    ['a flag', { valueInteger: 1, interpretation: interpretation('HH') }, { flag: 'HH' }],
    [
      'a range of two',
      { valueInteger: 1, referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }] },
      { range: '3.5 – 5.1', low: 3.5, high: 5.1 },
    ],
    [
      'a range in words',
      { valueInteger: 1, referenceRange: [{ text: '< 5' }] },
      { range: '< 5', low: null, high: null },
    ],
    [
      'method, specimen and notes',
      { method: { text: 'PCR' }, specimen: { display: 'Sang' }, note: [{ text: 'à contrôler' }] },
      { method: 'PCR', specimen: 'Sang', notes: ['à contrôler'] },
    ],
    ['a status that is not final', { valueInteger: 1, status: 'corrected' }, { status: 'corrected' }],
  ] as const)('keeps %s', (_what, over, expected) => {
    expect(rowOf(over as Partial<Observation>)).toMatchObject(expected);
  });

  it('keeps every digit: 5.90 is not 5.9 [R22] [C4]', () => {
    const id = randomUUID();
    const text = `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"K"},"valueQuantity":{"value":5.90,"unit":"mmol/l"},"referenceRange":[{"low":{"value":3.50},"high":{"value":5.10}}]}`;
    expect(rowOf(text)).toMatchObject({ value: '5.90', range: '3.50 – 5.10', low: 3.5, high: 5.1 });
  });

  it('shows earlier results of the same code with their units, oldest first, and never one entered in error', () => {
    const at = (day: string, value: number, over: Partial<Observation> = {}) =>
      anObservation(patient, {
        effectiveDateTime: `2026-${day}T08:00:00+01:00`,
        valueQuantity: { value, unit: 'mmol/l' },
        ...over,
      });
    const now = at('11-20', 5.9);
    const record = aRecord(
      now,
      at('03-01', 4.2),
      at('01-01', 4),
      at('02-01', 99, { status: 'entered-in-error' }),
      at('02-02', 160, { valueQuantity: { value: 160, unit: 'mg/l' } }),
      at('12-01', 3),
      aReport(patient, [now]),
    );
    const report = [...record.resources.values()].find((resource) => resource['resourceType'] === 'DiagnosticReport')!;
    expect(toPanels(report, record, toHistory(record))[0]?.rows[0]?.previous.map(({ value }) => value)).toEqual([
      4, 160, 4.2,
    ]);
  });

  it('withdraws what stands in a report that was taken back as a whole, and draws it in no curve [R22]', () => {
    const at = (day: string, value: number) =>
      anObservation(patient, {
        effectiveDateTime: `2026-${day}T08:00:00+01:00`,
        valueQuantity: { value, unit: 'mmol/l' },
      });
    const [wrong, shared, now] = [at('03-01', 7.9), at('02-01', 4.2), at('11-20', 4.4)];
    const {
      valueQuantity: _value,
      interpretation: _flag,
      ...group
    } = anObservation(patient, { code: { text: 'Iono' } });
    const panel = { ...group, hasMember: [{ reference: `Observation/${wrong.id}` }] };
    const cancelled = { ...aReport(patient, [panel, shared]), status: 'cancelled' as const };
    const report = aReport(patient, [now, shared]);
    const record = aRecord(wrong, shared, now, panel, cancelled, report);
    const panelsOf = ({ id }: { id: string }) =>
      toPanels(record.resources.get(`DiagnosticReport/${id}`) ?? {}, record, toHistory(record));
    expect(panelsOf(cancelled).flatMap(({ rows }) => rows.map(({ status }) => status))).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(panelsOf(report)[0]?.rows[0]).toMatchObject({ status: 'final', previous: [{ value: 4.2 }] });
  });

  it('groups by members and components, and shows a group that contains itself once', () => {
    const group = anObservation(patient, { code: { text: 'Hémogramme' } });
    const { valueQuantity: _value, interpretation: _flag, ...bare } = group;
    const member = anObservation(patient, {
      code: { text: 'Hb' },
      component: [{ code: { text: 'partie' }, valueInteger: 3 }],
    });
    const members = [{ reference: `Observation/${member.id}` }, { reference: `Observation/${group.id}` }];
    const grouped = { ...bare, hasMember: members };
    const record = aRecord(grouped, member, aReport(patient, [group]));
    const report = [...record.resources.values()].find((resource) => resource['resourceType'] === 'DiagnosticReport')!;
    expect(toPanels(report, record, toHistory(record))).toMatchObject([
      { name: 'Hémogramme', rows: [{ name: 'Hb', members: [{ name: 'partie', value: '3' }] }] },
    ]);
  });
});

describe('what hl7-be/lab asks a table to show', () => {
  const coding = (display: string, userSelected = false) => ({
    system: 'http://loinc.org',
    code: '1',
    display,
    userSelected,
  });
  const absence = {
    system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
    code: 'not-performed',
    display: 'Not Performed',
  };

  it.each([
    [
      'the text of a name before any coding',
      { code: { text: 'Kaliémie', coding: [coding('Potassium')] } },
      { name: 'Kaliémie' },
    ],
    [
      'the coding that the user chose before the others',
      { code: { coding: [coding('Potassium'), coding('Kalium', true)] } },
      { name: 'Kalium' },
    ],
    [
      'a value with its unit, and a limit with its sign',
      { valueQuantity: { value: 0.1, comparator: '<' as const, unit: 'mg/l' } },
      { value: '<0.1', unit: 'mg/l' },
    ],
    [
      'an interpretation, and one in words alone',
      { valueInteger: 1, interpretation: [{ text: 'Résistant' }] },
      { flag: 'Résistant' },
    ],
    [
      'the code of an absent value, for which the window has words',
      { dataAbsentReason: { coding: [absence] } },
      { value: null, absent: 'not-performed' },
    ],
    [
      'the laboratory’s own words for an absent value before its code',
      { dataAbsentReason: { text: 'Tube cassé', coding: [absence] } },
      { absent: 'Tube cassé' },
    ],
    [
      'the laboratory of a result that names its own',
      { valueInteger: 1, performer: [{ display: 'Labo sous-traitant' }] },
      { performer: 'Labo sous-traitant' },
    ],
    ['a status that is not final', { valueInteger: 1, status: 'preliminary' as const }, { status: 'preliminary' }],
  ])('%s [X12] [R22]', (_what, over, expected) => {
    expect(rowOf(over as Partial<Observation>)).toMatchObject(expected);
  });

  it('what is said of a group as a whole, as a row above its members [X12] [R22]', () => {
    const {
      valueQuantity: _value,
      interpretation: _flag,
      referenceRange: _range,
      ...group
    } = anObservation(patient, { code: { text: 'Ionogramme' }, note: [{ text: 'Échantillon hémolysé' }] });
    const member = anObservation(patient, { code: { text: 'K' } });
    const whole = { ...group, hasMember: [{ reference: `Observation/${member.id}` }] };
    const record = aRecord(member, whole, aReport(patient, [group]));
    const report = [...record.resources.values()].find((resource) => resource['resourceType'] === 'DiagnosticReport')!;
    expect(toPanels(report, record, toHistory(record))[0]?.rows).toMatchObject([
      { name: 'Ionogramme', value: null, notes: ['Échantillon hémolysé'], members: [{ name: 'K' }] },
    ]);
  });

  it('earlier results with the limits and the laboratory that they came with, limits of detection as they were written [X12]', () => {
    const at = (day: string, over: Partial<Observation>) =>
      anObservation(patient, { effectiveDateTime: `2026-${day}T08:00:00+01:00`, ...over });
    const now = at('11-20', { valueQuantity: { value: 5.9, unit: 'mmol/l' } });
    const before = at('03-01', {
      valueQuantity: { value: 0.1, comparator: '<', unit: 'mmol/l' },
      referenceRange: [{ low: { value: 3 }, high: { value: 5 } }],
    });
    const { performer: _performer, ...unsaid } = before as typeof before & { performer?: unknown };
    const older = { ...aReport(patient, [before]), performer: [{ display: 'Laboratoire du Val' }] };
    const record = aRecord(now, unsaid, older, aReport(patient, [now]));
    expect([...toHistory(record).values()][0]?.[0]).toMatchObject({
      value: 0.1,
      written: '<0.1',
      low: 3,
      high: 5,
      performer: 'Laboratoire du Val',
    });
  });
});
