import type { CodeableConcept } from '@medplum/fhirtypes';
import { aConcept } from './coded.ts';
import { readFlaggedNumber } from './flagged-number.ts';
import type { Segment } from './message.ts';

const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

/** OBX-8 (table 0078, and the signs that Belgian laboratories print) as v3-ObservationInterpretation. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ...['L', 'H', 'LL', 'HH', '<', '>', 'N', 'A', 'AA', 'U', 'D', 'B', 'W', 'S', 'R', 'I', 'MS', 'VS'].map(
    (code): [string, string] => [code, code],
  ),
  ...['POS', 'NEG', 'IND', 'DET', 'ND', 'HU', 'LU', 'SDD', 'NS', 'SYN-R', 'SYN-S', 'WR', 'RR', 'NR'].map(
    (code): [string, string] => [code, code],
  ),
  ['+', 'H'],
  ['++', 'HH'],
  ['+++', 'HH'],
  ['-', 'L'],
  ['--', 'LL'],
  ['---', 'LL'],
  ['*', 'A'],
  ['**', 'AA'],
]);

/** Types of OBX-5 that may be a number. */
const TYPES: ReadonlySet<string> = new Set(['NM', 'ST']);

/** How the laboratory judged a result; a flag of its own stands as text. Where OBX-8 is empty, what was written behind the number (`5.9 H`). */
export function toInterpretation(obx: Segment): CodeableConcept[] {
  if (obx.text(8) === '' && TYPES.has(obx.text(2).toUpperCase())) {
    const flagged = readFlaggedNumber(obx);
    return flagged === null ? [] : [aConcept(INTERPRETATION, flagged.flag)];
  }
  return obx.all(8).flatMap((value) => {
    const flag = value.part(1);
    const code = FLAGS.get(flag.toUpperCase());
    return flag === '' ? [] : [code === undefined ? { text: flag } : aConcept(INTERPRETATION, code)];
  });
}
