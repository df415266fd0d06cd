import type { ObservationReferenceRange, Quantity } from '@medplum/fhirtypes';

/** `JSON.rawJSON` of ES2026, which Node 24 has and the compiler's library has not. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

const NUMBER = /^([+-]?)(\d{1,20})(?:[.,](\d{0,20}))?$|^([+-]?)[.,](\d{1,20})$/;
const COMPARATOR: ReadonlyMap<string, NonNullable<Quantity['comparator']>> = new Map([
  ['<', '<'],
  ['>', '>'],
  ['<=', '<='],
  ['=<', '<='],
  ['≤', '<='],
  ['>=', '>='],
  ['=>', '>='],
  ['≥', '>='],
]);

/**
 * A number as FHIR writes decimals, every digit kept (`5.90`, `007` as `7`); the comma of Belgian senders is a decimal sign. Null when it
 * is none, or has more digits than any measurement.
 */
export function toDecimalText(text: string): string | null {
  const found = NUMBER.exec(text.trim());
  if (found === null) return null;
  const sign = (found[1] ?? found[4]) === '-' ? '-' : '';
  const whole = (found[2] ?? '0').replace(/^0+(?=\d)/, '');
  const fraction = found[3] ?? found[5] ?? '';
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A decimal that is written into JSON with its own digits: FHIR's `5.90` is not `5.9`. */
export function toExactNumber(decimal: string): number {
  return String(Number(decimal)) === decimal ? Number(decimal) : (rawJSON(decimal) as number);
}

/** Longer texts are no number and no range of two: they are not searched for one. */
const LONGEST_NUMBER = 60;
const LONGEST_RANGE = 200;

/** A number with its comparator (`<0.5`, `>= 90`); null for anything else. */
export function toQuantity(text: string): Pick<Quantity, 'value' | 'comparator'> | null {
  const bare = text.trim();
  if (bare.length > LONGEST_NUMBER) return null;
  const [, sign = '', rest = ''] = /^(<=|>=|=<|=>|<|>|≤|≥)?\s*(\S*)$/.exec(bare) ?? [];
  const decimal = toDecimalText(rest);
  if (decimal === null) return null;
  const comparator = COMPARATOR.get(sign);
  return { value: toExactNumber(decimal), ...(comparator && { comparator }) };
}

/**
 * A reference range (OBX-7): always its text; `low` and `high` too where it can mean one thing only (`3.5-5.1`, `3,5 – 5,1`, `<5`, `> 60`),
 * since only then may a value be called high or low by them.
 */
export function toReferenceRange(
  text: string,
  unit: Pick<Quantity, 'unit' | 'system' | 'code'>,
): ObservationReferenceRange | null {
  if (text === '') return null;
  const bare = text.trim();
  if (bare.length > LONGEST_RANGE) return { text };
  const [, below, limit = ''] = /^(<=?|>=?|≤|≥)\s*([\d.,]+)$/.exec(bare) ?? [];
  const [, low = '', high = ''] = /^(-?[\d.,]+)\s*(?:-|–|—|\.\.|à|to)\s*(-?[\d.,]+)$/.exec(bare) ?? [];
  const at = (decimal: string): Quantity => ({ value: toExactNumber(decimal), ...unit });
  const single = toDecimalText(limit);
  if (below !== undefined && single !== null)
    return /[<≤]/.test(below) ? { high: at(single), text } : { low: at(single), text };
  const [from, to] = [toDecimalText(low), toDecimalText(high)];
  return from !== null && to !== null && Number(from) <= Number(to) ? { low: at(from), high: at(to), text } : { text };
}
