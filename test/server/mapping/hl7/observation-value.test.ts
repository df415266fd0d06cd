import { expect, test } from 'vitest';
import type { Observation } from '@medplum/fhirtypes';
import { openValidator } from '../../../../server/fhir/validate.ts';
import { HL7Refusal } from '../../../../server/hl7/refusal.ts';
import { type OBXWish, orUR01 } from '../../../builders/hl7.ts';
import { toFilingOf } from './shown-record.ts';

/** The one result of a message, as FHIR, with every digit of its numbers. */
function result(wish: OBXWish): Partial<Observation> {
  const { resources } = toFilingOf(orUR01({ results: [{ code: 'X1^Analyse^L', ...wish }] }));
  const observation = resources
    .map(({ resource }) => resource)
    .find(({ resourceType }) => resourceType === 'Observation');
  const plain = JSON.parse(JSON.stringify(observation)) as Observation;
  expect(openValidator()(plain, 'Observation')).toEqual([]);
  return plain;
}

/** `value[x]` and what stands in its place. */
function valueOf(type: string, value: string, unit = ''): unknown {
  const found = Object.entries(result({ type, value, unit })).find(([name]) => /^value|^dataAbsent/.test(name));
  return found === undefined ? null : { [found[0]]: found[1] };
}

const mmol = { unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' };

test('maps every value type of OBX to what FHIR has for it [R22]', () => {
  expect({
    NM: valueOf('NM', '138', 'mmol/L'),
    'NM with a comma': valueOf('NM', '5,9', 'mmol/L'),
    'NM below': valueOf('NM', '<0.5', 'mmol/L'),
    'NM that is none': valueOf('NM', 'hémolysé', 'mmol/L'),
    'SN below': valueOf('SN', '<^5', 'mmol/L'),
    'SN between': valueOf('SN', '^10^-^20', 'mmol/L'),
    'SN titre': valueOf('SN', '^1^:^128'),
    'SN several': valueOf('SN', '^2^+'),
    ST: valueOf('ST', 'jaune ≥ pâle'),
    'ST measured': valueOf('ST', '> 90', 'mmol/L'),
    TX: valueOf('TX', 'Lijn1\\.br\\Lijn2 \\T\\ \\F\\'),
    FT: valueOf('FT', '\\.sp\\Flore\\.br\\mixte'),
    CE: valueOf('CE', '112283007^Escherichia coli^SCT'),
    CWE: valueOf('CWE', 'ECO^^L^112283007^E. coli^SCT^^^Escherichia coli, nombreux'),
    CNE: valueOf('CNE', 'POS^Positif^HL70136'),
    'CE twice': valueOf('CE', 'A^Un^L~B^Deux^L'),
    TS: valueOf('TS', '20260302081500'),
    DTM: valueOf('DTM', '202603020815+0100'),
    DT: valueOf('DT', '20260302'),
    TM: valueOf('TM', '0815'),
    DR: valueOf('DR', '20260301^20260302'),
    CX: valueOf('CX', 'L-77^^^CHSE'),
    EI: valueOf('EI', 'E-12^LIS'),
    XPN: valueOf('XPN', 'Dubois^Marie^^^Mme'),
    XCN: valueOf('XCN', '19990010000^Collin^Étienne^^^Dr'),
    XAD: valueOf('XAD', 'Rue Haute 1^^Mons^^7000^BE'),
    XTN: valueOf('XTN', '065 00 00 00'),
    XON: valueOf('XON', 'Biologie clinique^L'),
    ID: valueOf('ID', 'Y'),
    IS: valueOf('IS', 'RH'),
    MO: valueOf('MO', '100^EUR'),
    NA: valueOf('NA', '1^2^3~4^5'),
    CP: valueOf('CP', '12&EUR^UP'),
    NR: valueOf('NR', '3^5'),
    none: valueOf('', 'sans type'),
    empty: valueOf('ST', ''),
  }).toEqual({
    NM: { valueQuantity: { value: 138, ...mmol } },
    'NM with a comma': { valueQuantity: { value: 5.9, ...mmol } },
    'NM below': { valueQuantity: { value: 0.5, comparator: '<', ...mmol } },
    'NM that is none': { valueString: 'hémolysé' },
    'SN below': { valueQuantity: { value: 5, comparator: '<', ...mmol } },
    'SN between': { valueRange: { low: { value: 10, ...mmol }, high: { value: 20, ...mmol } } },
    'SN titre': { valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } },
    'SN several': { valueString: '2+' },
    ST: { valueString: 'jaune ≥ pâle' },
    'ST measured': { valueQuantity: { value: 90, comparator: '>', ...mmol } },
    TX: { valueString: 'Lijn1\nLijn2 & |' },
    FT: { valueString: '\nFlore\nmixte' },
    CE: {
      valueCodeableConcept: {
        coding: [{ system: 'http://snomed.info/sct', code: '112283007', display: 'Escherichia coli' }],
        text: 'Escherichia coli',
      },
    },
    CWE: {
      valueCodeableConcept: {
        coding: [{ code: 'ECO' }, { system: 'http://snomed.info/sct', code: '112283007', display: 'E. coli' }],
        text: 'Escherichia coli, nombreux',
      },
    },
    CNE: {
      valueCodeableConcept: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0136', code: 'POS', display: 'Positif' }],
        text: 'Positif',
      },
    },
    'CE twice': { valueCodeableConcept: { text: 'Un, Deux' } },
    TS: { valueDateTime: '2026-03-02T08:15:00+01:00' },
    DTM: { valueDateTime: '2026-03-02T08:15:00+01:00' },
    DT: { valueDateTime: '2026-03-02' },
    TM: { valueTime: '08:15:00' },
    DR: { valuePeriod: { start: '2026-03-01', end: '2026-03-02' } },
    CX: { valueString: 'L-77' },
    EI: { valueString: 'E-12' },
    XPN: { valueString: 'Mme Marie Dubois' },
    XCN: { valueString: 'Dr Étienne Collin' },
    XAD: { valueString: 'Rue Haute 1, 7000 Mons, BE' },
    XTN: { valueString: '065 00 00 00' },
    XON: { valueString: 'Biologie clinique' },
    ID: { valueString: 'Y' },
    IS: { valueString: 'RH' },
    MO: { valueString: '100 EUR' },
    NA: { valueString: '1 2 3, 4 5' },
    CP: { valueString: '12 EUR UP' },
    NR: { valueString: '3 – 5' },
    none: { valueString: 'sans type' },
    empty: null,
  });
});

test('keeps the digits that the laboratory wrote: 5.90 never becomes 5.9 [R22]', () => {
  const written = (value: string) => {
    const { resources } = toFilingOf(orUR01({ results: [{ code: 'X1', value, unit: 'mg/L' }] }));
    return /"valueQuantity":\{"value":([^,}]+)/.exec(JSON.stringify(resources[0]?.resource))?.[1];
  };
  expect(['5.90', '10', '0,50', '.5', '-3.0', '007', '5.'].map(written)).toEqual([
    '5.90',
    '10',
    '0.50',
    '0.5',
    '-3.0',
    '7',
    '5',
  ]);
});

test('says low and high only where a range can mean one thing, and always its text [R22]', () => {
  const range = (text: string) => {
    const [one] = result({ value: '1', unit: 'g/L', range: text }).referenceRange ?? [];
    return [one?.low?.value ?? null, one?.high?.value ?? null, one?.text];
  };
  expect(
    [
      '3.5-5.1',
      '3,5 - 5,1',
      '136 – 145',
      '<5',
      '> 60',
      '<=1.0',
      '-2 - 2',
      '5-3',
      '70_105',
      'négatif',
      'H: 13-18 F: 12-16',
      '5',
    ].map(range),
  ).toEqual([
    [3.5, 5.1, '3.5-5.1'],
    [3.5, 5.1, '3,5 - 5,1'],
    [136, 145, '136 – 145'],
    [null, 5, '<5'],
    [60, null, '> 60'],
    [null, 1, '<=1.0'],
    [-2, 2, '-2 - 2'],
    [null, null, '5-3'],
    [null, null, '70_105'],
    [null, null, 'négatif'],
    [null, null, 'H: 13-18 F: 12-16'],
    [null, null, '5'],
  ]);
});

test('names units in UCUM where they are, and as the laboratory’s text otherwise [R22]', () => {
  const unit = (text: string) => {
    const { unit: words, code } = result({ value: '1', unit: text }).valueQuantity ?? {};
    return [words, code];
  };
  expect(
    [
      'mg/dL',
      'g/dl',
      'µmol/L',
      'mcg/l',
      'U /l',
      '10e6/mme3',
      'mm[Hg]^^UCUM',
      'MMOL^mmol par litre^L',
      '/mme3',
      'Mg',
    ].map(unit),
  ).toEqual([
    ['mg/dL', 'mg/dL'],
    ['g/dl', 'g/dL'],
    ['µmol/L', 'umol/L'],
    ['mcg/l', 'ug/L'],
    ['U /l', 'U/L'],
    ['10e6/mme3', undefined],
    ['mm[Hg]', 'mm[Hg]'],
    ['mmol par litre', undefined],
    ['/mme3', undefined],
    ['Mg', undefined],
  ]);
});

test('reads flags of the standard and of Belgian laboratories, and keeps those of a laboratory of its own [R22]', () => {
  const flag = (text: string) =>
    result({ value: '1', flag: text }).interpretation?.map((one) => one.coding?.[0]?.code ?? one.text);
  expect(['H', 'LL', 'A~R', '+', '--', '*', 'n', 'spécial'].map(flag)).toEqual([
    ['H'],
    ['LL'],
    ['A', 'R'],
    ['H'],
    ['LL'],
    ['A'],
    ['N'],
    ['spécial'],
  ]);
});

test('says in words that a pointer to another system is not followed, and refuses a type that HL7 does not have [R22] [R25]', () => {
  const [pointer] = toFilingOf(orUR01({ results: [{ type: 'RP', value: 'https://x^a^IM^MRXS' }, {}] })).resources;
  expect(JSON.stringify(pointer?.resource)).toContain('Renvoi vers un autre système (RP)');
  const facts = (results: OBXWish[]) => {
    try {
      toFilingOf(orUR01({ results }));
      return null;
    } catch (error) {
      return error instanceof HL7Refusal
        ? [error.facts.code, error.facts.segment, error.facts.occurrence, error.facts.field]
        : error;
    }
  };
  expect([facts([{ type: 'RP', value: 'https://x^a^IM^MRXS' }]), facts([{}, { type: 'ZZ', value: '1' }])]).toEqual([
    ['AE', 'OBX', 1, 5],
    ['AE', 'OBX', 2, 2],
  ]);
});

test('never says of cells counted in giga a litre that they are grams [R22]', () => {
  const code = (unit: string) => result({ type: 'NM', value: '6.5', unit }).valueQuantity;
  expect([code('G/L'), code('T/L'), code('g/L')]).toEqual([
    { value: 6.5, unit: 'G/L' },
    { value: 6.5, unit: 'T/L' },
    { value: 6.5, unit: 'g/L', system: 'http://unitsofmeasure.org', code: 'g/L' },
  ]);
});

test('reads a number with its flag behind it as number, unit and flag, and never guesses which letter is which [R22]', () => {
  const read = (value: string, unit: string, flag = '', type = 'ST'): unknown => {
    const { valueQuantity, valueString, interpretation } = result({ type, value, unit, flag });
    return [
      valueQuantity ?? valueString,
      ...(interpretation ?? []).map(({ coding, text }) => coding?.[0]?.code ?? text),
    ];
  };
  const high = { value: 5.9, ...mmol };
  expect([
    read('5.9 H', 'mmol/L'),
    read('5,9H', 'mmol/L'),
    read('5.9 (H)', 'mmol/L'),
    read('5.9 H', 'mmol/L', '', 'NM'),
  ]).toEqual(Array.from({ length: 4 }, () => [high, 'H']));
  expect(read('5.9 H', 'mmol/L', 'HH')).toEqual([high, 'HH']);
  expect(read('5.9 H', 'mmol/L', 'A')).toEqual([high, 'A']);
  expect(read('5.9 *', 'mmol/L')).toEqual([high, 'A']);
  expect(read('< 0,5 L', 'mmol/L')).toEqual([{ value: 0.5, comparator: '<', ...mmol }, 'L']);
  // Contradicted, without a unit, or in the unit itself: the words stand as they came, with the unit they were meant for.
  expect(read('5.9 H', 'mmol/L', 'L')).toEqual(['5.9 H mmol/L', 'L']);
  expect(read('5.9 *', 'mmol/L', 'N')).toEqual(['5.9 * mmol/L', 'N']);
  expect(read('12 H', '')).toEqual(['12 H']);
  expect(read('2 L', 'L')).toEqual(['2 L']);
  expect(read('24 H', 'h')).toEqual(['24 H']);
  expect(read('négatif', 'mmol/L')).toEqual(['négatif']);
});
