import type { Observation, Quantity } from '@medplum/fhirtypes';
import { toConcept } from './coded.ts';
import { readFlaggedNumber } from './flagged-number.ts';
import { toAddress, toContactPoint, toDisplayName } from './human.ts';
import type { Segment, Value } from './message.ts';
import { toExactNumber, toDecimalText, toQuantity } from './quantity.ts';
import { refuse } from './refuse.ts';
import { toDateTime, toTime } from './time.ts';
import { toUnit } from './unit.ts';

/** The `value[x]` of an Observation, or why there is none. */
export type ObservationValue = Pick<
  Observation,
  | 'valueQuantity'
  | 'valueString'
  | 'valueCodeableConcept'
  | 'valueRange'
  | 'valueRatio'
  | 'valueDateTime'
  | 'valueTime'
  | 'valuePeriod'
  | 'dataAbsentReason'
>;

/** Types whose components are words of one text. */
const JOINED: ReadonlySet<string> = new Set(
  ' ST TX FT ID IS SI GTS CK CP MA CD NA EI HD DLN JCC TQ VID XON CX PN CN XCN XPN XAD AD XTN TN MO CQ NR'.split(' '),
);

/**
 * What a result says (OBX-5 by OBX-2). A number that is written as text and has a unit is a number; a « number » that is none stays
 * the text it is. Empty where OBX-5 is. Throws for a type that the standard does not know.
 */
export function toObservationValue(obx: Segment): ObservationValue {
  const type = obx.text(2).toUpperCase();
  const values = obx.all(5);
  const [value] = values;
  if (value === undefined) return {};
  const unit = toUnit(obx.first(6));
  switch (type) {
    case 'NM':
    case 'SN':
    case 'ST':
      return values.length === 1 ? toMeasured(obx, type, value, unit) : { valueString: toLines(values, unit) };
    case 'CE':
    case 'CWE':
    case 'CNE':
    case 'CF': {
      const concepts = values.flatMap((one) => toConcept(one) ?? []);
      if (concepts.length < 2) return concepts[0] === undefined ? {} : { valueCodeableConcept: concepts[0] };
      return { valueCodeableConcept: { text: concepts.map(({ text }) => text ?? '').join(', ') } };
    }
    case 'TS':
    case 'DTM':
    case 'DT': {
      const at = toDateTime(value.part(1), obx.place(5));
      return at === null ? {} : { valueDateTime: at };
    }
    case 'TM': {
      const at = toTime(value.part(1));
      return at === null ? toText(value.part(1)) : { valueTime: at };
    }
    case 'DR': {
      const [start, end] = [1, 2].map((at) => toDateTime(value.part(at), obx.place(5)));
      return { valuePeriod: { ...(start && { start }), ...(end && { end }) } };
    }
    case 'RP':
      return {
        dataAbsentReason: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unsupported' }],
          text: 'Renvoi vers un autre système (RP), qui n’est pas suivi',
        },
      };
    default:
      if (JOINED.has(type)) return toText(toLines(values, unit, type));
      return refuse(obx.place(2), 103, 'Le type de valeur annoncé n’existe pas dans HL7 v2.');
  }
}

/** The words of a value of any type, as a line of text has them; '' for none. Throws as `toObservationValue` does. */
export function toValueWords(obx: Segment): string {
  const value = toObservationValue(obx);
  const { valueQuantity: quantity, valueString, valueCodeableConcept: concept, valueDateTime, valueTime } = value;
  if (quantity !== undefined)
    return withUnit(
      obx.first(5).text().trim().replaceAll('^', ''),
      quantity.unit === undefined ? {} : { unit: quantity.unit },
    );
  return valueString ?? concept?.text ?? valueDateTime ?? valueTime ?? obx.first(5).text().trim();
}

const toText = (text: string): ObservationValue => (text.trim() === '' ? {} : { valueString: text.trimEnd() });

type Unit = ReturnType<typeof toUnit>;

function toMeasured(obx: Segment, type: string, value: Value, unit: Unit): ObservationValue {
  if (type === 'SN') return toStructured(value, unit);
  const written = readFlaggedNumber(obx)?.written ?? value.text().trim();
  const quantity = type === 'NM' || unit.unit !== undefined ? toQuantity(written) : null;
  return quantity === null ? toText(withUnit(written, unit)) : { valueQuantity: { ...quantity, ...unit } };
}

/** A text that a unit was meant for keeps it, `5.9 H` too; « négatif » with `mg/L`, and what ends with its unit, do not need one. */
const withUnit = (text: string, { unit }: Unit): string =>
  unit !== undefined &&
  /\d(?:\s*\(?(?:HH?|LL?|\*{1,2})\)?)?$/.test(text) &&
  !text.toUpperCase().endsWith(unit.toUpperCase())
    ? `${text} ${unit}`
    : text;

/** Structured numeric: comparator, number, separator, number. */
function toStructured(value: Value, unit: Unit): ObservationValue {
  const [sign = '', first = '', between = '', second = ''] = [1, 2, 3, 4].map((at) => value.part(at));
  const [one, other] = [toDecimalText(first), toDecimalText(second)];
  const at = (decimal: string): Quantity => ({ value: toExactNumber(decimal), ...unit });
  const quantity = between === '' && second === '' ? toQuantity(`${sign === '=' ? '' : sign}${first}`) : null;
  if (quantity !== null) return { valueQuantity: { ...quantity, ...unit } };
  if (sign === '' && one !== null && other !== null) {
    if (between === '-' && Number(one) <= Number(other)) return { valueRange: { low: at(one), high: at(other) } };
    if (between === ':' || between === '/')
      return { valueRatio: { numerator: { value: toExactNumber(one) }, denominator: { value: toExactNumber(other) } } };
  }
  const written = [sign, first, between, second].join('');
  return toText(withUnit(written === '' ? value.text() : written, unit));
}

function toLines(values: readonly Value[], unit: Unit, type = 'ST'): string {
  const texts = values.map((value) => toWords(type, value));
  const separator = ['TX', 'FT'].includes(type) ? '\n' : ', ';
  return withUnit(texts.filter((text) => text !== '').join(separator), type === 'ST' ? unit : {});
}

/** One value of a type that FHIR's `value[x]` does not have, as a reader would write it. */
function toWords(type: string, value: Value): string {
  const parts = Array.from({ length: Math.min(value.size, 40) }, (_, index) => value.whole(index + 1));
  const joined = (by: string, from: readonly string[] = parts): string => from.filter((one) => one !== '').join(by);
  switch (type) {
    case 'TX':
    case 'FT':
    case 'ST':
    case '':
      return value.text();
    case 'XPN':
    case 'PN':
      return toDisplayName(value.part(5), value.part(2), value.part(1)) ?? '';
    case 'XCN':
    case 'CN':
      return toDisplayName(value.part(6), value.part(3), value.part(2)) ?? value.part(1);
    case 'XAD':
    case 'AD': {
      const { line = [], postalCode = '', city = '', country = '' } = toAddress(value) ?? {};
      return joined(', ', [...line, joined(' ', [postalCode, city]), country]);
    }
    case 'XTN':
    case 'TN':
      return toContactPoint(value, 'home')?.value ?? '';
    case 'CX':
    case 'EI':
    case 'XON':
      return value.part(1) || value.part(10);
    case 'NR':
      return joined(' – ', parts.slice(0, 2));
    case 'MO':
    case 'CQ':
      return joined(' ', parts.slice(0, 2));
    default:
      return joined(' ');
  }
}
