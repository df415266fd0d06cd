import type { Segment } from './message.ts';
import { toQuantity } from './quantity.ts';

/** A number and the laboratory's judgement that was written behind it. */
export interface FlaggedNumber {
  /** The number with its comparator, as written. */
  readonly written: string;
  /** `H`, `HH`, `L`, `LL` or `A`, as OBX-8 would have it. */
  readonly flag: string;
}

const WRITTEN = /^([<>=≤≥]{0,2}\s*[+-]?[\d.,]+)\s*(?:\((H|HH|L|LL|\*|\*\*)\)|(H|HH|L|LL|\*|\*\*))$/;
const MEANT: ReadonlyMap<string, string> = new Map([
  ['*', 'A'],
  ['**', 'AA'],
]);
const LONGEST = 60;

/**
 * `5.9 H` where a number was to stand: its number and its flag, so that neither value nor unit is lost in a text. Null where that is not
 * certain: without a unit (`12 H` may be hours), where the letter is the unit (`2 L` in litres), where OBX-8 says otherwise.
 */
export function readFlaggedNumber(obx: Segment): FlaggedNumber | null {
  const unit = obx.first(6).part(1) || obx.first(6).part(2);
  const values = obx.all(5);
  const text = values.length === 1 ? (values[0]?.text().trim() ?? '') : '';
  if (unit === '' || text.length > LONGEST) return null;
  const [, written = '', inside, bare] = WRITTEN.exec(text) ?? [];
  const sign = inside ?? bare ?? '';
  if (sign === '' || toQuantity(written) === null) return null;
  // `L`, `l`, `h`: the letter is what it is measured in.
  if (unit.toUpperCase() === sign) return null;
  const flag = MEANT.get(sign) ?? sign;
  const told = obx.first(8).part(1).toUpperCase();
  return told === '' || told[0] === flag[0] || (ABNORMAL.has(told) && ABNORMAL.has(flag) && told[0] !== OPPOSITE[flag])
    ? { written, flag }
    : null;
}

/** Out of the ordinary, one way or any; two of them contradict one another when they are high and low. */
const ABNORMAL: ReadonlySet<string> = new Set(['H', 'HH', 'L', 'LL', 'A', 'AA']);
const OPPOSITE: Readonly<Record<string, string>> = { H: 'L', HH: 'L', L: 'H', LL: 'H' };
