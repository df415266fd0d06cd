import type { Observation } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { faultTag } from '../../../contracts/intake.ts';
import { toCell, toLaboratoryCsv } from '../../../src-main/record/laboratory-csv.ts';
import { toLaboratoryHistory, toLaboratoryResults } from '../../../src-main/record/laboratory-history.ts';
import { toHistory } from '../../../src-main/record/laboratory.ts';
import { readSuperseded } from '../../../src-main/record/record-index.ts';
import { anObservation, aPatient, aReport } from '../../builders/fhir.ts';
import { aRecord } from './a-record.ts';
import { fc } from '../../support/property.ts';

const patient = aPatient();
const facts = {
  id: patient.id ?? '',
  family: 'DUBOIS',
  given: 'Marie',
  birthDate: '1955-03-12',
  sex: 'female',
} as const;
const at = (day: string, value: number, over: Partial<Observation> = {}) =>
  anObservation(patient, {
    effectiveDateTime: `${day}T08:00:00+01:00`,
    valueQuantity: { value, unit: 'mmol/l' },
    ...over,
  });
const sir = (code: string) => [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }] },
];
const { valueQuantity: _value, interpretation: _flag, referenceRange: _range, ...bare } = anObservation(patient);

describe('the laboratory results of a record', () => {
  it('stand together by analysis over every report and laboratory, newest first [X12]', () => {
    const [now, before] = [at('2026-11-20', 5.9), at('2025-03-01', 4.2)];
    const record = aRecord(patient.id, now, before, aReport(patient, [now]), aReport(patient, [before]));
    const { analytes } = toLaboratoryHistory(record);
    expect(analytes.map(({ results }) => results.map(({ value, at: when }) => [value, when]))).toEqual([
      [
        ['5.9', '2026-11-20T08:00:00+01:00'],
        ['4.2', '2025-03-01T08:00:00+01:00'],
      ],
    ]);
  });

  it('are never of one analysis by a laboratory’s own bare number, nor by a name in another specimen [X12]', () => {
    const named = (text: string, code: string, specimen: string, day: string) =>
      at(day, 1, { code: { text, coding: [{ code }] }, specimen: { display: specimen } });
    const all = [
      named('Glucose', '120', 'sang', '2026-01-01'),
      named('Glucose', '120', 'urine', '2026-01-02'),
      named('Fer', '120', 'sang', '2026-01-03'),
      named('Glucose', '77', 'sang', '2026-01-04'),
    ];
    const { analytes } = toLaboratoryHistory(aRecord(patient.id, ...all, aReport(patient, all)));
    expect(analytes.map(({ name, results }) => [name, results.length])).toEqual([
      ['Glucose', 2],
      ['Glucose', 1],
      ['Fer', 1],
    ]);
  });

  it('show of one sample the value that took the place of another, and lose none of another sample [X12] [X04]', () => {
    const number = { identifier: [{ system: 'urn:essai', value: 'L1' }] };
    const [wrong, earlier, right, now] = [
      at('2026-11-20', 9.9),
      at('2026-11-19', 4.2, { code: { text: 'Sodium' } }),
      at('2026-11-20', 5.9, { status: 'corrected' }),
      at('2026-11-20', 4.3, { code: { text: 'Sodium' } }),
    ];
    const first = aReport(patient, [wrong, earlier], number);
    const second = aReport(patient, [right, now], { ...number, status: 'corrected' });
    const record = aRecord(patient.id, wrong, earlier, right, now, first, second);
    const superseded = readSuperseded(record, toHistory(record));
    expect([...superseded]).toEqual([`DiagnosticReport/${first.id}`]);
    const shown = toLaboratoryHistory(record, superseded).analytes.map(({ name, results }) => [
      name,
      results.map(({ value }) => value),
    ]);
    expect(Object.fromEntries(shown)).toEqual({ Potassium: ['5.9'], Sodium: ['4.3', '4.2'] });
  });

  it('leave out a report that is not valid, and name it; what was cancelled stays and says so [X12] [R22]', () => {
    const [good, bad, cancelled] = [
      at('2026-11-20', 5.9),
      at('2026-10-01', 9.9),
      at('2026-09-01', 8.8, { status: 'cancelled' }),
    ];
    const faulty = aReport(patient, [bad], { meta: { tag: [faultTag] } });
    const record = aRecord(patient.id, good, bad, cancelled, aReport(patient, [good, cancelled]), faulty);
    const history = toLaboratoryHistory(record);
    expect(history.faulty.map(({ document }) => document)).toEqual([`DiagnosticReport/${faulty.id}`]);
    expect(history.analytes.flatMap(({ results }) => results.map(({ value, status }) => [value, status]))).toEqual([
      ['5.9', 'final'],
      ['8.8', 'cancelled'],
    ]);
  });

  it('show once a result that stands in two reports, as it stands in the one that was not taken back [X12]', () => {
    const shared = at('2026-11-20', 5.9);
    const takenBack = { ...aReport(patient, [shared]), status: 'cancelled' as const };
    const record = aRecord(patient.id, shared, takenBack, aReport(patient, [shared]));
    expect(toLaboratoryHistory(record).analytes[0]?.results.map(({ status }) => status)).toEqual(['final']);
  });

  it('compare no germ with another: an antibiogram stays in its document, which is named [X12]', () => {
    const mic = (value: number) =>
      at('2026-11-20', value, {
        code: { text: 'Amoxicilline', coding: [{ system: 'http://loinc.org', code: '18862-3' }] },
        interpretation: sir('R'),
      });
    const tested = mic(32);
    const germ = {
      ...bare,
      code: { text: 'Germe' },
      valueCodeableConcept: { text: 'Escherichia coli' },
      hasMember: [{ reference: `Observation/${tested.id}` }],
    };
    const report = aReport(patient, [germ]);
    const record = aRecord(patient.id, tested, germ, report);
    const { analytes, antibiograms } = toLaboratoryHistory(record);
    expect(analytes.map(({ name }) => name)).toEqual(['Germe']);
    expect(antibiograms.map(({ document }) => document)).toEqual([`DiagnosticReport/${report.id}`]);
    expect(toLaboratoryResults(record, null).map(({ name, value, flag }) => [name, value, flag])).toEqual([
      ['Germe', 'Escherichia coli', null],
      ['Escherichia coli : Amoxicilline', '32', 'R'],
    ]);
  });
});

/** A reader of RFC 4180 that knows nothing of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.slice(0, -1);
}

describe('the results as a file', () => {
  const csvOf = (over: Partial<Observation>) => {
    const one = at('2026-11-20', 5.9, over);
    const bytes = toLaboratoryCsv(facts, toLaboratoryResults(aRecord(patient.id, one, aReport(patient, [one])), null));
    return Buffer.from(bytes).toString('utf8');
  };

  it('open in a Belgian spreadsheet with their patient, unit, limits and time: byte-order mark, semicolons, decimal commas [X12]', () => {
    const text = csvOf({});
    expect(text.startsWith('\ufeff')).toBe(true);
    const [head, row, ...more] = readCsv(text.slice(1));
    expect(more).toEqual([]);
    const said = Object.fromEntries((head ?? []).map((name, place) => [name, row?.[place]]));
    expect(said).toMatchObject({
      Patient: 'DUBOIS Marie',
      'Né(e) le': '1955-03-12',
      Analyse: 'Potassium',
      Résultat: '5,9',
      Unité: 'mmol/l',
      'Prélevé le': '2026-11-20 08:00',
    });
  });

  it('say beside the value what was cancelled or corrected [X12]', () => {
    expect(readCsv(csvOf({ status: 'corrected' }))[1]).toContain('corrigé');
    expect(readCsv(csvOf({ status: 'cancelled' }))[1]).toContain('annulé');
  });

  it('hold no cell that a spreadsheet reckons out or turns into a date, and keep every character [X12]', () => {
    expect(
      ['=1+1', '+', '-2', '-2,5', '@x', '1/80', '1:160', '2-5', '5,90', '3E5', '12345678901234567', 'a;b', '＝1'].map(
        toCell,
      ),
    ).toEqual([
      "'=1+1",
      "'+",
      '-2',
      '-2,5',
      "'@x",
      "'1/80",
      "'1:160",
      "'2-5",
      '5,90',
      "'3E5",
      "'12345678901234567",
      '"a;b"',
      "'＝1",
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const cell = readCsv(`${toCell(text)}\r\n`)[0]?.[0] ?? '';
        expect([text, `'${text}`]).toContain(cell);
        expect(/^[\s\u00a0\ufeff]*[=+@]/.test(cell)).toBe(false);
      }),
    );
  });

  it('keep the digits of the laboratory, whatever they are [X12]', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[<>]?\d{1,8}\.\d{1,6}$/), (value) => {
        const [, row] = readCsv(csvOf({ valueQuantity: undefined as never, valueString: value }));
        expect(row).toContain(value.replace('.', ','));
      }),
      { numRuns: 30 },
    );
  });
});
