import type { DataSet } from 'dicom-parser';
import { assertReadable } from './unreadable.ts';

/** Expands a segmented look-up table (PS3.3 C.7.9.2) into its `count` entries; refuses segments that lead nowhere or give another number. */
export function readSegments(dataSet: DataSet, tag: string, count: number, bits: number): Uint16Array {
  const words = readWords(dataSet, tag, bits);
  const entries = new Uint16Array(count);
  let filled = 0;
  const put = (value: number): void => {
    assertReadable(filled < count, 'contradictory', 'segments of a table');
    entries[filled] = value;
    filled += 1;
  };
  /** One segment at word `at`; the word after it. */
  const expand = (at: number, nested: boolean): number => {
    const [opcode, length] = [words[at], words[at + 1]];
    assertReadable(opcode !== undefined && length !== undefined, 'truncated', 'segment of a table');
    if (opcode === 0) {
      assertReadable(at + 2 + length <= words.length, 'truncated', 'segment of a table');
      for (let n = 0; n < length; n += 1) put(words[at + 2 + n] ?? 0);
      return at + 2 + length;
    }
    if (opcode === 1) {
      const to = words[at + 2];
      assertReadable(to !== undefined && filled > 0, 'contradictory', 'linear segment of a table');
      const from = entries[filled - 1] ?? 0;
      for (let n = 1; n <= length; n += 1) put(Math.round(from + ((to - from) * n) / length));
      return at + 3;
    }
    // An indirect segment repeats earlier ones, which may not be indirect themselves.
    assertReadable(opcode === 2 && !nested, 'contradictory', 'segment of a table');
    const size = bits === 8 ? 1 : 2;
    const offset = size === 1 ? toLong(words, at + 2, 4) : toLong(words, at + 2, 2);
    for (let n = 0, place = offset / size; n < length; n += 1) place = expand(place, true);
    return at + 2 + 4 / size;
  };
  for (let at = 0; at < words.length && filled < count; ) at = expand(at, false);
  assertReadable(filled === count, 'contradictory', `${filled} of ${count} entries`);
  return entries;
}

/** Byte offset of an indirect segment, least significant part first. */
function toLong(words: ArrayLike<number>, at: number, parts: 2 | 4): number {
  let value = 0;
  for (let n = parts - 1; n >= 0; n -= 1) value = value * (parts === 4 ? 256 : 65_536) + (words[at + n] ?? 0);
  return value;
}

/** Segments of 8-bit tables are bytes, those of 16-bit tables words. */
function readWords(dataSet: DataSet, tag: string, bits: number): Uint16Array {
  const element = dataSet.elements[tag];
  const length = element?.length ?? 0;
  assertReadable(
    element !== undefined && element.dataOffset + length <= dataSet.byteArray.length,
    'truncated',
    'table',
  );
  if (bits === 8) return Uint16Array.from(dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + length));
  return Uint16Array.from({ length: length >> 1 }, (_, index) => dataSet.uint16(tag, index) ?? 0);
}
