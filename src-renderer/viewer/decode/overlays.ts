import type { DataSet } from 'dicom-parser';
import type { RawFrame } from './codecs.ts';
import type { FrameFacts } from './facts.ts';

/** One overlay plane of a frame (PS3.3 C.9.2): one bit a pixel, packed from the lowest bit, row by row. */
export interface Overlay {
  readonly rows: number;
  readonly columns: number;
  /** Place of its first pixel on the image, [column, row] from 0; may lie outside. */
  readonly origin: readonly [number, number];
  readonly bits: Uint8Array<ArrayBuffer>;
  /** Overlay Description or Label; empty when neither is said. */
  readonly label: string;
}

const groups = Array.from({ length: 16 }, (_, n) => (0x6000 + 2 * n).toString(16));

/** The overlays of frame `frame`; a plane that does not add up is left out, since the image itself stays what it is. */
export function readOverlays(dataSet: DataSet, frame: number, facts: FrameFacts, raw: RawFrame): readonly Overlay[] {
  return groups.flatMap((group): Overlay[] => {
    const tag = (element: string): string => `x${group}${element}`;
    const [rows, columns] = [dataSet.uint16(tag('0010')) ?? 0, dataSet.uint16(tag('0011')) ?? 0];
    if (rows === 0 || columns === 0) return [];
    const text = (element: string): string => dataSet.string(tag(element))?.replace(/\0/g, '').trim() ?? '';
    const count = Number(text('0015') || '0');
    const first = (dataSet.uint16(tag('0051')) ?? 1) - 1;
    const own = count > 0 ? frame - first : 0;
    if (own < 0 || (count > 0 && own >= count)) return [];
    const bits = dataSet.elements[tag('3000')]
      ? readPlane(dataSet, tag('3000'), own, rows * columns)
      : readEmbedded(dataSet.uint16(tag('0102')) ?? 0, facts, raw, rows * columns);
    if (bits === null) return [];
    const origin = [(dataSet.int16(tag('0050'), 1) ?? 1) - 1, (dataSet.int16(tag('0050'), 0) ?? 1) - 1] as const;
    return [{ rows, columns, origin, bits, label: text('0022') || text('1500') }];
  });
}

/** Planes of several frames follow each other without a gap, even inside a byte. */
function readPlane(dataSet: DataSet, tag: string, plane: number, count: number): Uint8Array<ArrayBuffer> | null {
  const element = dataSet.elements[tag];
  if (element === undefined) return null;
  const from = plane * count;
  const last = Math.ceil((from + count) / 8);
  if (last > element.length || element.dataOffset + last > dataSet.byteArray.length) return null;
  const source = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  if (from % 8 === 0) return Uint8Array.from(source.subarray(from / 8, last));
  return pack(count, (at) => ((source[(from + at) >> 3] ?? 0) >> ((from + at) & 7)) & 1);
}

/** Retired, and still about: the overlay stands in a bit of each sample that the image does not use. */
function readEmbedded(bit: number, facts: FrameFacts, raw: RawFrame, count: number): Uint8Array<ArrayBuffer> | null {
  const used = bit <= facts.highBit && bit > facts.highBit - facts.bitsStored;
  if (used || bit >= facts.bitsAllocated || raw.bytesPerSample !== 2 || raw.bytes.length !== count * 2) return null;
  const byte = bit >> 3 === (raw.bigEndian ? 1 : 0) ? 0 : 1;
  return pack(count, (at) => ((raw.bytes[at * 2 + byte] ?? 0) >> (bit & 7)) & 1);
}

function pack(count: number, bitAt: (at: number) => number): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(Math.ceil(count / 8));
  for (let at = 0; at < count; at += 1) packed[at >> 3] = (packed[at >> 3] ?? 0) | (bitAt(at) << (at & 7));
  return packed;
}
