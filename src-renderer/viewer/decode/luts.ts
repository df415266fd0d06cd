import type { DataSet } from 'dicom-parser';
import { readSegments } from './segmented-lut.ts';
import { assertReadable } from './unreadable.ts';

/** A look-up table of PS3.3 C.11.1/C.11.2: values below `first` take the first entry, values beyond the end the last. */
export interface Lut {
  readonly first: number;
  readonly bits: number;
  readonly entries: Uint16Array;
}

/** Red, green and blue tables of PALETTE COLOR, each entry brought to 8 bits. */
export interface Palette {
  readonly first: number;
  readonly red: Uint8Array;
  readonly green: Uint8Array;
  readonly blue: Uint8Array;
}

/** The first item of a Modality or VOI LUT Sequence; null when there is none. */
export function readLut(dataSet: DataSet, sequence: string, signed: boolean): Lut | null {
  const item = dataSet.elements[sequence]?.items?.[0]?.dataSet;
  if (item === undefined) return null;
  const descriptor = readDescriptor(item, 'x00283002', signed);
  const entries = readEntries(item, 'x00283006', descriptor.count, descriptor.bits);
  return { first: descriptor.first, bits: descriptor.bits, entries };
}

/** Red, Green and Blue Palette Color Lookup Tables (0028,1201–1203), or their segmented form (0028,1221–1223); refuses what is missing or short. */
export function readPalette(dataSet: DataSet): Palette {
  const channel = (n: number): { first: number; table: Uint8Array } => {
    const plain = dataSet.elements[`x0028120${n}`] !== undefined;
    const segmented = dataSet.elements[`x0028122${n}`] !== undefined;
    assertReadable(plain || segmented, 'contradictory', 'palette without table');
    const descriptor = readDescriptor(dataSet, `x0028110${n}`, false);
    const entries = plain
      ? readEntries(dataSet, `x0028120${n}`, descriptor.count, descriptor.bits)
      : readSegments(dataSet, `x0028122${n}`, descriptor.count, descriptor.bits);
    return {
      first: descriptor.first,
      table: Uint8Array.from(entries, (value) => (descriptor.bits > 8 ? value >> 8 : value)),
    };
  };
  const [red, green, blue] = [channel(1), channel(2), channel(3)];
  return { first: red.first, red: red.table, green: green.table, blue: blue.table };
}

function readDescriptor(
  dataSet: DataSet,
  tag: string,
  signed: boolean,
): { count: number; first: number; bits: number } {
  const count = dataSet.uint16(tag, 0);
  const first = signed ? dataSet.int16(tag, 1) : dataSet.uint16(tag, 1);
  const bits = dataSet.uint16(tag, 2);
  assertReadable(count !== undefined && first !== undefined && bits !== undefined, 'contradictory', 'table descriptor');
  assertReadable(bits >= 8 && bits <= 16, 'contradictory', `table of ${bits} bits`);
  return { count: count === 0 ? 65_536 : count, first, bits };
}

function readEntries(dataSet: DataSet, tag: string, count: number, bits: number): Uint16Array {
  const element = dataSet.elements[tag];
  assertReadable(element !== undefined, 'contradictory', 'table without data');
  if (element.length === count)
    return Uint16Array.from({ length: count }, (_, index) => dataSet.byteArray[element.dataOffset + index] ?? 0);
  assertReadable(element.length >= count * 2, 'contradictory', `table of ${element.length} bytes for ${count} entries`);
  const entries = Uint16Array.from({ length: count }, (_, index) => dataSet.uint16(tag, index) ?? 0);
  // Some 8-bit tables are written with each entry in the high byte.
  return bits === 8 && entries.some((value) => value > 255) ? entries.map((value) => value >> 8) : entries;
}
